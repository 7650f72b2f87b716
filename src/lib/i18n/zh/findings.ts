/** Words that the desks, the finder's pages and the public pages share. */
export default {
  finding: '核查发现',
  category: {
    deputy: '两代表一委员',
    expert: '行业专家',
    media: '新闻媒体（自媒体）',
    resident: '住户代表',
    public: '公众'
  },
  state: {
    submitted: '待分办',
    awaiting_reply: '待申辩答复',
    under_verification: '核实中',
    decided: '已核实，待公布',
    published: '已公布',
    duplicate: '重复',
    out_of_scope: '不属核查范围',
    withheld: '不予公开'
  },
  verdict: {
    matched: '相符',
    differs: '不符',
    not_accessible: '无法进入',
    not_seen: '未查看'
  },
  lineKind: {
    item: '公示事项',
    free: '其他发现',
    access_refused: '不让进入工地',
    host_absent: '接待单位没有到场'
  },
  decision: {
    substantiated: '属实',
    partly: '部分属实',
    not_substantiated: '不属实',
    could_not_verify: '无法核实'
  },
  outcome: {
    substantiated: '属实',
    partly: '部分属实',
    not_substantiated: '不属实',
    could_not_verify: '无法核实',
    matched: '全部相符',
    unverified: '逾期未核实'
  },
  rectification: {
    awaiting_plan: '待整改方案',
    planned: '整改中',
    claimed_fixed: '已整改，待复查',
    closed: '已销号',
    reopened: '复查未通过，重新整改'
  },
  /** What happened, as a line of the history says it. */
  event: {
    submitted: '提交核查发现',
    triaged: '分办',
    urgent: '列为紧急',
    assigned: '确定承办人',
    replied: '申辩答复',
    expert_asked: '请专家出具意见',
    expert_declined: '专家谢绝',
    expert_late: '专家逾期没有出具意见',
    expert_lapsed: '不再等待这位专家',
    opinion_given: '专家出具意见',
    decided: '核实认定',
    published: '公布',
    withholding_proposed: '提议不予公开',
    withholding_refused: '不同意不予公开',
    withheld: '不予公开',
    passed: '期限已过，没有答复',
    released: '恢复公开',
    escalated: '转为投诉'
  },
  fixEvent: {
    opened: '要求整改',
    planned: '提出整改方案',
    claimed: '提交整改结果',
    claimed_fixed: '提交整改结果',
    verified: '复查通过',
    closed: '销号',
    reopened: '复查未通过',
    overridden: '主管部门认定',
    overdue: '逾期'
  },
  by: {
    finder: '核查人',
    owner: '住户代表',
    bureau: '主管部门',
    developer: '建设单位',
    expert: '专家',
    clock: '到期自动'
  },
  step: {
    triage: '分办',
    reply: '申辩答复',
    verify: '核实认定',
    opinion: '专家意见',
    publish: '公布',
    plan: '提出整改方案',
    fix: '完成整改',
    reinspect: '复查'
  },
  triage: {
    accept: '受理',
    urgent: '受理并列为紧急',
    duplicate: '重复',
    out_of_scope: '不属核查范围',
    by_clock: '到期自动受理'
  },
  stance: {
    accepts: '认可',
    contests: '有异议',
    none: '未收到答复'
  },
  ground: {
    state_secret: '涉及国家秘密，或公开会危及国家安全、公共安全、经济安全、社会稳定',
    third_party: '涉及商业秘密、个人隐私，公开会损害第三方合法权益',
    internal: '行政机关内部事务信息、过程性信息，法律法规规定可以不公开',
    investigation: '正在立案调查，公开会妨碍调查'
  },
  groundArticle: {
    state_secret: '《政府信息公开条例》第十四条',
    third_party: '《政府信息公开条例》第十五条',
    internal: '《政府信息公开条例》第十六条',
    investigation: '《政府信息公开条例》第十六条第二款'
  },
  verification: {
    unverified: '未经现场核验',
    confirmed: '现场核验相符',
    disputed: '现场核验不符'
  },
  urgent: '紧急',
  measured: {
    quantity: '测量项目',
    values: '实测值',
    deviations: '偏差',
    design: '设计值',
    tolerance: '允许范围',
    place: '部位',
    out_other: '{{points}} 个测点中 {{count}} 个超出',
    within: '{{points}} 个测点全部在允许范围内',
    between: '{{lower}} 至 {{upper}} {{unit}}',
    atMost: '不大于 {{upper}} {{unit}}',
    atLeast: '不小于 {{lower}} {{unit}}',
    range: '最大与最小相差 {{range}} {{unit}}',
    basis: '依据：{{basis}}'
  },
  rule: {
    working_other: '{{count}} 个工作日',
    natural_other: '{{count}} 天',
    basis: '期限 {{days}}，{{nature}}：{{basis}}',
    nature: { statutory: '法定', policy: '政策规定', default: '本平台默认' }
  }
} as const;

/** Steps of the desk of findings: what each asks for, and who will see what. */
export default {
  act: {
    title: '办理',
    triage: '分办',
    assign: '确定承办人',
    expert: '请专家出具意见',
    decide: '核实认定',
    withhold: '不予公开',
    sign: '签署意见',
    release: '恢复公开',
    reply: '答复',
    plan: '提出整改方案',
    claim: '提交整改结果',
    override: '主管部门认定整改'
  },
  triage: {
    outcome: '怎样分办',
    hint: {
      accept:
        '核查人：看到已受理。建设单位：收到内容（不含核查人身份），开始计算答复期限。公众：现在看不到，核实后公布。',
      urgent: '同受理，并标明紧急、排在最前面，建设单位立即收到提醒。请写明危险在哪里。',
      duplicate: '核查人：看到与哪一件重复和理由。建设单位、公众：看不到这一件。到此结束。',
      out_of_scope: '核查人：看到理由，可以改为投诉。建设单位、公众：看不到这一件。到此结束。'
    },
    duplicateOf: '与哪一件重复',
    similar: '{{number}} · {{state}} · {{headline}}',
    noSimilar: '同一场开放日没有其他核查发现。',
    reason: '理由',
    reasonHint: '除受理外必须填写，至少 5 个字。核查人会看到。',
    submit: '分办'
  },
  assign: {
    officer: '承办人',
    nobody: '不指定',
    option_other: '{{name}}（办理中 {{count}} 件）',
    consequence: '承办人会收到提醒。核查人、建设单位和公众看不到承办人是谁。',
    submit: '确定承办人'
  },
  expert: {
    number: '专家',
    option: '{{name}}（{{number}}）',
    none: '没有无利害关系、可以邀请的专家。',
    consequence:
      '专家会收到提醒和全部材料，但看不到核查人是谁。核查人、建设单位：看到已请专家。公众：公布时看到专家意见，不含姓名。',
    late: '前一位专家没有在期限内答复。另请一位后，前一位不能再出具意见。',
    submit: '请这位专家'
  },
  decide: {
    decision: '认定结果',
    reason: '认定理由',
    reasonHint: '至少 5 个字。建设单位、核查人和公众都会看到。',
    consequence:
      '核查人、建设单位：立即看到每一项的认定和理由。公众：公布后看到全部内容、答复和认定；到期自动公布。属实、部分属实且有问题的，开始计算整改期限。认定不能修改。',
    submit: '提交认定',
    intro: '请在每一项下面选择认定结果并写明理由，最后提交。',
    notNeeded: '未查看的不必认定。'
  },
  withhold: {
    ground: '法定理由',
    reason: '理由',
    reasonHint: '公众会看到。至少 5 个字，不要写个人信息。',
    until: '不予公开至',
    untilHint: '最长一年；这一天过后自动恢复。',
    consequence:
      '另一位有审核职责的人签字后才生效。生效后公众只看到编号、法定理由、决定单位和截止日期；核查人会收到通知。',
    submit: '签字并交第二人'
  },
  sign: {
    agree: '同意不予公开',
    disagree: '不同意',
    choice: '您的意见',
    reason: '理由',
    reasonHint: '不同意时必须填写，至少 5 个字。',
    mine: '您已签字，须由另一位有审核职责的人签署。',
    consequence:
      '同意：公众只看到编号、法定理由、决定单位和截止日期，核查人收到通知。不同意：不予公开的提议作废，照常办理。',
    submit: '签署'
  },
  release: {
    reason: '理由',
    consequence: '立即恢复到不予公开之前的步骤，期限照常计算。公众会看到恢复的理由，核查人会收到通知。'
  },
  reply: {
    stance: '您的意见',
    accepts: '认可',
    contests: '有异议',
    acceptsHint: '认可后仍由主管部门核实认定。',
    contestsHint: '请写明哪里不符合事实，并附证据。主管部门会请无利害关系的专家出具意见。',
    text: '答复内容',
    tooShort: '请写明答复；有异议时至少 10 个字。',
    textHint:
      '公布时公众会看到全文，不能修改。有异议时至少 10 个字。请不要写个人信息，也不要猜测核查人是谁。',
    files: '证据材料',
    consequence:
      '只能答复一次。主管部门、核查人：立即看到。公众：公布时看到答复全文和材料；没有答复的，会写明“未收到答复”。',
    submit: '提交答复'
  },
  plan: {
    text: '整改方案',
    tooShort: '整改方案至少 10 个字。',
    textHint: '写明怎样整改、由谁负责（单位，不写个人姓名），至少 10 个字。',
    fixBy: '计划完成日期',
    files: '附件',
    consequence: '主管部门、核查人和公众都会看到方案和计划日期；到计划日期没有完成的，会公开逾期。',
    submit: '提交整改方案'
  },
  claim: {
    note: '整改说明',
    noteHint: '写明改了什么，至少 5 个字。',
    before: '整改前的照片',
    after: '整改后的照片',
    needBefore: '请至少上传一张整改前的照片。',
    needAfter: '请至少上传一张整改后的照片。',
    consequence: '核查人和住户代表会收到复查提醒。公众会看到说明和整改前后的照片。复查不通过的，重新整改。',
    submit: '提交整改结果'
  },
  override: {
    outcome: '认定',
    closed: '整改合格，销号',
    reopened: '整改不合格，重新整改',
    reason: '理由',
    reasonHint: '公众会看到。至少 5 个字。',
    consequence: '代替核查人的复查。公众会看到由主管部门认定和理由；建设单位和核查人会收到通知。',
    submit: '作出认定'
  },
  done: {
    triage: '已分办，核查人会收到结果。',
    assign: '承办人已更新。',
    expert: '已邀请专家，专家会收到提醒。',
    decide: '已认定，到期自动公布。',
    withhold: '您已签字，等待第二人签字。',
    sign: '已签署。',
    release: '已恢复。',
    reply: '已答复，主管部门和核查人现在可以看到。',
    plan: '整改方案已提交。',
    claim: '整改结果已提交，等待复查。',
    override: '已认定，公众可以看到理由。',
    site: '已保存。'
  }
} as const;

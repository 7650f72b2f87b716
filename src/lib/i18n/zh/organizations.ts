export default {
  title: '参建单位',
  one: '单位',
  uscc: '统一社会信用代码',
  demoAccount: {
    administrator: '平台管理员',
    province: '省厅工作人员',
    wuhan: '武汉市主管部门工作人员',
    followUp: '武汉市主管部门回访人员',
    xiangyang: '襄阳市主管部门工作人员',
    company: '建设单位经办人',
    supervisor: '监理单位监理工程师',
    contractor: '施工单位资料员',
    testing: '检测机构报告员',
    deputy: '社会监督员（人大代表）',
    expert: '社会监督员（行业专家）',
    media: '社会监督员（自媒体）',
    representative: '社会监督员（住户代表）',
    resident: '居民'
  },
  index: {
    summary: '参与住宅工程建设的单位，以及各级住房城乡建设主管部门。',
    q: '单位名称或统一社会信用代码',
    kind: '类别',
    works: '参与项目',
    name: '单位名称'
  },
  kind: { bureau: '主管部门', company: '企业' },
  page: {
    demo: '示范数据',
    companyText_other: '在本站登记的 {{count}} 个住宅工程项目中承担责任。',
    bureauText: '负责{{division}}住宅工程质量信息公示的主管部门。',
    jurisdiction: '管辖地区',
    contact: '联系方式',
    noContact: '未公布',
    seat: '所在地区',
    roles: '承担的责任',
    role: '责任',
    count: '项目数',
    works: '参与的项目',
    newest: '只列出最近登记的 {{shown}} 个，共 {{total}} 个。',
    project: '项目',
    district: '所在地区',
    stage: '阶段',
    none: '还没有参与的项目。'
  }
} as const;

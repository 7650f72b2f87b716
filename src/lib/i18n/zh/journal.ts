export default {
  title: '最新动态',
  empty: '还没有动态',
  emptyHint: '项目登记、信息更新和节点完成后，会显示在这里。',
  more: '另有 {{number}} 处',
  kind: {
    project: { registered: '项目登记', updated: '信息更新' },
    milestone: { reached: '节点完成' },
    other: '其他公开信息'
  },
  headline: {
    project: { registered: '{{name}}：项目登记', updated: '{{name}}：信息更新' },
    milestone: { reached: '{{name}}：已完成{{milestone}}' },
    other: '{{name}}：{{kind}}',
    correction: '更正：{{title}}'
  },
  line: {
    fact: '{{label}}：{{value}}',
    change: '{{label}}：{{from}} → {{to}}',
    list: '、',
    led: '{{name}}（项目负责人：{{leader}}）',
    dated: '{{name}}（{{day}}）',
    reachedOn: '完成日期：{{day}}',
    planned: '计划日期：{{day}}',
    asPlanned: '与计划日期相同',
    late_other: '比计划晚 {{count}} 天',
    early_other: '比计划早 {{count}} 天',
    both: '{{first}}，{{second}}',
    demo: '示范数据，不对应任何真实工程'
  },
  field: {
    permit_no: '施工许可证号',
    project_code: '项目代码',
    name: '项目名称',
    division_code: '所在地区',
    zone: '功能区',
    address: '地址',
    housing_type: '住房类型',
    floor_area_m2: '建筑面积',
    unit_count: '套数',
    building_count: '楼栋数',
    structure: '结构形式',
    fit_out: '装修标准',
    pilot: '试点项目',
    stage: '阶段',
    place: '位置（纬度，经度）',
    location_quality: '位置核实情况',
    reached: '已完成节点',
    planned: '{{milestone}}计划日期',
    reachedOn: '{{milestone}}完成日期',
    other: '其他信息'
  },
  role: {
    developer: '建设单位',
    contractor: '施工单位',
    supervising_engineer: '监理单位',
    surveyor: '勘察单位',
    designer: '设计单位',
    testing_body: '检测机构',
    third_party: '第三方机构',
    other: '其他单位'
  },
  milestone: {
    permit: '施工许可',
    foundation_acceptance: '地基基础分部验收',
    structure_acceptance: '主体结构分部验收',
    concealed_acceptance: '装修隐蔽验收',
    household_acceptance: '分户验收',
    fire_acceptance: '消防验收',
    completion_acceptance: '竣工验收',
    completion_filing: '竣工验收备案',
    other: '其他节点'
  },
  value: {
    none: '未填写',
    yes: '是',
    no: '否',
    other: '其他',
    division: '区划代码 {{code}}',
    structure: {
      frame: '框架结构',
      shear_wall: '剪力墙结构',
      frame_shear_wall: '框架-剪力墙结构',
      masonry: '砌体结构',
      steel: '钢结构',
      prefabricated: '装配式结构',
      other: '其他结构'
    },
    fit_out: { fitted_out: '全装修', partly: '部分装修', shell: '毛坯' },
    location_quality: { reported: '来自上报数据', verified: '已核实', doubtful: '存疑' }
  }
} as const;

/** How good the data is. */
export default {
  title: '数据质量',
  lead: '数据里缺什么、晚什么、有多少没核对过，按市州列出。每个数都写明分母，都能点到具体的条目。',
  none: '还没有数据',
  noneHint: '登记了项目之后，这里会列出缺位置的、逾期的和没有核对过的有多少。',
  download: '下载 CSV',
  province: '全省',
  city: '市（州）',
  whole: '全省',
  wholeNote: '每一条的长度是件数，后面写着占多少。',
  sectionName: '方面',
  section: {
    places: '项目的位置',
    numbers: '项目的编号',
    disclosures: '质量信息公示',
    findings: '核查与整改',
    complaints: '投诉办理'
  },
  measure: {
    no_place: '没有位置',
    doubtful_place: '位置存疑',
    no_permit: '已开工未填许可证号',
    no_code: '没有项目代码',
    missing: '应公示未公示',
    late: '逾期后公示',
    unchecked: '未经现场核对',
    unverified: '到期未核实',
    rectifications_overdue: '整改逾期',
    complaints_overdue: '曾经逾期'
  },
  note: {
    places: '没有位置的，分母是全部项目；位置存疑的，分母是有位置的项目。',
    numbers: '许可证号的分母是已过报建阶段的项目；项目代码的分母是全部项目。',
    disclosures: '应公示未公示的，分母是已经到期的和已公示的事项；其余两项的分母是已公示的事项。',
    findings: '核实的分母是公开的核查发现；整改的分母是须整改的处数。',
    complaints: '分母是这一年里提出的投诉。少于 5 件的不写出来，免得认出人来。'
  },
  cases: '{{measure}}的有哪些',
  period: '期间：{{from}}至{{to}}。',
  methodTitle: '怎样算的',
  method: {
    place: '没有位置：没有登记经纬度。位置存疑：登记的位置经核对可能不对。',
    permit: '已开工未填许可证号：项目已进入施工过程或竣工验收阶段，却没有施工许可证号。',
    missing: '应公示未公示：期限已过、还没有公示，也没有依法不公开。',
    unchecked: '未经现场核对：现行版本还没有经社会监督员现场核对并经主管部门确认的结果。',
    unverified: '到期未核实：核查发现期满公布时，主管部门还没有核实结果。',
    complaints:
      '投诉的数字与“投诉数据”页相同，办过或曾逾期的才计入，公开与否都算，少于 5 件的和能由此推算的都不写出。'
  },
  csv: { section: '方面', place: '地区', figure: '指标', count: '数量', of: '分母' }
} as const;

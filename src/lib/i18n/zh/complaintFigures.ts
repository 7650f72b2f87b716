/** Figures of complaints. */
export default {
  link: '投诉办理数据',
  title: '投诉办理数据',
  titleOf: '{{name}}的投诉办理数据',
  lead: '受理了多少、答复了多少、查实了多少、整改了多少、逾期了多少、多少天有结果。每个比例都写明分母。',
  period: '统计期间：{{from}}至{{to}}提出的投诉。',
  countedAt: '统计于{{at}}，至多每小时重新统计一次。',
  place: '范围',
  download: '下载 CSV',
  none: '这个范围还没有可以统计的投诉',
  noneHint: '换一个地区试试。',
  smallNote:
    '件数都取 5 的倍数，有的往上取，有的往下取，所以是约数，由它算出的比例也是约数，各项相加不一定等于合计。* 不足 5 件，或写出来就能推算出别处不足 5 件的数，不显示。0 照常显示。这样做是为了保护投诉人。',
  column: {
    filed: '投诉',
    accepted: '受理',
    answered: '答复',
    verified: '查实（属实或部分属实）',
    could_not_verify: '无法核实',
    fixed: '已经整改',
    reopened: '重新办理',
    overdue: '逾期过',
    rated: '投诉人评价',
    solved: '投诉人说已解决',
    withdrawn: '撤回（另计）'
  },
  funnel: '从投诉到整改',
  funnelNote: '每一项的分母是前一项：受理占投诉、答复占受理、查实和无法核实占答复、整改占查实。',
  quality: '是否按期、是否认可',
  qualityNote:
    '逾期的分母是投诉件数；重新办理的分母是受理件数；评价的分母是答复件数；说已解决的分母是评价件数。',
  rating: '平均满意度 {{rating}}（1 至 5）。',
  medians: '多少天有结果',
  toDecision: '告知是否受理',
  toReply: '第一次答复',
  days_other: '中位数 {{count, number}} 天',
  beyond_other: '还不到一半有结果，已超过 {{count, number}} 天',
  noMedian: '不足 5 件，不计算',
  medianNote:
    '没有办完的也算在内：至今等了多少天，就至少算多少天（Kaplan–Meier 法）。只数办完的，中位数会显得太短。',
  byPlace: '各地区',
  byCategory: '各类别',
  byMonth: '各月',
  category: '类别',
  month: '月份',
  onlyProvince: '按类别和月份的只公布全省数：再细分就可能推算出个别投诉。',
  methodTitle: '怎样统计',
  method: {
    counted: '同一件事只算一次：并案的、说“我也遇到”的，都不另算。',
    looked: '只统计工作人员看过的，或者期限已过还没有人看的；短时间内大量提交、尚未查看的不统计。',
    open: '不公开的投诉也计入，所以数字与列表不同。',
    rounded:
      '取 5 的倍数时往上还是往下，由系统按一条不公开、固定不变的规则决定，不偏向哪一边；一项的误差不超过 4 件，合计的误差可能大一些。否则，用这里的数减去公开列表中的件数，就能知道一个小地方有几件不公开的投诉。',
    standing: '答复、查实、整改、评价只看现在有效的答复：重新办理以后，原来的答复不再计入。',
    withdrawn: '投诉人撤回的不计入投诉件数，单列。',
    verified: '“查实”是主管部门核查后认定的，与投诉件数分开写。'
  },
  csv: {
    section: '部分',
    name: '名称',
    figure: '指标',
    count: '数量',
    of: '分母',
    total: '合计',
    median: '{{what}}天数中位数',
    rating: '平均满意度'
  }
} as const;

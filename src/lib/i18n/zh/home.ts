export default {
  title: '住宅工程质量，看得见',
  lead1: '阳光工地公开湖北省住宅工程的质量信息。',
  lead2: '在地图上找到您的小区，看谁在建、建到哪一步、谁负责。',
  lead3: '所有公开数据都可以下载和订阅。',
  find: '查找项目',
  cities: '按市（州）查看',
  allCities: '全省',
  list: '项目列表',
  view: { label: '显示方式', map: '地图', list: '列表', grid: '分区图' },
  more_other: '查看完整列表（{{count, number}} 个）'
} as const;

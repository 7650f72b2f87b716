export default {
  title: '开放日日历',
  summary: '把工地开放日订阅到手机或电脑的日历里：新的开放日会自动出现，改期、取消也会自动更新。',
  event: {
    title: '工地开放日：{{title}}（{{project}}）',
    cancelled: '已取消：{{title}}',
    notHeld: '未举办：{{title}}',
    mine: '已预约：{{title}}',
    waiting: '候补中：{{title}}',
    reason: '取消原因：{{reason}}',
    project: '项目：{{name}}',
    meet: '集合地点：{{place}}',
    when: '开始时间：{{when}}（北京时间）',
    code_other: '预约码：{{code}}，{{count}} 人',
    more: '详情与预约：{{address}}',
    demo: '示范数据，不是真实活动。'
  },
  reason: {
    weather: '天气',
    safety: '安全',
    other: '其他'
  },
  province: '湖北省工地开放日',
  ofDivision: '{{name}}工地开放日',
  ofProject: '{{name}}工地开放日',
  mine: '我的工地开放日',
  how: {
    title: '怎样订阅',
    text: '点“订阅”，手机或电脑会问要不要添加这个日历，同意即可。没有反应时，复制地址，在日历软件里选择“通过网址添加日历”。',
    cancelled: '取消的开放日不会悄悄消失：它留在日历里，标明“已取消”。',
    private: '订阅不需要账号，我们也不知道谁订阅了。'
  },
  subscribe: '订阅',
  subscribeTo: '订阅“{{name}}”',
  download: '下载 .ics 文件',
  downloadOf: '下载“{{name}}”的 .ics 文件',
  address: '日历地址',
  whole: '全省',
  cities: '各市（州）',
  citiesHint: '区、县和单个项目的日历，在各自的页面上。',
  column: { name: '范围', subscribe: '订阅', file: '文件' },
  own: {
    title: '我的日历',
    text: '只含您自己预约和候补的开放日，改期、取消会自动更新。',
    open: '生成我的日历地址'
  },
  account: {
    title: '我的日历',
    lead: '把自己预约的开放日订阅到手机或电脑的日历里。',
    none: '您还没有私人日历地址。',
    make: '生成地址',
    renew: '换一个新地址',
    renewText: '旧地址会立即失效，订阅了旧地址的日历不再更新。',
    stop: '停用地址',
    stopText: '地址会立即失效，订阅了它的日历不再更新。',
    made: '地址已生成。它只显示这一次，请现在就订阅或复制。',
    stopped: '地址已停用。',
    since: '地址生成于{{when}}。为了安全，我们不保存地址本身，所以不能再次显示；需要时请换一个新地址。',
    secret: '知道这个地址的人都能看到您预约了哪些开放日，请不要转给别人。'
  }
} as const;

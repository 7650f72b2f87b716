export default {
  title: '数据与订阅',
  opml: 'OPML 订阅清单',
  summary: '用 RSS 或 JSON Feed 订阅湖北省住宅工程的最新动态：全省、各市州、各类动态、单个项目或单位。',
  what: {
    title: '什么是订阅',
    text: '订阅就是请一个阅读器软件替您盯着：有项目登记、信息更新或节点完成时，阅读器会自动收到，您不必每天来看。不用注册，也不用留下手机号。'
  },
  how: {
    title: '怎样在手机上订阅',
    install: '在手机的应用商店搜索“RSS 阅读器”，安装一个您喜欢的。',
    copy: '在本页、项目页、地区页或单位页找到“RSS”，按住它，选择“复制链接”。',
    paste: '打开阅读器，选择“添加订阅”，粘贴链接，确定。',
    computer: '电脑上也一样。想一次订阅多个，可下载下面的订阅清单，再在阅读器里选择“导入 OPML”。'
  },
  list: {
    name: '内容',
    rss: 'RSS',
    json: 'JSON Feed',
    pilot: '试点城市'
  },
  province: '全省最新动态',
  cities: '各市（州）',
  citiesHint: '要订阅某个区、县或市，请打开该地区的页面，“订阅更新”就在页面上。',
  pilotCities: '试点城市',
  everything: '全省与各类动态',
  byKind: '按动态类别',
  one: {
    title: '订阅一个项目或单位',
    text: '打开项目或单位的页面，点“订阅更新”旁的 RSS 或 JSON Feed。',
    projects: '查找项目',
    divisions: '查看地区'
  },
  many: {
    title: '一次订阅多个',
    text: '订阅清单包含全省、各试点城市和各类动态的订阅源。',
    download: '下载订阅清单（OPML）'
  },
  reuse: {
    title: '转载与开发',
    licence: '订阅内容按 CC BY 4.0 许可使用：可以转载、加工，请注明“阳光工地”和原文链接。',
    developers:
      '每条动态有永久编号，在各订阅源、两种格式、两种语言里都相同；更正是新的一条，并指明所更正的那一条。JSON Feed 里附有原始数据。',
    polite:
      '每页 50 条，更早的内容见“下一页”链接。请按 ETag 或 Last-Modified 做条件请求，内容没有变化时只返回 304。其他网站的脚本可以直接读取。'
  },
  narrowed: '，',
  feedTitle: '{{title}} · 阳光工地',
  description: '湖北省住宅工程质量信息公示平台的最新动态。',
  descriptionDemo: '湖北省住宅工程质量信息公示平台的最新动态。含示范数据，不对应任何真实工程。',
  copyright: '阳光工地，按知识共享署名 4.0（CC BY 4.0）许可使用',
  demo: '示范数据',
  opmlTitle: '阳光工地订阅清单'
} as const;

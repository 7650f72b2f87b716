export default {
  title: '数据与订阅',
  opml: 'OPML 订阅清单'
} as const;

export default {
  required: '请填写此项。',
  invalid: '内容或格式不正确，请检查。',
  tooLong: '内容过长，请缩短。',
  unexpected: '出现了没有预料到的问题，请稍后再试。',
  page: {
    title: '暂时无法显示此页',
    notFoundTitle: '没有找到这个页面',
    notFound: '地址可能写错了，或者这一页已经移走。',
    forbiddenTitle: '您没有查看此页的权限',
    forbidden: '此页只对有相应职责的人员开放。',
    signInTitle: '请先登录',
    signIn: '登录后会回到您要看的页面。',
    tooManyTitle: '操作过于频繁',
    tooMany: '请稍等一会儿再试。',
    unavailable: '服务正在恢复，请过几分钟再试。',
    kept: '您已经提交成功的内容都已保存，不受影响。没有提交的内容，返回上一页通常还在。',
    whatHappened: '发生了什么',
    whatIsKept: '哪些内容还在',
    whatNext: '接下来可以做什么',
    home: '回到首页地图',
    search: '搜索项目',
    retry: '重新打开此页',
    reference: '如需联系我们，请提供编号：'
  }
} as const;

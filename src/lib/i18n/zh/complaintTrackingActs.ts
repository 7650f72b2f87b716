/** What the person of a complaint can do with it: each form says what happens then and who will see it. */
export default {
  title: '您可以',
  none: '现在没有需要您做的。',
  optional: '（可不填）',
  write: {
    title: '给主管部门写信',
    text: '补充情况、回答问题。只有办理部门看到，不公开，企业看不到。',
    label: '内容',
    submit: '发送'
  },
  add_photos: {
    title: '补充照片',
    text: '最多 10 张，合计不超过 30 MB。我们会去掉拍摄地点、设备等信息，不保留原图。只有办理部门看到，工作人员审核后才可能公开。',
    label: '选择照片',
    submit: '上传照片'
  },
  rate: {
    title: '评价这次答复',
    text: '分数和是否解决会公开，您写的话只有办理部门看到。评价后不能修改。',
    rating: '满意度',
    five: '5 分，很满意',
    four: '4 分，满意',
    three: '3 分，一般',
    two: '2 分，不满意',
    one: '1 分，很不满意',
    solved: '问题解决了吗',
    yes: '解决了',
    no: '没有解决',
    label: '想说的话',
    submit: '提交评价'
  },
  reopen: {
    title: '问题没有解决，重新办理',
    text: '交回主管部门重新办理，答复期限重新计算。公众会看到“重新办理”，您写的原因只有办理部门看到。最多 3 次。',
    label: '哪里没有解决',
    submit: '要求重新办理'
  },
  request_review: {
    title: '不服答复，申请复查',
    text: '由上一级部门复查，30 天内作出意见（《信访工作条例》第三十五条）。公众会看到您申请了复查，您写的理由只有办理和复查部门看到。',
    label: '申请理由',
    submit: '申请复查'
  },
  request_final: {
    title: '不服复查意见，申请复核',
    text: '由再上一级部门复核，30 天内作出意见（《信访工作条例》第三十六条）。这是最后一级。您写的理由只有办理和复核部门看到。',
    label: '申请理由',
    submit: '申请复核'
  },
  withdraw: {
    title: '撤回投诉',
    submit: '撤回',
    text: '撤回后主管部门不再办理，不能恢复。已公开的会显示“投诉人已撤回”。',
    goesOn:
      '这件涉及安全，或另有他人反映：撤回后主管部门仍会继续处理，但不再通知您，也不再使用您的联系方式。',
    label: '撤回原因'
  },
  hide_name: {
    title: '隐藏姓名',
    submit: '隐藏姓名',
    text: '公开页面上不再显示您的姓名，只有主管部门可以看到。不能恢复。别人已经看到或保存的，无法收回。'
  },
  coarsen: {
    title: '模糊地点和时间',
    submit: '模糊地点和时间',
    text: '公众只能看到区县和月份，看不到项目、地图位置和日期。不能恢复。'
  },
  take_mails: {
    title: '邮件通知',
    on: '有进展时会给您留下的邮箱发信，信里只有投诉编号。',
    off: '现在不发邮件。',
    start: '开始发邮件',
    stop: '停止发邮件'
  }
} as const;

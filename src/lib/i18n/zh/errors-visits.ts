export default {
  visit_other_account: '这份内容是另一个账号写的。请用那个账号登录后提交，内容都还在。'
} as const;

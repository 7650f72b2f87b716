export default {
  email: '电子邮箱',
  password: '密码',
  displayName: '显示名称'
} as const;

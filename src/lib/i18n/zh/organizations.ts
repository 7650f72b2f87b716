export default {
  title: '参建单位',
  one: '单位',
  uscc: '统一社会信用代码'
} as const;

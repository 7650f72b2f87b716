export default {
  title: '导入项目清单'
} as const;

export default {
  title: '住宅工程项目',
  one: '项目',
  name: '项目名称',
  permit: '施工许可证号',
  code: '项目代码',
  address: '地址',
  floorArea: '建筑面积',
  stage: '阶段',
  pilot: '试点项目',
  empty: '还没有项目',
  emptyHint: '主管部门导入项目清单后，会显示在这里。'
} as const;

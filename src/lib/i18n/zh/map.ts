export default {
  title: '项目地图',
  tileGrid: '按地区查看'
} as const;

export default {
  title: '地区',
  one: '地区',
  province: '湖北省',
  city: '市（州）',
  district: '区（县）'
} as const;

export default {
  title: '参建单位',
  one: '单位',
  uscc: '统一社会信用代码',
  demoAccount: {
    administrator: '平台管理员',
    province: '省厅工作人员',
    wuhan: '武汉市主管部门工作人员',
    xiangyang: '襄阳市主管部门工作人员',
    company: '建设单位经办人',
    resident: '居民'
  }
} as const;

export default {
  title: '批量填报公示',
  text: '用一份清单和文件压缩包，一次写入多项公示的草稿。'
} as const;

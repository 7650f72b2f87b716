/** What the reading of open data refuses. */
export default {
  unknown_dataset: '没有这个数据集。请在数据目录中查看各数据集的名称。',
  unknown_filter: '这个数据集不能这样筛选：{{detail}}。可用的筛选条件见数据集页面。',
  dataset_keeps_no_past: '只有工程和公示两个数据集保存过去的样子。请去掉 at 参数，或改用每日快照。',
  past_not_kept: '这个序号早于最早保存的一条。请用更大的序号，或改用每日快照。',
  past_is_ahead: '这个序号还没有出现。请用不大于最新一条的序号。',
  filter_not_of_past: '查看过去时不能按单位或文字筛选。请去掉这两项，再在结果中查找。'
} as const;

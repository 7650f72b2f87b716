/** Why a program that asks for open data was refused. `detail` is what the answer names. */
export default {
  unknown_dataset: '没有这个数据集。全部数据集列在 /open/api/v1/。',
  open_parameter_unknown: '没有参数“{{detail}}”。可用的参数见 /open/api/v1/reference。',
  open_parameter_wrong:
    '参数“{{detail}}”的值不正确：格式不对、超出范围，或者与其他参数矛盾。可用的值见 /open/api/v1/reference。',
  open_cursor_damaged: '这个 cursor 不完整或不是本平台给出的。请去掉 cursor，从头开始。',
  open_cursor_elsewhere:
    '这个 cursor 属于另一个数据集或另一组筛选条件。请使用与前一页相同的参数，或者去掉 cursor，从头开始。',
  open_at_unknown:
    '这个数据集不保存过去的状态，不能使用参数 at。工程（projects）和质量公示（disclosures）可以。',
  past_not_kept: '没有保存这么早的状态。参数 at 最早可用的日志序号是 {{detail}}。',
  filter_not_of_past: '查询过去的状态时不能使用参数 organization 和 q。请去掉它们，或者去掉 at。',
  dataset_keeps_no_past: '这个数据集不保存过去的状态。请去掉参数 at。',
  past_is_ahead: '日志还没有这个序号，目前到 {{detail}}。',
  open_after_ahead: '日志还没有这个序号，目前到 {{detail}}。如果平台曾从备份恢复，请从 after=0 重新开始。',
  open_record_unknown: '没有这个标识的记录。',
  open_record_gone: '这条记录曾经公开，现已不再公开（日志序号 {{detail}}）。',
  open_waiting_full: '等待更新的请求太多。请过半分钟再来，或者不带 wait 参数查询。',
  open_waiting_too_many: '来自同一地址的等待请求太多。请先结束一些，或者不带 wait 参数查询。'
};

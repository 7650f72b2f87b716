/** 数据导出。 */
export default {
  open_parameter_repeated: '参数“{{detail}}”给出了多次。每个参数只写一次。',
  open_district_outside: '区县 {{detail}} 不在所给的市（州）辖区内。请改正，或只写其中一个。',
  open_format_missing: '这个数据集没有这种格式。每个数据集都有 csv、json、ndjson，有位置的还有 geojson。',
  open_excel_csv_only: 'for=excel 只用于 csv 格式。',
  open_at_ahead: '日志还没有到这个序号，现在到 {{detail}}。请用不大于它的序号。',
  open_exports_busy: '正在生成的导出太多，请稍后再试。',
  sql_22p05: '文字中有无法保存的字符（如 NUL，或残缺的字符）。请删去后再提交。',
  sql_22021: '文字中有无法保存的字符（如 NUL，或残缺的字符）。请删去后再提交。'
};

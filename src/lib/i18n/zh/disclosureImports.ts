export default {
  title: '批量填报公示',
  text: '用一份清单和文件压缩包，一次写入多项公示的草稿。',
  lead: '把 CSV 清单和文件（PDF、照片）打成一个 ZIP 上传，或者一起选中上传。系统先逐行核对，有错误时指出在哪一格；您看过预览并确认之后，才会写入草稿。',
  choose: '选择 ZIP，或清单和文件',
  fileHint:
    '一个 ZIP，或一个 CSV 清单和它用到的文件；合计不超过 30 MB，最多 300 行、100 个新文件。清单编码可以是 UTF-8 或 GB18030，列的顺序不限，中英文表头都可以。',
  options: '选项',
  skip: '跳过有错误的行',
  skipHint: '不勾选时，只要有一行有错误，就什么都不写入。跳过的行可以下载，改正后再导入。',
  submit: '写入后立即提交复核',
  submitHint: '不勾选时只写入草稿，可以逐项核对后再提交。勾选时，每一行都要填写完整。',
  check: '上传并核对',
  consequence: '上传只做核对，不会写入草稿，也不会公开任何内容。',
  noFile: '请选择一个 ZIP，或清单和文件。',
  again: '改正后重新上传',
  refusedRows:
    '共 {{total, number}} 行：{{good, number}} 行可以写入，{{bad, number}} 行有错误。请改正后重新上传，或勾选“跳过有错误的行”再上传。',
  stale: '预览已经失效，请重新上传。',
  where: '第 {{line}} 行 {{where}}',
  preview: '核对结果',
  previewText: '还没有写入任何内容。',
  left_other: '有 {{count, number}} 行有错误，将跳过',
  outcome: { new: '新草稿', changed: '修改草稿', unchanged: '没有变化' },
  line: '行',
  project: '项目',
  item: '事项',
  documents: '文件',
  result: '结果',
  nothing: '清单与已填写的内容完全一致，没有需要写入的。',
  write_other: '写入 {{count, number}} 份草稿',
  writeSubmit_other: '写入并提交 {{count, number}} 项',
  writeConsequence: '草稿以您的名义写入，只有参建单位和主管部门能看到，可以再修改。',
  submitConsequence: '写入后立即提交，由监理单位或受委托的第三方复核，复核人员会收到提醒。',
  done: '写入结果',
  doneText:
    '{{saved, number}} 份草稿已写入，{{submitted, number}} 项已提交，{{unchanged, number}} 项没有变化。',
  refused_other: '{{count, number}} 项没有写入，原因见下表',
  deed: { saved: '已写入草稿', submitted: '已提交复核', unchanged: '没有变化', refused: '没有写入' },
  reason: '说明',
  more: '再导入一批',
  toQueue: '查看我的待办',
  template: {
    title: '下载空白模板',
    text: '按事项下载 CSV 模板：表头是这一事项的全部内容，另有一行示例。几个事项可以写在同一份清单里，各填各的列。',
    item: '事项',
    get: '下载模板',
    name: '公示清单模板-{{item}}',
    columns:
      '固定的列：施工许可证号或项目代码、事项、说明、更正理由（更正已公示的内容时填写）、文件（几个文件用分号分开，可带文件夹）、文字说明（与文件一一对应，用分号分开）。清单里没有的列，保留草稿里原有的内容。'
  },
  badName: '需要改正的行',
  example: {
    note: '【示例】这一行不会导入',
    files: '钢筋/检测报告.pdf;照片1.jpg',
    captions: '检测报告;3 号楼见证取样照片'
  }
} as const;

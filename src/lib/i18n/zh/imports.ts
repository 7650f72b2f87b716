export default {
  title: '导入项目清单',
  field: { lat: '纬度', lng: '经度', uscc: '{{role}}信用代码' },
  cli: {
    step: {
      read: '读取 {{done, number}} / {{total, number}} 行',
      stage: '准备 {{done, number}} / {{total, number}} 行',
      check: '核对 {{done, number}} / {{total, number}} 行',
      write: '写入 {{done, number}} / {{total, number}} 个项目'
    },
    found:
      '与现有数据比较：新增 {{new, number}} 个，变更 {{changed, number}} 个，未变 {{unchanged, number}} 个，不能写入 {{refused, number}} 个。',
    changes: '变更：',
    changedRow: '第 {{line}} 行 · {{name}}',
    moreChanges_other: '……另有 {{count, number}} 个项目有变更。',
    refusedRow: '第 {{line}} 行 · {{name}}：{{reason}}',
    dryRun: '这是预演：没有写入任何内容。',
    nothingWritten: '没有写入任何内容。请改正后再导入；或加 --skip-bad，跳过有错误的行。',
    unusable: '这个文件不能导入，没有写入任何内容。',
    badFile_other: '{{count, number}} 行有错误，没有写入，已存到 {{file}}，改正后可以再导入。',
    badFileExists: '{{file}} 已经存在，为避免覆盖，没有写入任何内容。请先移走它。',
    done_other: '已写入 {{count, number}} 个项目；{{unchanged, number}} 个没有变化。',
    noFile: '读不到文件 {{file}}。'
  }
} as const;

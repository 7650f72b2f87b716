export default {
  open: '开放数据',
  title: '每日快照',
  lead: '每天一份，含当天公开的全部数据集、动态记录和透明日志的检查点，可整份下载、引用和核对。',
  never: '做好以后不再改动。清单的校验值写入动态并进入透明日志，所以事后改动会被发现。',
  none: '还没有快照',
  noneHint: '每天自动做一份；平台刚启动时，请过几分钟再来。',
  day: '日期',
  edition: '第 {{edition}} 版',
  one: '{{day}}的快照',
  oneEdition: '{{day}}的快照（第 {{edition}} 版）',
  oneLead: '其中所有数据集都截至动态第 {{seq}} 条，彼此一致。',
  made: '制作时间',
  rows: '行数',
  size: '大小',
  seq: '截至动态',
  stateTitle: '状态',
  state: { kept: '保存', replaced: '已由新版代替', thinned: '只留清单' },
  why: {
    replaced: '这一版已由新版代替：其中有内容后来不再公开。',
    thinned: '为节省空间，这一天的文件已删除；每月的第一份仍然保存。'
  },
  manifestStays: '清单 manifest.json 仍可下载，写入透明日志的校验值因此仍可核对。',
  toNewer: '看第 {{edition}} 版',
  leftOut: '没有收入的内容',
  leftOutText:
    '以下内容在当天是公开的，后来依法或应投诉人的要求不再公开（或公开得更少），这一版不再收入。其余文件与上一版逐字节相同。',
  what: '内容',
  whyTitle: '原因',
  by: '依据的动态',
  subject: { complaint: '投诉', finding: '核查发现', disclosure: '公示', other: '其他' },
  files: '文件',
  file: '文件名',
  check: '怎样核对',
  checkText: '把全部文件下载到一个文件夹，在其中运行下面的命令。Windows 可用 certutil -hashfile 逐个核对。',
  proof: '清单的校验值写在动态第 {{seq}} 条里，可在透明日志中证明。',
  proofLink: '第 {{seq}} 条的证明',
  manifest: '清单的校验值',
  machines: '给程序',
  machinesText: '所有快照的列表，含每份的清单、行数、大小和校验值：',
  package: '阳光工地开放数据快照 {{day}}（截至动态第 {{seq}} 条）',
  readme: {
    title: '阳光工地 · 开放数据快照 {{name}}',
    what: '{{day}}从 {{origin}} 导出。所有数据集都恰好截至动态第 {{seq}} 条：同一时刻，互相一致。一个文件也不会再改；若其中有内容后来不再公开，会另出一版（文件夹名加 .2、.3 …）并说明缺了什么。',
    filesTitle: '文件',
    files:
      '每个数据集有 NDJSON（每行一条，类型齐全）和 CSV（UTF-8，无 BOM），有位置的另有 GeoJSON（WGS84），都用 gzip 压缩。各列的含义见 datapackage.json（中文和英文）。entries.ndjson.gz 是动态的全部条目，即透明日志的叶子；checkpoint 是同样大小的签名检查点，log-key.json 是公钥。manifest.json 列出每个文件的行数、大小和 SHA-256。',
    checkTitle: '核对',
    check: '在这个文件夹里运行：',
    proof:
      '离线核对整份快照（哈希、签名、每一条动态和公示内容）：npm run hub -- verify 文件夹。manifest.json 的 SHA-256 写在动态 snapshot.published（或 snapshot.reissued）里，可在 {{origin}}/open/snapshots/{{name}} 查到它的证明。',
    privacyTitle: '个人信息',
    privacy:
      '数据集里没有投诉人、监督员和预约人的个人信息。投诉只到其页面公开的程度；后来撤下的内容，请不要再传播旧版。',
    edition: '这是第 {{name}} 版。与上一版相比，没有收入：',
    without: '{{subject}} {{id}}（动态第 {{seq}} 条，{{kind}}）',
    licenceTitle: '许可'
  }
} as const;

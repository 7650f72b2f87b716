export default {
  title: '校验文件',
  lead: '手里有一份检测报告、验收记录或照片？在这里查一查，它是不是本平台公示过的那一份，一个字节都没有改动。',
  private: '文件只在您的设备上计算校验值，不会上传，也不会被保存。',
  drop: '把文件拖到这里，或者选择文件',
  choose: '选择要校验的文件',
  chooseHint: 'PDF 或图片，每次一个。',
  computing: '正在计算 {{name}} 的校验值…',
  computed: '已计算：{{name}}（{{size}}）',
  tooLarge: '{{name}} 超过 20 MB。本平台公示的文件都不超过 20 MB，所以它不可能是其中之一。',
  empty: '{{name}} 是空文件，请重新选择。',
  failed: '没能读取 {{name}}，请重新选择。',
  or: '或者填写校验值',
  hash: 'SHA-256 校验值',
  hashHint: '64 位，由数字和字母 a–f 组成。大小写、空格都不影响。',
  submit: '查询',
  entry: '或者填写公示日志的编号',
  entrySubmit: '查看证明',
  entryHint: '每一条公开的信息在公示日志里都有编号，例如 128。公示页面的“证明”里写着它。',
  invalidEntry: '这不是日志编号。请填写一个正整数，例如 128。',
  how: {
    title: '怎样自己计算校验值',
    text: '下面的命令在您自己的电脑上运行，得到的 64 位校验值粘贴到上面即可。',
    windows: 'Windows（命令提示符）',
    mac: 'macOS（终端）',
    linux: 'Linux（终端）',
    sample: '文件名.pdf'
  },
  result: '校验结果',
  answer: {
    published: '一致，现行有效',
    superseded: '一致，但已被更正取代',
    withdrawn: '一致，但公示已撤回',
    none: '没有公示持有这份文件'
  },
  held: {
    published:
      '“{{project}}”的“{{item}}”公示第 {{version}} 版持有这份文件，{{published}}公开，目前仍是现行版本。',
    superseded:
      '“{{project}}”的“{{item}}”公示第 {{version}} 版持有这份文件，{{published}}公开，{{until}}被第 {{current}} 版取代。',
    supersededOnly:
      '“{{project}}”的“{{item}}”公示第 {{version}} 版持有这份文件，{{published}}公开，{{until}}被更正，已不是现行版本。',
    withdrawn:
      '“{{project}}”的“{{item}}”公示第 {{version}} 版持有过这份文件，{{published}}公开，{{until}}被主管部门撤回。',
    withdrawnEarlier:
      '“{{project}}”的“{{item}}”公示第 {{version}} 版持有过这份文件，{{published}}公开，后来被撤回。'
  },
  reason: '撤回理由：{{reason}}',
  original: '您的文件是上传时的原图。公示页面上的是去除拍摄信息后的副本，两者来自同一次上传，画面内容相同。',
  holders_other: '共有 {{count, number}} 个公示版本持有这份文件',
  open: '查看这条公示',
  journal: '公示日志第 {{seq, number}} 条',
  none: {
    text: '没有任何公示持有与它完全相同的文件。',
    meaning: '这不等于文件是假的。可能的原因：',
    byte: '文件改动过。改一个字、加一个批注、重新保存一次，校验值就完全不同。',
    chat: '照片经微信、QQ 等发送时会被重新压缩，已不是原来的文件。请从公示页面下载后再比较。',
    never: '这份文件没有在本平台公示过。'
  },
  proof: {
    title: '公示日志第 {{seq, number}} 条',
    none: '日志里没有第 {{seq}} 条。最新的检查点共有 {{size, number}} 条。',
    empty: '公示日志还没有签名的检查点，请稍后再查。',
    unavailable: '日志证明暂时无法提供，请稍后再试。文件的查询结果不受影响。',
    good: '这一条在日志里，没有改动过',
    bad: '证明不成立：这一条与签名的日志不符',
    stated: '以上由本平台的服务器计算。您的浏览器如果可以，会在下面独立再算一遍。',
    again: '您的浏览器刚刚重新计算了一遍：',
    unable: '这个浏览器或连接不能重新计算（需要 https）。可以用下面的地址和命令自行核对。',
    leaf: {
      yes: '原文算出的校验值与日志里的一致',
      no: '原文算出的校验值与日志里的不同',
      withheld: '原文现在不再全部公开，只核对了它的校验值'
    },
    path: { yes: '沿路径逐级计算，得到检查点里的根', no: '沿路径计算，得不到检查点里的根' },
    signature: { yes: '检查点由本平台的密钥签名', no: '检查点的签名不正确' },
    text: '原文（参与计算的就是这些字节）',
    withheld:
      '这一条的内容现在不再全部公开（例如已撤回，或当事人要求隐去地点），所以这里只给出校验值。它在日志里的位置没有改变。',
    leafHash: '这一条的校验值',
    drawn:
      '从这一条到根的路径：每一级与旁边的一个校验值合并，{{steps, number}} 级后得到 {{size, number}} 条记录共同的根。',
    hashes: '路径上的全部校验值',
    left: '左',
    right: '右',
    root: '根',
    own: '第 {{seq, number}} 条',
    checkpoint: '签名的检查点',
    signedAt: '{{at}}签名，共 {{size, number}} 条',
    key: '签名公钥（请与您在别处记下的比较）',
    witnesses: '见证人',
    witness: '{{name}}，{{at}}',
    noWitness: '还没有见证人为这个检查点签名。',
    cosigned: '见证人签过名的最新检查点共有 {{size, number}} 条，用它查看',
    download: '证明（JSON）',
    consistency: '日志只增不改的证明',
    note: '检查点原文'
  },
  next: '可以到项目页面下载公示的文件，与手里的这份比较内容。',
  projects: '查找项目',
  invalid: '这不是 SHA-256 校验值，请检查后再查询。'
} as const;

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
  next: '可以到项目页面下载公示的文件，与手里的这份比较内容。',
  projects: '查找项目',
  invalid: '这不是 SHA-256 校验值，请检查后再查询。'
} as const;

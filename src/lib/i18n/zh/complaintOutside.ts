/** Open311, 12345 work orders, and what bureaus connect. */
export default {
  open311: {
    contact: '请联系本平台运营单位。',
    keyService: '密钥由各市州住房和城乡建设主管部门的审核人员在工作台“投诉 › 外部连接”里发放。',
    wrong: '参数“{{name}}”的内容或格式不对。',
    missing: '缺少参数“{{name}}”。',
    placeMissing: '请给出地点：lat 和 long，或 address_string，或 address_id。',
    span: 'start_date 与 end_date 相隔不能超过 {{days}} 天。',
    form: '请用 application/x-www-form-urlencoded 提交。',
    noResource: '没有这个资源。',
    noJurisdiction: '没有这个 jurisdiction_id；可用的列在 discovery 里。',
    noService: '没有这个 service_code；可用的列在 services 里。',
    noRequest: '没有这个编号，或者它没有公开。',
    noToken: '没有这个 token。',
    noPlace: '“{{name}}”不是这个城市的项目或区划。',
    keyMissing: '缺少 api_key。',
    keyWrong: 'api_key 不对，或已停用。',
    keyElsewhere: '这个 api_key 不能向这个城市提交。',
    flood: '这个 api_key 提交得太多，请 {{seconds}} 秒后再试。',
    mediaIgnored: '本平台不从外部地址下载图片，media_url 没有保存。',
    held: '已收到。提交数量超过限额，工作人员查看后才有编号；请用 token 查询。',
    group: {
      quality: '工程质量',
      disclosure: '信息公示',
      site: '工地现场',
      after_sale: '交付与保修',
      other: '其他'
    },
    attribute: {
      project: { label: '哪个项目？', hint: '施工许可证号、项目代码或本平台的项目短码' },
      spot: { label: '具体位置', hint: '楼栋、单元、房号，最多 200 个字' },
      urgent: { label: '是否危及人身安全？', hint: 'yes 或 no' },
      public: { label: '是否同意公开（不含姓名和联系方式）？', hint: 'yes 或 no，不填为 yes' },
      coarse_place: { label: '公开时只写到区县？', hint: 'yes 或 no，不填为 no' },
      coarse_time: { label: '公开时只写到月份？', hint: 'yes 或 no，不填为 no' }
    }
  },
  hotline: {
    receivedAt: '（12345 受理时间：{{at}}）'
  },
  connections: {
    title: '外部连接',
    lead: '其他系统怎样提交投诉、推送 12345 工单，以及怎样得知本部门投诉的公开进展。密钥只显示一次。',
    bureau: '部门',
    name: '名称',
    nameHint: '给谁用、做什么，2 至 60 个字',
    state: '状态',
    used: '最近使用',
    never: '没有用过',
    created: '建立时间',
    act: '操作',
    end: '停用',
    endText: '停用后立即失效，不能恢复。',
    ended: '已停用',
    none: '还没有。',
    onlyReviewer: '只有有“审核”职责的人员可以管理外部连接。',
    secretTitle: '请现在抄存，离开本页后不再显示',
    secretLabel: '密钥',
    idLabel: '编号（webhook-source）',
    states: { on: '使用中', paused: '已暂停', ended: '已停用' },
    open311: {
      title: 'Open311 密钥',
      text: '让其他应用按 Open311 GeoReport v2 提交投诉。密钥只能向本部门管辖的城市提交。',
      create: '发放密钥'
    },
    hotline: {
      title: '12345 推送来源',
      text: '让 12345 平台把工单用签名消息送来（POST /hotline/v1/orders）。',
      create: '添加来源'
    },
    webhook: {
      title: '事件推送',
      text: '把本部门办理的、已经公开的投诉的公开进展推送给您的系统。只含编号和公开事实，不含投诉人的任何信息。',
      create: '添加推送',
      url: '接收地址',
      urlHint: '必须是互联网上的 https 地址',
      log: '推送记录',
      failures: '连续失败 {{number}} 次'
    }
  },
  log: {
    title: '推送记录',
    lead: '发往 {{url}}。失败后过 1、5、30 分钟，2、6、12 小时和 1 天各重试一次；连续失败 20 次或对方答复 410 时暂停。',
    paused: '推送已暂停',
    pausedText: '请检查接收系统，然后恢复；积压的会立即发送。',
    resume: '恢复推送',
    event: '事件',
    number: '编号',
    state: '状态',
    attempts: '次数',
    next: '下次重试',
    answer: '最近答复',
    at: '产生时间',
    again: '重新推送',
    empty: '还没有推送过。',
    emptyHint: '本部门的投诉公开或有公开进展后，会出现在这里。',
    states: {
      queued: '等待发送',
      sending: '正在发送',
      sent: '已送达',
      failed: '已放弃',
      skipped: '已不公开，未发送'
    }
  },
  imports: {
    title: '导入 12345 工单',
    lead: '上传 12345 平台导出的 CSV。有错误的行会列出行号、列名、内容和原因；同一工单只收一次。',
    bureau: '收件部门',
    file: 'CSV 文件',
    fileHint: 'UTF-8 或 GB18030，最多 2000 行、4 MB',
    options: '方式',
    dry: '只检查，不写入',
    skip: '跳过有错误的行，导入其余的',
    consequence: '姓名和电话会加密保存，不公开；查看要写明理由并留下记录。',
    submit: '检查并导入',
    noFile: '请选择一个文件。',
    tooBig: '文件超过 4 MB，请分成几个。',
    rows: '共 {{total}} 件：{{good}} 件可以导入，{{bad}} 件有错误。',
    checkedTitle: '检查完毕，没有写入',
    doneTitle: '导入完毕',
    counts: '新收 {{filed}} 件，以前收过 {{known}} 件，有错误 {{bad}} 件。',
    wouldCounts: '可新收 {{filed}} 件，以前收过 {{known}} 件，有错误 {{bad}} 件。',
    templateTitle: '模板',
    templateText: '列的顺序不限，列名可用中文或英文。',
    template: '下载模板',
    toQueue: '去看投诉列表'
  },
  told: {
    paused: '事件推送“{{name}}”已暂停',
    pausedLine: '连续发送失败（{{error}}）。请检查接收系统后恢复推送。'
  }
} as const;

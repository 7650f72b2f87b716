/** The pages of open data: what there is, one data set. */
export default {
  title: '开放数据',
  link: '开放数据：下载与接口',
  lead: '平台上公开的一切，都可以成批取走：下载、接口查询、逐条跟进，而且能核对有没有被悄悄改过。不用注册，不要密钥，没有条数上限。',
  summary_other: '{{datasets}} 个数据集，共 {{count, number}} 行。',
  whom: {
    title: '给谁用',
    neighbours: {
      title: '业主和邻居',
      text: '打开某个数据集，选好自己的区县，下载“Excel 用 CSV”，双击就能看。不想下载，页面上先看前几行。'
    },
    media: {
      title: '记者和研究者',
      text: '每个数据集写明每一列的含义、怎样引用、从什么时候起；每日快照永久可引；数据质量也如实公布。'
    },
    developers: {
      title: '开发者',
      text: 'CSV、JSON、NDJSON、GeoJSON，OpenAPI 3.1 接口，变更流，RSS 与 JSON Feed，DCAT、Data Package 和 OC4IDS。'
    }
  },
  home: {
    text: '平台上公开的一切都可以下载、用程序读取、逐条跟进，并能核对有没有被改过。',
    all: '13 个数据集与接口',
    quality: '数据质量',
    feeds: '订阅动态'
  },
  sets: '数据集',
  card: {
    rows_other: '{{count, number}} 行',
    columns_other: '{{count}} 列',
    changed: '最近变化',
    never: '没有变化过',
    take: '下载',
    of: '{{title}}（{{format}}）',
    about: '约 {{size}}'
  },
  format: {
    csv: 'CSV',
    excel: 'Excel 用 CSV',
    json: 'JSON',
    ndjson: 'NDJSON',
    geojson: 'GeoJSON'
  },
  formatHint: {
    csv: '逗号分隔，UTF-8，程序和统计软件都能读',
    excel: '带 BOM、公式已防护，双击用 Excel 打开不乱码',
    json: '一个数组，适合一次读入',
    ndjson: '一行一个 JSON，适合很大的数据',
    geojson: '有位置的行成为点，可直接放到地图软件里'
  },
  ways: {
    title: '怎样取、怎样跟、怎样核对',
    api: {
      title: '接口',
      text: '按条件查询，一页最多 1000 行，用游标翻页；有 OpenAPI 3.1 描述和可以当场试的参考页。',
      link: '接口参考',
      spec: 'OpenAPI 描述'
    },
    changes: {
      title: '变更流',
      text: '从编号 0 跟起，就得到和下载完全一样的数据；以后只取变了的行，删除的也会告诉您。可以一直等着，一有变化就返回。',
      link: '变更流（JSON）'
    },
    feeds: {
      title: '订阅源',
      text: '人看的动态：RSS 和 JSON Feed，任何列表怎样筛选就怎样订阅；开放日有日历。',
      link: '订阅源目录',
      mine: '拼一份自己的订阅清单'
    },
    snapshots: {
      title: '每日快照',
      text: '每天一份，做好后不再改：全部数据集、行数、SHA-256，供写论文、发报道时引用。',
      link: '快照列表'
    },
    log: {
      title: '公示日志与校验',
      text: '凡公开的都记入只增不改的日志，用默克尔树和签名封住。您可以自己核对：下载的数据、某一份文件、整个平台，有没有被悄悄改动。',
      link: '校验文件',
      checkpoint: '签名的检查点'
    },
    oc4ids: {
      title: '国际格式',
      text: 'OC4IDS 是各国公开工程项目信息的通用格式，工程数据也按它提供，便于和别处比较。',
      link: 'OC4IDS（JSON）'
    },
    catalogue: {
      title: '机器读的目录',
      text: '数据门户和软件可以整批登记：DCAT 3（JSON-LD）和 Data Package v2。',
      dcat: 'DCAT 目录',
      package: 'Data Package'
    },
    quality: {
      title: '数据质量与接口体检',
      text: '缺位置的、逾期的、没核对过的有多少；每个接口最近一次用外部工具检验的结果。',
      link: '数据质量',
      health: '接口体检'
    }
  },
  terms: {
    title: '许可与边界',
    licence: '全部数据按',
    use: '提供：可以转载、加工、商用，请注明“阳光工地”并链接原文。',
    persons: '没有投诉人、预约人、核查人的信息；投诉人要求模糊的地点和时间，在数据里同样模糊。',
    missing: '空值表示没有或不公开，不是 0。时间为协调世界时，日期为北京时间的日历日。',
    demo: '示范数据在 demo 列标明，不对应任何真实工程。'
  },
  page: {
    code: '数据集代码',
    rows: '行数',
    changed: '最近变化',
    licence: '许可',
    seeList: '按页面查看',
    filters: '筛选',
    filtersText: '选好条件，预览和下面的下载地址会一起变；地址可以收藏、放进程序里。',
    apply: '更新预览和下载地址',
    wrong: '这些条件没有看懂，没有计入：',
    matching_other: '符合条件的有 {{count, number}} 行',
    matchingMore_other: '符合条件的多于 {{count, number}} 行',
    preview: '预览',
    previewText: '前几行，编码已换成文字；下载的文件里是编码和原值。',
    none: '没有符合条件的行',
    noneHint: '放宽条件再试；下载得到的也会是只有表头的空表。',
    download: '下载',
    downloadText: '内容是同一时刻的完整数据，边读边传，不限行数。大小是压缩前的估计。',
    sizeUnknown: '大小视条件而定',
    chart: '按“{{by}}”看',
    chartUnit: '数据集',
    columns: '各列的含义',
    column: '列',
    meaning: '含义',
    type: '类型',
    values: '取值',
    mayBeEmpty: '可以为空',
    unit: '单位：{{unit}}',
    refers: '对应“{{title}}”的 {{column}} 列',
    samples: '用程序读',
    samplesText: '下面的程序可以直接运行，地址已带上当前的筛选条件。',
    samplesOf: '{{language}} 示例',
    follow: '跟进变化',
    followFeed: '人看：订阅这个数据集的动态。',
    followChanges: '程序跟：从现在的编号 {{seq}} 起取变更。',
    followFrom: '从编号 {{seq}} 起的变更（JSON）',
    past: '可以问“当时是怎样”：在地址后加 at=日志编号，如 at={{seq}}。',
    api: '接口里的这个数据集',
    cite: '怎样引用',
    citeText: '阳光工地：{{title}}，公示日志第 {{seq}} 号，{{day}} 取自 {{address}}，许可 {{licence}}。',
    citeHint: '写上日志编号，别人就能核对您用的是哪一刻的数据。要长期可引的，请用每日快照。',
    core: '目录信息',
    coreText: '按《政务信息资源目录编制指南（试行）》的 13 项核心元数据。'
  },
  type: {
    string: '文字',
    integer: '整数',
    number: '数',
    boolean: '是/否',
    date: '日期',
    datetime: '时间',
    object: 'JSON 对象',
    array: 'JSON 数组'
  },
  language: { curl: '命令行（curl）', python: 'Python', r: 'R', javascript: 'JavaScript' },
  filter: { all: '不限' },
  chart: { other: '其他' }
} as const;

/** What the document of the interface says. Not in the dictionaries, which every page carries to the browser. */
export default {
  title: '阳光工地开放数据接口',
  summary: '住宅工程质量公示的全部公开数据，无需密钥。',
  about:
    '所有读取都不需要密钥或账号。列表按 cursor 翻页：沿响应头 Link 的 rel=next（或正文的 next）读取，直到为空。每个回答都带 ETag、Last-Modified 和 Repr-Digest，可带条件再次询问（304），也可用 HEAD。任何网站的页面都可以读取（CORS）。错误为 application/problem+json（RFC 9457）：按 code 判断，detail 供人阅读。时间为 UTC，日期为北京时间的日历日，缺失为 null。新的列和数据集可能增加，v1 之内不会删除或改变含义。要保持同步：先读完所有页，再从第一页的 seq 起读取 /open/changes。',
  server: '本平台',
  tag: {
    rows: { title: '查询记录', about: '逐页或逐条读取十三个数据集。' },
    changes: { title: '更新', about: '自某个日志序号以来变化的记录，可以等待新的变化。' },
    exports: { title: '整库下载', about: '每个数据集的完整文件，筛选条件与页面相同。' },
    feeds: { title: '订阅', about: 'RSS 2.0 与 JSON Feed 1.1。' },
    catalogue: {
      title: '目录与说明',
      about: '以通用格式描述全部数据：DCAT 3、Data Package v2、OpenAPI 3.1。'
    },
    oc4ids: { title: 'OC4IDS', about: '按基础设施开放合同数据标准 0.9.5 描述的工程。' },
    log: { title: '透明日志', about: '证明公开内容没有被悄悄改动：RFC 6962 树、签名的检查点和证明。' },
    snapshots: { title: '快照与工程资料包', about: '每日不变的快照，以及单个工程可离线验证的资料包。' }
  },
  op: {
    index: '接口目录：全部数据集及其地址',
    list: '{{name}}：列表',
    one: '{{name}}：按标识读取一条',
    changes: {
      json: '自某个序号以来的更新（JSON）',
      ndjson: '自某个序号以来的更新（NDJSON）',
      about:
        '每条更新是一条记录的当前内容；row 为 null 表示该记录不再公开，应当删除。处理完一页后，用 next 作为新的 after 继续；next 等于 head 时已经赶上。带 wait 时，没有更新的请求最多等待 60 秒。从 after=0 开始依次应用，得到的就是完整数据。'
    },
    export: '{{name}}：{{format}} 文件',
    feed: {
      all: '全省动态（{{format}}）',
      division: '行政区划的动态（{{format}}）',
      organization: '单位的动态（{{format}}）',
      project: '工程的动态（{{format}}）',
      kind: '一类动态（{{format}}）'
    },
    opml: '全部订阅源列表（OPML）',
    openapi: '本接口文档（OpenAPI 3.1）',
    dcat: '数据目录（DCAT 3，JSON-LD）',
    datapackage: '数据包描述（Data Package v2）',
    oc4ids: '全部工程（OC4IDS，分页）',
    oc4idsProject: '一个工程（OC4IDS）',
    oc4idsBulk: '全部工程（OC4IDS，gzip 压缩）',
    snapshotList: '全部快照的列表',
    snapshotFile: '某日快照中的文件',
    kit: '一个工程的资料包（ZIP）'
  },
  log: {
    checkpoint: '最新的签名检查点',
    key: '签名公钥及其更换记录',
    pem: '签名公钥（PEM，供 openssl 使用）',
    tile: '日志树的一块（C2SP tlog-tiles）',
    proof: '某条日志确在树中的证明',
    consistency: '后一个检查点包含前一个检查点的证明',
    cosignatures: '见证者提交对检查点的联署',
    cosignaturesBody: '检查点及见证者的签名（C2SP signed note）。'
  },
  param: {
    limit: '每页记录数，1 至 1000。',
    cursor: '前一页 next 中的 cursor。不要自己编写。',
    count: '1：同时给出总数 count。',
    at: '日志序号：给出当时的状态。',
    after: '已经处理到的日志序号；从头开始为 0。',
    wait: '没有更新时最多等待的秒数，0 至 60。',
    changesLimit: '每页更新数，1 至 1000。同一日志序号的更新不会分到两页。',
    excel: 'excel：供电子表格打开（BOM、CRLF、防公式）。',
    before: '只要这个日志序号以前的条目（翻页）。',
    kind: '动态的类别。',
    item: '公示事项的代码。',
    stage: '事项的阶段。',
    division: '行政区划代码（GB/T 2260），含其辖区。',
    organization: '单位页面地址的最后一段。',
    project: '工程页面地址的最后一段。',
    size: '检查点的大小；不写为最新。',
    from_slug: '上一页 next 中的值；不写为第一页。',
    day: '快照的日期，重新发布的带版次。',
    file: '快照中的文件名。',
    level: '树的层，或 entries。',
    tile: '块的编号，按 C2SP 每三位一段。',
    seq: '日志序号，从 1 起。',
    from: '较早的检查点大小。',
    to: '较晚的检查点大小；不写为最新。'
  },
  answer: {
    page: '一页记录。',
    record: '一条记录。',
    index: '数据集列表。',
    changes: '一页更新。',
    export: '完整文件。',
    feed: '订阅源。',
    notModified: '自上次读取以来没有变化。',
    wrong: '参数不正确，detail 说明是哪一个。',
    unknown: '没有这样的内容。',
    gone: '曾经公开，现已不再公开。',
    tooMany: '请求过于频繁，请按 Retry-After 等待。',
    busy: '等待的请求太多，请按 Retry-After 再来。'
  },
  header: {
    ETag: '内容的标记，可放入 If-None-Match。',
    'Last-Modified': '日志最近一次变化的时间。',
    Link: 'next（下一页）、license（许可）、describedby（数据说明）、service-desc（本文档）。',
    'Repr-Digest': '所传字节的 SHA-256（RFC 9530），按所用的压缩方式计算。'
  },
  field: {
    seq: '这些记录所对应的日志序号。',
    count: '符合条件的记录总数。',
    next: '下一页的地址；最后一页为 null。',
    changeSeq: '本页中最后一次涉及该记录的日志序号。',
    key: '记录在数据集中的固定键。',
    id: '记录的公开标识。',
    row: '记录当前的内容；null 表示不再公开。',
    head: '日志的最新序号。',
    changesNext: '下一次的 after。'
  },
  schema: { problem: '错误说明（RFC 9457）。' }
};

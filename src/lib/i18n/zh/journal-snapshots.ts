/** Snapshots of open data in the journal and in feeds. */
export default {
  kind: { published: '开放数据快照', reissued: '快照新版' },
  headline: {
    published: '开放数据快照：{{day}}',
    reissued: '开放数据快照：{{day}}，第 {{edition}} 版'
  },
  line: {
    upTo: '截至动态第 {{seq}} 条',
    rows_other: '共 {{count}} 行',
    leftOut_other: '有 {{count}} 项内容不再公开，这一版没有收入',
    manifest: '清单的 SHA-256：{{sum}}'
  }
} as const;

export default {
  snapshot_not_found: '没有这份快照，或者它已经不再保存。',
  snapshot_replaced:
    '这一版快照已由新版代替，因为其中有内容不再公开。请在 /open/snapshots 下载新版；这一版的 manifest.json 仍在。',
  snapshot_thinned: '为节省空间，这一天的快照只保留 manifest.json。请在 /open/snapshots 另选一天。',
  snapshot_elsewhere: '这份快照的文件不在这台服务器上。请稍后再试，或联系平台。',
  kit_busy: '正在打包的资料包太多，请过一分钟再试。'
} as const;

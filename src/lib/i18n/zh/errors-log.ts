export default {
  log_empty: '公示日志里还没有记录，发布第一条之后就有了。',
  log_number: '请写一个整数，例如 ?from=100&to=200。',
  log_range: '范围不对：from 不能大于 to，to 不能超过最新检查点的条数。',
  log_broken: '公示日志与已签名的检查点不符，暂停提供证明。运维人员已收到通知，请稍后再试。',
  unknown_checkpoint: '没有这个检查点。请先取 /log/checkpoint 里最新的一个。',
  unknown_entry: '最新检查点里没有这一条记录，请检查编号。',
  no_tile: '日志还没有这么长，或者没有这一块。请按最新检查点的条数计算。',
  note_form: '这不是带签名的检查点（C2SP signed note）。请原样提交，并在末尾附上您的签名行。',
  cosignature_wrong: '见证签名不正确，或者签名时间不在允许的范围内，没有接收。',
  unknown_witness: '这里没有本平台认可的见证人的签名。请先请平台运维人员登记您的公钥。',
  witness_known: '这个名称或公钥已属于另一个见证人。',
  witness_limit: '最多登记 16 个见证人。',
  no_log_key: '公示日志还没有密钥，请先启动一次平台。',
  overlap_range: '新旧密钥并用的天数为 0 至 366。',
  checkpoint_size: '检查点的条数与公示日志不符。'
} as const;

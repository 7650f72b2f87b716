export default {
  email: '电子邮箱',
  emailInvalid: '请填写完整的邮箱地址，例如 name@example.cn。',
  emailHint: '用来登录和找回密码，不会公开。',
  displayName: '显示名称',
  displayNameHint: '我们这样称呼您，可以不用真名。',
  language: '语言',
  languageHint: '发给您的消息使用这种语言。',
  mails: '邮件提醒',
  mailsWanted: '收到提醒时，同时发到我的邮箱',
  mailsHint: '不勾选也不会错过：所有提醒都在“我的提醒”里。',
  chinese: '中文',
  english: 'English',
  sections: '账号栏目',
  limitedMinutes_other: '尝试次数过多。请 {{count}} 分钟后再试。',
  limitedHours_other: '尝试次数过多。请 {{count}} 小时后再试。',
  password: {
    label: '密码',
    next: '新密码',
    current: '当前密码',
    hint: '至少 10 个字符。几个不相关的词连在一起，好记又难猜。不要用生日、手机号或常见密码。',
    wrong: '密码不正确。请重新输入，或者退出登录后用“忘记密码”重设。',
    same: '新密码与当前密码相同，请换一个。',
    tooShort: '密码太短。请至少用 10 个字符，例如几个不相关的词。',
    tooLong: '密码太长。请不要超过 128 个字符。',
    hasAddress: '密码里含有您的邮箱名，容易被猜到。请去掉它。',
    hasSiteName: '密码里含有本站的名称，容易被猜到。请去掉它。',
    onlyDigits: '密码只有数字，容易被猜到。请加上几个词。',
    common: '这类密码太常见，容易被猜到。请换成几个不相关的词，不要只在常用词后面加数字。'
  },
  signIn: {
    title: '登录',
    refused: '邮箱或密码不正确，或者邮箱还没有确认。请检查后再试；忘记密码可以重设。',
    forgot: '忘记密码？',
    none: '还没有账号？',
    already: '您已登录为 {{name}}。用下面的表单可以换一个账号登录。',
    passwordSet: '新密码已生效',
    passwordSetText: '所有设备上的登录都已退出。请用新密码登录。',
    deleted: '账号已删除',
    confirmed: '邮箱已确认，现在可以登录'
  },
  signUp: {
    title: '注册',
    lead: '查看公开信息不需要账号。代表主管部门或企业办理业务的人员，请先注册，再由管理员设置任职。居民也可以注册。',
    submit: '注册账号',
    done: '提交成功',
    doneText:
      '如果这个邮箱以前没有注册过，账号已经建好。收到确认邮件的，请先打开其中的链接；没有收到的，可以直接登录。',
    doneKnown: '如果这个邮箱以前注册过，原来的账号和密码不变，我们已发邮件告知邮箱的主人。',
    has: '已有账号？'
  },
  signOut: { title: '退出登录', text: '退出后，这台设备上的登录立即失效。', none: '您没有登录。' },
  forgot: {
    title: '忘记密码',
    lead: '填写注册时用的邮箱，我们会发一封邮件，里面有重设密码的链接，30 分钟内有效，只能用一次。',
    submit: '发送链接',
    done: '请查收邮件',
    doneText: '如果这个邮箱注册过，几分钟内会收到邮件。没有收到时，请看看垃圾邮件，或检查邮箱是否填写正确。'
  },
  reset: { title: '重设密码', lead: '为您的账号设置一个新密码。', submit: '保存新密码', ask: '重新申请链接' },
  confirm: { title: '确认邮箱', lead: '点击按钮，确认这个邮箱属于您。', submit: '确认我的邮箱' },
  link: {
    broken: '这个链接已失效：可能已经用过、超过了 30 分钟，或者没有复制完整。请重新申请。'
  },
  code: {
    title: '输入验证码',
    label: '六位验证码',
    hint: '打开手机上的验证器应用，输入它显示的六位数字。',
    form: '请输入验证器应用显示的六位数字。',
    wrong: '验证码不正确。请等应用显示下一个验证码，再输入；并检查手机的时间是否自动校准。',
    used: '这个验证码已经用过。请等应用显示下一个验证码。',
    submit: '验证',
    lost: '手机不在身边或已丢失？',
    lostText: '请联系平台管理员核实身份，管理员可以为您关闭两步验证。'
  },
  profile: {
    title: '个人资料',
    memberships: '我的任职',
    membershipsNone: '没有任职。您以居民身份使用本站。',
    membershipsHint: '任职由平台管理员设置。',
    organization: '单位',
    role: '角色',
    duties: '职责',
    until: '截止日期',
    open: '长期',
    hub: '阳光工地'
  },
  role: { administrator: '平台管理员', officer: '主管部门工作人员', company_member: '企业成员' },
  duty: {
    intake: '受理',
    handler: '经办',
    follow_up: '回访',
    reviewer: '复核',
    publisher: '发布',
    edit: '编辑',
    confirm: '确认',
    reply: '答复'
  },
  security: {
    title: '登录与安全',
    change: '修改密码',
    changeText: '修改后，其他设备上的登录会立即退出。',
    changed: '密码已修改，其他设备上的登录已退出。',
    factor: '两步验证',
    factorText:
      '开启后，登录时除密码外还要输入手机验证器应用显示的六位数字。密码被别人知道了，账号仍然安全。',
    owed: '请先开启两步验证',
    owedText: '工作人员和管理员的账号必须开启两步验证，开启后各项权限才生效。',
    on: '两步验证已开启',
    off: '两步验证未开启',
    begin: '开启两步验证',
    beginText:
      '您需要一个验证器应用，例如 FreeOTP、Aegis、Google 验证器或微软 Authenticator。先输入当前密码。',
    scan: '第一步：用验证器应用扫描二维码',
    scanText: '不能扫描时，在应用里选择手动输入，填写下面的密钥。类型为“基于时间”，六位，30 秒。',
    qr: '两步验证的密钥',
    secret: '密钥',
    confirm: '第二步：输入应用显示的验证码',
    restart: '重新生成密钥',
    disable: '关闭两步验证',
    disableText: '关闭后，登录只需要密码。工作人员必须使用两步验证时，关闭会使您的权限立即失效。',
    enabled: '两步验证已开启，从下次登录起需要验证码。',
    disabled: '两步验证已关闭。'
  },
  delete: {
    title: '删除账号',
    lead: '删除立即生效，不能恢复。',
    gone: '会删除的内容',
    goneList: '邮箱、密码、显示名称、任职、两步验证，以及所有设备上的登录。',
    stays: '会保留的内容',
    staysList:
      '您以工作人员身份做过的操作，在审计记录里只留下一个编号，不再对应姓名和邮箱；已公开的项目信息不变。',
    submit: '删除我的账号',
    consequence: '确定删除？此操作不能恢复。'
  },
  mail: {
    resetSubject: '重设阳光工地的密码',
    reset:
      '您好：\n\n有人（应该是您）申请重设阳光工地账号的密码。请在 30 分钟内打开下面的链接，设置新密码：\n\n{{link}}\n\n如果不是您申请的，请忽略这封邮件，密码不会改变。请不要把链接转给别人。',
    confirmSubject: '确认您在阳光工地的邮箱',
    confirm:
      '您好：\n\n有人（应该是您）用这个邮箱注册了阳光工地。请在 30 分钟内打开下面的链接，确认邮箱属于您：\n\n{{link}}\n\n如果不是您注册的，请忽略这封邮件。',
    knownSubject: '有人用您的邮箱注册阳光工地',
    known:
      '您好：\n\n有人（可能是您）用这个邮箱注册阳光工地，但这个邮箱已经有账号了，原来的账号和密码没有改变。\n\n如果是您，请直接登录；忘记密码可以在这里重设：\n\n{{link}}\n\n如果不是您，不需要做任何事。',
    changedSubject: '阳光工地的密码已修改',
    changed:
      '您好：\n\n您在阳光工地的密码刚刚修改了，其他设备上的登录已退出。\n\n如果不是您修改的，请立即在这里重设密码，并联系平台管理员：\n\n{{link}}'
  }
} as const;

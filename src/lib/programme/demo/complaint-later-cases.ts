import { accepted, shown, staff, type Case } from './complaint-case.ts';

const { wuhan, followUp, xiangyang, province } = staff;

/** What went further than a first answer, and what came in lately. */
export const laterCases: Case[] = [
  {
    ...{ ref: 'again', ago: 52, city: '420100', own: true, filer: 'resident@example.org' },
    facts: {
      category: 'doors_windows',
      naming: 'bureau_only',
      description: '次卧窗户关不严，冬天漏风，窗框有缝。'
    },
    contact: { name: '示范居民' },
    steps: [
      { after: 1, by: wuhan, act: 'publish', facts: shown('窗户漏风', '反映次卧外窗关闭不严、漏风。') },
      { after: 2, by: wuhan, act: 'accept', facts: accepted },
      {
        ...{ after: 20, by: wuhan, act: 'reply' },
        facts: {
          ...{ outcome: 'not_substantiated', result: 'no_fault' },
          text: '经现场查看，外窗气密性符合设计要求，属于正常使用状态。',
          public_text: '现场查看，外窗气密性符合设计要求。'
        }
      },
      {
        after: 21,
        by: 'person',
        act: 'rate',
        facts: { rating: 1, solved: false, text: '来的人没有检测，只看了一眼。' }
      },
      { after: 22, by: 'person', act: 'reopen', facts: { text: '没有做气密性检测，请用仪器测。' } }
    ]
  },
  {
    ...{ ref: 'final', ago: 86, city: '420100', own: false },
    facts: {
      category: 'pipes_wiring',
      naming: 'anonymous',
      description: '地下室排水管反水，淹过两次，要求改造。'
    },
    steps: [
      {
        after: 1,
        by: wuhan,
        act: 'publish',
        facts: shown('地下室排水反水', '反映地下室排水管反水、两次被淹。')
      },
      { after: 2, by: wuhan, act: 'accept', facts: accepted },
      {
        ...{ after: 24, by: wuhan, act: 'reply' },
        facts: {
          ...{
            outcome: 'partly',
            result: 'explained',
            text: '反水系暴雨期间市政管网顶托所致，已加装止回阀；改造主管线不在保修范围。'
          },
          public_text: '反水系暴雨期间市政管网顶托所致，已加装止回阀。'
        }
      },
      {
        after: 28,
        by: followUp,
        act: 'close',
        facts: { reason: '三次联系未能接通，已在查询页说明救济途径。', reached: false }
      },
      { after: 40, by: 'person', act: 'request_review', facts: { text: '止回阀装了还是反水，不同意答复。' } },
      {
        ...{ after: 60, by: province, act: 'decide_review' },
        facts: { outcome: 'upheld', reason: '经复查，原答复认定事实清楚。新出现的反水请作为新的问题提出。' }
      },
      { after: 75, by: 'person', act: 'request_final', facts: { text: '请求复核，附最近一次被淹的时间。' } }
    ]
  },
  {
    ...{ ref: 'review', ago: 48, city: '420600', own: false },
    facts: { category: 'seepage', naming: 'anonymous', description: '顶楼屋面渗漏，修了三次还漏。' },
    steps: [
      {
        after: 1,
        by: xiangyang,
        act: 'publish',
        facts: shown('屋面反复渗漏', '反映顶层屋面三次维修后仍渗漏。')
      },
      { after: 2, by: xiangyang, act: 'accept', facts: accepted },
      {
        ...{ after: 22, by: xiangyang, act: 'reply' },
        facts: {
          outcome: 'substantiated',
          result: 'explained',
          text: '渗漏属实，已督促建设单位维修，现场暂未见渗水。',
          public_text: '渗漏属实，已督促维修。'
        }
      },
      { after: 38, by: 'person', act: 'request_review', facts: { text: '上周下雨又漏了，没有彻底修好。' } }
    ]
  },
  {
    ...{ ref: 'follow', ago: 30, city: '420100', own: false },
    facts: {
      category: 'fire_safety',
      naming: 'anonymous',
      description: '地下车库防火卷帘下面堆满建材，消火栓没有水。'
    },
    steps: [
      {
        after: 0,
        by: wuhan,
        act: 'publish',
        facts: shown('车库消火栓无水', '反映地下车库防火卷帘下堆放建材、消火栓无水。')
      },
      { after: 1, by: wuhan, act: 'accept', facts: accepted },
      {
        after: 2,
        by: wuhan,
        act: 'rectify',
        facts: { reason: '立即清理防火卷帘下的建材，三日内恢复消火栓供水。' }
      },
      {
        ...{ after: 25, by: wuhan, act: 'reply' },
        facts: {
          ...{
            outcome: 'substantiated',
            result: 'will_fix',
            fix_in: 20,
            text: '建材已清理；消火栓供水管道正在改造，将按期完成。'
          },
          public_text: '建材已清理，消火栓供水管道限期改造。'
        }
      }
    ]
  },
  {
    ...{ ref: 'withdrawn', ago: 33, city: '420100', own: false },
    facts: {
      category: 'refused_access',
      naming: 'anonymous',
      description: '预约了开放日，到门口说名单上没有我。'
    },
    steps: [
      {
        after: 1,
        by: wuhan,
        act: 'publish',
        facts: shown('开放日被拒绝入场', '反映已预约开放日但未能入场。')
      },
      { after: 3, by: 'person', act: 'withdraw' }
    ]
  },
  {
    ...{ ref: 'coarse', ago: 9, city: '420500', own: false },
    facts: {
      ...{ category: 'retaliation', naming: 'bureau_only', coarse_place: true, coarse_time: true },
      description: '上次在开放日提了问题以后，物业不给我家办装修手续。'
    },
    contact: { phone: '13900000003' },
    steps: []
  },
  {
    ...{ ref: 'new', ago: 2, city: '420100', own: true },
    facts: {
      category: 'not_disclosed',
      naming: 'anonymous',
      description: '主体验收已经做完一个多月，公示牌和网上都没有混凝土强度的结果。'
    },
    steps: []
  },
  {
    ...{ ref: 'danger', ago: 1, city: '420100', own: false },
    facts: {
      category: 'site_danger',
      naming: 'anonymous',
      description: '塔吊吊着东西从小学上学的路上过，下面没有人拦。'
    },
    steps: []
  },
  {
    ...{ ref: 'dark', ago: 1, city: '420600', own: null },
    facts: {
      category: 'other',
      naming: 'anonymous',
      public: false,
      description: '晚上十一点以后还在浇混凝土，想知道有没有夜间施工许可。'
    },
    steps: []
  }
];

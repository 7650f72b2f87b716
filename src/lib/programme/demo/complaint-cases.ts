import { bureaus } from './bureaus.ts';
import { accepted, shown, staff, type Case } from './complaint-case.ts';

const { wuhan, followUp, xiangyang, province, company } = staff;

/** What people complain about, and what became of it, in every state that a complaint can have. */
export const cases: Case[] = [
  {
    ...{ ref: 'closed', ago: 88, city: '420100', own: true },
    facts: {
      ...{ category: 'seepage', naming: 'named', shown_name: '周女士', spot: '3 栋 1102', wants_mail: true },
      description: '主卧外墙一下雨就渗水，墙纸已经发霉。物业报修两次没有人来。'
    },
    contact: { name: '周示范', phone: '13900000001', email: 'zhou@people.invalid', address: '3 栋 1102' },
    steps: [
      {
        ...{ after: 1, by: wuhan, act: 'publish' },
        facts: shown('主卧外墙雨天渗水', '住户反映主卧外墙雨天渗水、墙面发霉，报修两次未处理。')
      },
      { after: 2, by: wuhan, act: 'accept', facts: accepted },
      { after: 3, by: wuhan, act: 'investigate' },
      {
        ...{ after: 4, by: wuhan, act: 'extract' },
        facts: { text: '住户反映某栋住宅外墙雨天渗水。请说明外墙防水做法、验收记录和报修处理情况。' }
      },
      {
        ...{ after: 8, by: company, act: 'answer_extract' },
        facts: { text: '经查，外窗周边密封胶局部开裂，已安排返工。此前报修单因系统更换漏派，已整改。' }
      },
      {
        after: 9,
        by: wuhan,
        act: 'rectify',
        facts: { reason: '现场淋水试验证实外窗周边渗漏，要求返工并重做淋水试验。' }
      },
      {
        ...{ after: 30, by: wuhan, act: 'reply' },
        facts: {
          ...{ outcome: 'substantiated', result: 'fixed' },
          text: '周女士：您家外窗周边渗漏属实，施工单位已返工，5 月 8 日淋水试验 2 小时无渗漏。墙面恢复由建设单位承担。',
          public_text: '渗漏属实。施工单位已返工，复做淋水试验无渗漏，室内墙面由建设单位恢复。'
        }
      },
      {
        after: 35,
        by: followUp,
        act: 'close',
        facts: { reason: '电话回访，投诉人确认已修好，同意办结。', reached: true }
      },
      {
        after: 36,
        by: 'person',
        act: 'rate',
        facts: { rating: 4, solved: true, text: '修好了，就是慢了一点。' }
      }
    ]
  },
  {
    ...{ ref: 'mine', ago: 24, city: '420100', own: true, filer: 'resident@example.org' },
    facts: {
      ...{ category: 'cracks', naming: 'bureau_only', spot: '5 栋 0801 客厅' },
      description: '客厅顶板有一条长约两米的裂缝，最近变宽了，楼上也有。担心结构有问题。'
    },
    contact: { name: '示范居民', phone: '13900000002' },
    steps: [
      {
        ...{ after: 1, by: wuhan, act: 'publish' },
        facts: shown('楼板裂缝有变宽迹象', '住户反映客厅楼板有长约两米的裂缝，近期变宽，希望检测。')
      },
      { after: 3, by: wuhan, act: 'accept', facts: accepted },
      { after: 4, by: wuhan, act: 'investigate', facts: {} },
      { after: 6, by: wuhan, act: 'ask', facts: { text: '请告知哪天方便入户查看，工作日或周末都可以。' } },
      { after: 7, by: 'person', act: 'write', facts: { text: '周六上午都在家，请提前在这里留言。' } },
      {
        ...{ after: 9, by: wuhan, act: 'extract' },
        facts: {
          text: '住户反映某层楼板出现裂缝并有发展。请提供该部位混凝土强度、钢筋保护层检测资料并说明原因。'
        }
      }
    ]
  },
  {
    ...{ ref: 'crowd', ago: 16, city: '420100', own: false },
    facts: {
      category: 'hollow_plaster',
      naming: 'anonymous',
      description: '厨房和卫生间墙砖大面积空鼓，已经掉了两块。'
    },
    steps: [
      {
        ...{ after: 1, by: wuhan, act: 'publish' },
        facts: shown('厨卫墙砖空鼓脱落', '多户反映厨房、卫生间墙砖空鼓，个别已脱落。')
      },
      { after: 2, by: wuhan, act: 'accept', facts: accepted }
    ]
  },
  ...[1, 2, 3, 4, 5].map((n): Case => ({
    ...{ ref: `crowd-${String(n)}`, ago: 13 - n, city: '420100', own: false },
    facts: { join: 'crowd', naming: 'anonymous', description: '我家也是，墙砖空鼓。' },
    steps: []
  })),
  {
    ...{ ref: 'refused', ago: 40, city: '420100', own: false },
    facts: {
      ...{ category: 'fit_out', naming: 'anonymous' },
      description: '样板房是进口橱柜，交房变成国产，合同里没有写品牌，要求赔偿差价。'
    },
    steps: [
      {
        after: 1,
        by: wuhan,
        act: 'publish',
        facts: shown('橱柜品牌与样板房不同', '业主反映交付的橱柜与样板房品牌不同，要求赔偿差价。')
      },
      {
        ...{ after: 6, by: wuhan, act: 'not_accept' },
        facts: {
          reason: '合同未约定品牌，赔偿差价属于民事争议，不在本部门职权之内。',
          channel: '可向合同约定的仲裁机构申请仲裁，或向人民法院起诉。'
        }
      }
    ]
  },
  {
    ...{ ref: 'moved', ago: 20, city: '420000', own: null },
    facts: {
      ...{ category: 'false_disclosure', naming: 'anonymous', coarse_time: true },
      description: '工地公示牌上的钢筋检测编号，在网上查到的是别的项目的报告。在襄阳，不想说是哪一家。'
    },
    steps: [
      { after: 0, by: province, act: 'publish', facts: { as: 'stub' } },
      {
        ...{ after: 1, by: province, act: 'transfer' },
        facts: { bureau: bureaus.xiangyang.uscc, reason: '反映的工地在襄阳市，由襄阳市主管部门办理。' }
      },
      {
        after: 3,
        by: xiangyang,
        act: 'publish',
        facts: shown('钢筋检测编号对不上', '反映公示的钢筋检测报告编号与查询结果不一致。')
      },
      { after: 4, by: xiangyang, act: 'accept', facts: accepted },
      { after: 5, by: xiangyang, act: 'investigate' }
    ]
  },
  {
    ...{ ref: 'late', ago: 74, city: '420100', own: false },
    facts: {
      category: 'warranty_refused',
      naming: 'anonymous',
      description: '卫生间漏水报修三个月，一直说在排队。'
    },
    steps: [
      {
        after: 1,
        by: wuhan,
        act: 'publish',
        facts: shown('卫生间漏水报修三个月未修', '反映保修期内漏水，报修三个月未处理。')
      },
      { after: 2, by: wuhan, act: 'accept', facts: accepted },
      { after: 5, by: wuhan, act: 'investigate' }
    ]
  },
  {
    ...{ ref: 'extended', ago: 64, city: '420600', own: false },
    facts: {
      category: 'household_acceptance',
      naming: 'anonymous',
      description: '没有做分户验收就通知收房，验收表是空白的。'
    },
    steps: [
      {
        after: 1,
        by: xiangyang,
        act: 'publish',
        facts: shown('未做分户验收即通知收房', '反映未经分户验收即通知收房。')
      },
      { after: 3, by: xiangyang, act: 'accept', facts: accepted },
      { after: 4, by: xiangyang, act: 'investigate' },
      {
        after: 50,
        by: xiangyang,
        act: 'extend',
        facts: { days: 20, reason: '涉及 200 余户，需逐户复核分户验收资料。' }
      }
    ]
  }
];

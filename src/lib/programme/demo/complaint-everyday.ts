import { accepted, staff, type Case } from './complaint-case.ts';
import { random } from './random.ts';

const { wuhan, followUp } = staff;

const words: [category: string, description: string, finding: string][] = [
  ['seepage', '卧室外墙一到下雨天就返潮，墙角发黑。', '外墙接缝处防水层局部失效'],
  ['seepage', '楼上用水时卫生间顶板滴水。', '管根防水涂刷高度不足'],
  ['cracks', '新房客厅墙面出现斜裂缝，越来越长。', '填充墙与结构柱交接处未按要求挂网'],
  ['hollow_plaster', '敲击发现阳台墙砖空鼓，有的砖已经松动。', '墙砖粘结砂浆不饱满'],
  ['seepage', '地下车库顶板渗水，车位常年积水。', '顶板后浇带渗漏'],
  ['fit_out', '交付的地板型号与合同附件不一致。', '地板批次与封样不符'],
  ['doors_windows', '窗户关不严，冬天漏风，窗框胶条脱落。', '窗扇密封胶条安装不到位'],
  ['cracks', '楼道顶板有多条平行裂缝。', '抹灰层收缩开裂，不影响结构'],
  ['hollow_plaster', '楼梯间抹灰成片脱落，怕砸到人。', '抹灰基层处理不到位']
];

/** What comes of most complaints, and now and then of one. */
const outcomes: [outcome: string, result: string][] = [
  ['substantiated', 'fixed'],
  ['substantiated', 'fixed'],
  ['partly', 'fixed'],
  ['not_substantiated', 'no_fault'],
  ['substantiated', 'fixed'],
  ['could_not_verify', 'explained']
];

/** How many there are: enough that figures by city, month and category are more than "fewer than 5". */
const NUMBER = 36;

function everyday(n: number): Case {
  const from = random(7_000 + n);
  const [category, description, finding] = words[n % words.length] ?? ['other', '', ''];
  const [outcome, result] = outcomes[n % outcomes.length] ?? ['could_not_verify', 'explained'];
  const spot = `${String(from.int(1, 9))} 栋 ${String(from.int(2, 28))}0${String(from.int(1, 4))}`;
  const replied = from.int(8, 40);
  const confirmed = outcome === 'substantiated' || outcome === 'partly';
  return {
    ...{ ref: `everyday-${String(n)}`, ago: 190 - n * 5, city: '420100', own: n % 4 === 0 },
    facts: {
      ...{ category, naming: 'anonymous', spot, public: false },
      description: `${spot}：${description}`
    },
    steps: [
      { after: from.int(1, 6), by: wuhan, act: 'accept', facts: accepted },
      {
        ...{ after: replied, by: wuhan, act: 'reply' },
        facts: {
          ...{ outcome, result },
          text: confirmed
            ? `现场核查属实：${finding}。责任单位已返工，我局复查合格。`
            : '经现场核查，未发现您反映的情况，请保留照片，再次出现时随时补充。'
        }
      },
      {
        ...{ after: replied + 2, by: followUp, act: 'close' },
        facts: { reason: '已回访投诉人，同意办结。', reached: true }
      },
      ...(n % 3 === 0
        ? []
        : [
            {
              ...({ after: replied + 3, by: 'person', act: 'rate' } as const),
              facts: { rating: from.int(2, 5), solved: confirmed && n % 7 !== 0 }
            }
          ])
    ]
  };
}

/** Complaints that nobody asked to have published, as most are: figures count them, lists do not show them. */
export const everydayCases: Case[] = Array.from({ length: NUMBER }, (_, n) => everyday(n));

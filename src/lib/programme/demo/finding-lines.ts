import type { ItemKey } from './item-facts.ts';

/** A photo that the demonstration draws, with what is to be seen on it. */
export interface Shot {
  seed: number;
  caption: string;
}

export interface FindingLine {
  kind: 'item' | 'free' | 'access_refused' | 'host_absent';
  item?: ItemKey;
  verdict?: 'matched' | 'differs' | 'not_accessible' | 'not_seen';
  note?: string;
  measured?: { code: string; values: number[]; design?: number; place?: string }[];
  shots?: Shot[];
}

interface Wrong {
  item: ItemKey;
  note: string;
  measured?: FindingLine['measured'];
  caption: string;
}

/** What may be wrong on a site, what can be measured first. */
const wrongs: Wrong[] = [
  {
    item: 'structure_acceptance',
    note: '3号楼 2 单元七层至八层楼梯踏步高差明显，一级 14 mm；七层一面剪力墙垂直度 13 mm，公示的验收结论为合格。',
    measured: [
      { code: 'stair_step', values: [4, 14, 3, 9], place: '3号楼 2 单元 7–8 层楼梯' },
      { code: 'verticality', values: [6, 13, 8], place: '七层 ⑤ 轴剪力墙' }
    ],
    caption: '楼梯踏步旁放着钢尺，高差 14 mm（示范图片）'
  },
  {
    item: 'household_acceptance_summary',
    note: '抽查 1201 户，阳台栏杆高度两处不足 1.05 m，客厅净高极差 27 mm，与公示的分户验收结论不符。',
    measured: [
      { code: 'railing_height', values: [1.02, 1.06, 1.03], place: '1201 户阳台' },
      { code: 'clear_height', values: [2783, 2795, 2810, 2801, 2792], place: '1201 户客厅' }
    ],
    caption: '阳台栏杆旁立着卷尺，读数 1.02 m（示范图片）'
  },
  {
    item: 'structure_entity_tests',
    note: '抽测两层层高，一处偏差 16 mm，超出允许偏差；公示的检测汇总没有列出这一层。',
    measured: [{ code: 'storey_height', values: [2903, 2916, 2898], design: 2900, place: '2号楼五层' }],
    caption: '室内立着激光测距仪（示范图片）'
  },
  {
    item: 'indoor_environment',
    note: '用自带仪器在 0802 户主卧测得甲醛 0.09 mg/m³，门窗关闭一小时以上，与公示的检测结果不符。',
    measured: [{ code: 'formaldehyde', values: [0.09, 0.06], place: '0802 户主卧、客厅' }],
    caption: '卧室窗台上的检测仪，读数 0.09（示范图片）'
  },
  {
    item: 'concrete_tests',
    note: '地下室外墙有两处蜂窝，能看到钢筋；请现场出示对应部位的试块报告，没有找到。',
    caption: '地下室外墙上的蜂窝，旁边放着粉笔（示范图片）'
  },
  {
    item: 'foundation_acceptance',
    note: '地下二层外墙施工缝有渗水痕迹，地面积水约两平方米，公示中没有提到。',
    caption: '地下室墙脚的积水（示范图片）'
  },
  {
    item: 'rebar_tests',
    note: '钢筋堆场有一批直径 20 mm 的钢筋没有标牌，现场没有能够出示对应的检验报告。',
    caption: '没有标牌的一捆钢筋（示范图片）'
  },
  {
    item: 'fire_acceptance',
    note: '2号楼消防车道被临时围挡占用，宽度不足，与公示的验收范围图不符。',
    caption: '消防车道上的临时围挡（示范图片）'
  },
  {
    item: 'construction_permit',
    note: '大门公示牌上的监理单位项目负责人与公示的施工许可信息不是同一人。',
    caption: '大门口的工程概况牌（示范图片）'
  }
];

const matched = (item: ItemKey): FindingLine => ({
  ...{ kind: 'item', item, verdict: 'matched' },
  note: '与公示内容逐项对照，相符。'
});

/** Everything agrees. */
export const agree = (items: readonly ItemKey[]): FindingLine[] => items.slice(0, 3).map(matched);

/** Each time something else of what these items allow, beside what agrees and one that nobody looked at. */
export function differ(items: readonly ItemKey[], seed: number, turn: number): FindingLine[] {
  const possible = wrongs.filter(({ item }) => items.includes(item));
  const wrong = possible[turn % possible.length];
  if (!wrong) return agree(items);
  const { item, note, measured, caption } = wrong;
  const others = items.filter((one) => one !== item);
  const unseen = others.slice(2, 3).map((one) => ({
    ...{ kind: 'item' as const, item: one, verdict: 'not_seen' as const }
  }));
  return [
    {
      ...{ kind: 'item', item, verdict: 'differs', note, ...(measured ? { measured } : {}) },
      shots: [
        { seed, caption },
        { seed: seed + 1, caption: '同一部位的全景，画面上标有“示范”（示范图片）' }
      ]
    },
    ...others.slice(0, 2).map(matched),
    ...unseen
  ];
}

/** Something that no item asks about. */
export const beside = (seed: number): FindingLine => ({
  kind: 'free',
  note: '七层电梯井口临边防护缺一块挡板，当场提醒后工人已经补上。',
  shots: [{ seed, caption: '电梯井口的临边防护（示范图片）' }]
});

export const refused: FindingLine[] = [
  {
    kind: 'access_refused',
    note: '按预约时间到达南门，门岗以“领导没有交代”为由不让进入，出示预约码后等了四十分钟仍未放行。'
  }
];

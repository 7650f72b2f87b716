import { addDays } from './days.ts';
import type { Event } from './facts.ts';

/** What two pilot cities add to the catalogue, each with a rule of its own, and where Wuhan is stricter than the default. */

const whole = (name: string, label: string, label_en: string, unit = '组', unit_en = 'groups') => ({
  ...{ name, kind: 'integer', label, label_en, unit, unit_en },
  ...{ required: true, min: 0 }
});
const yes = (name: string, label: string, label_en: string) => ({
  ...{ name, kind: 'yes_no', label, label_en, required: true }
});

const waterproofing = {
  item: 'wuhan_waterproofing',
  division_code: '420100',
  name: '防水工程材料和蓄水试验（示范）',
  name_en: 'Waterproofing materials and ponding tests (demonstration)',
  stage: 'construction',
  sort: 65,
  provider_roles: ['contractor', 'testing_body'],
  milestone_kind: 'concealed_acceptance',
  what: '屋面、卫生间、地下室用的防水卷材和涂料进场复验的结果，以及卫生间蓄水试验的结果。',
  what_en:
    'Tests of the waterproofing sheets and coatings for roofs, bathrooms and basements, and the ponding tests of bathrooms.',
  why: '渗漏是收房后最常见的质量问题，材料和蓄水试验在装修之前最容易查清。',
  why_en:
    'Leaks are the commonest complaint after handover. Before fitting-out, materials and ponding tests show most.',
  how: '“复验不合格”应为 0 或写明退场；蓄水试验渗漏处应全部修补并再次蓄水。',
  how_en:
    'Failed tests should be none, or the material removed; rooms that leaked should have been mended and flooded again.',
  basis: '示范：武汉市补充公示事项（不是真实规定）',
  basis_en: 'Demonstration: an item added by Wuhan (no real regulation)',
  fields: [
    whole('membrane_batches', '防水卷材进场', 'Sheets delivered', '批', 'batches'),
    whole('coating_batches', '防水涂料进场', 'Coatings delivered', '批', 'batches'),
    whole('tested_groups', '见证取样复验', 'Witnessed tests'),
    { ...whole('failed', '复验不合格', 'Failed'), at_most: 'tested_groups' },
    whole('ponding_rooms', '蓄水试验', 'Rooms flooded', '间', 'rooms'),
    {
      ...whole('ponding_leaks', '蓄水试验初次渗漏', 'Rooms that leaked at first', '间', 'rooms'),
      at_most: 'ponding_rooms'
    },
    {
      name: 'report_numbers',
      kind: 'text',
      label: '检测报告编号范围',
      label_en: 'Report numbers',
      required: true
    },
    {
      ...{ name: 'conclusion', kind: 'choice', label: '结论', label_en: 'Conclusion', required: true },
      choices: [
        { value: 'qualified', label: '符合要求', label_en: 'meets the demands' },
        { value: 'not_qualified', label: '不符合要求', label_en: 'does not meet them' }
      ]
    }
  ]
};

const pledge = {
  item: 'xiangyang_pledge',
  division_code: '420600',
  name: '工程质量承诺书（示范）',
  name_en: 'Pledge of quality (demonstration)',
  stage: 'permitting',
  sort: 12,
  provider_roles: ['developer'],
  milestone_kind: 'permit',
  what: '建设、施工、监理单位项目负责人共同签署的质量承诺。',
  what_en:
    'A pledge of quality, signed together by the leaders of developer, contractor and supervising engineer.',
  why: '出了问题找谁、怎么找，白纸黑字写在这里。',
  why_en: 'Whom to turn to when something is wrong stands here in black and white.',
  how: '看三方是否都已签署，公示栏里是否也有一份。',
  how_en: 'See whether all three signed, and whether a copy hangs on the board on site.',
  basis: '示范：襄阳市补充公示事项（不是真实规定）',
  basis_en: 'Demonstration: an item added by Xiangyang (no real regulation)',
  fields: [
    { name: 'signed_on', kind: 'date', label: '签署日期', label_en: 'Signed on', required: true },
    yes('developer_signed', '建设单位已签署', 'Developer signed'),
    yes('contractor_signed', '施工单位已签署', 'Contractor signed'),
    yes('supervisor_signed', '监理单位已签署', 'Supervising engineer signed'),
    { name: 'shown_at', kind: 'text', label: '张贴位置', label_en: 'Shown at', required: false }
  ]
};

const rule = (item: string, division_code: string, days: number, day_kind: string, valid_from: string) => ({
  ...{ item, division_code, days, day_kind, valid_from, nature: 'policy' },
  basis: '示范：市级补充规定（不是真实规定）',
  basis_en: 'Demonstration: a rule of the city (no real regulation)'
});

export const cityDefinitions = [waterproofing, pledge];

export interface CityItem {
  key: 'wuhan_waterproofing' | 'xiangyang_pledge';
  division: string;
  /** First day in force. */
  since: string;
}

/** From when each holds. A milestone reached before does not bring it. */
export const cityItems = (anchor: string): CityItem[] => [
  { key: 'wuhan_waterproofing', division: '420100', since: addDays(anchor, -190) },
  { key: 'xiangyang_pledge', division: '420600', since: addDays(anchor, -150) }
];

/** Entered by the bureaus a week before they come into force; Wuhan's stricter rule begins in the middle of many works. */
export function cityEvents(anchor: string): Event[] {
  const [wuhan, xiangyang] = cityItems(anchor);
  if (!wuhan || !xiangyang) return [];
  const at = (day: string, time: string) => `${day}T${time}+08:00`;
  const [first, second] = [addDays(wuhan.since, -7), addDays(xiangyang.since, -7)];
  const stricter = addDays(anchor, -100);
  return [
    {
      do: 'item',
      at: at(first, '10:02:11'),
      facts: { ...waterproofing, valid_from: wuhan.since, demo: true }
    },
    { do: 'rule', at: at(first, '10:09:40'), facts: rule(wuhan.key, '420100', 15, 'working', wuhan.since) },
    { do: 'item', at: at(second, '15:20:05'), facts: { ...pledge, valid_from: xiangyang.since, demo: true } },
    {
      do: 'rule',
      at: at(second, '15:26:32'),
      facts: rule(xiangyang.key, '420600', 10, 'natural', xiangyang.since)
    },
    {
      do: 'rule',
      at: at(addDays(stricter, -10), '09:41:17'),
      facts: rule('foundation_acceptance', '420100', 15, 'working', stricter)
    }
  ];
}

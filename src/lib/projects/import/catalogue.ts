import { FIELDS, KINDS, ROLES } from '#lib/projects/import/headers.ts';
import type { MilestoneKind, PartyRole } from '#lib/projects/import/schema.ts';
import { MILESTONE_KINDS, PARTY_ROLES } from '#lib/projects/import/schema.ts';
import type { Words } from '#lib/projects/import/messages.ts';

export type FieldKey = keyof typeof FIELDS;
export type PartyPart = 'name' | 'uscc' | 'leader';
export type MilestonePart = 'planned' | 'reached';
export type ColumnKey = FieldKey | `${PartyRole}.${PartyPart}` | `${MilestoneKind}.${MilestonePart}`;

export interface Column extends Words {
  key: ColumnKey;
  aliases: string[];
}

/** Every beginning with every end. */
function joined(starts: string[], ends: string[]): string[] {
  return starts.flatMap((start) => ends.map((end) => start + end));
}

function field(key: FieldKey): Column {
  const { zh, en, aliases } = FIELDS[key];
  return { key, zh, en, aliases: [zh, en, key, ...aliases.split(' ')] };
}

function party(role: PartyRole): Column[] {
  const { zh, en, short, leader } = ROLES[role];
  const [first = role] = zh;
  const [english = role] = en;
  const latin = [...en, role];
  const people = ['项目负责人', '项目负责人姓名', '负责人', '负责人姓名', '法定项目负责人'];
  return [
    {
      key: `${role}.name`,
      zh: first,
      en: english,
      aliases: [...joined(zh, ['', '名称', '全称']), ...joined(latin, ['', ' name'])]
    },
    {
      key: `${role}.uscc`,
      zh: `${first}统一社会信用代码`,
      en: `${english} credit code`,
      aliases: [
        ...joined(zh, [
          '统一社会信用代码',
          '社会信用代码',
          '信用代码',
          '统一代码',
          '机构代码',
          '代码',
          '统一信用代码'
        ]),
        ...joined(latin, [
          ' uscc',
          ' credit code',
          ' social credit code',
          ' unified social credit code',
          ' code'
        ])
      ]
    },
    {
      key: `${role}.leader`,
      zh: `${first}项目负责人`,
      en: `${english} project leader`,
      aliases: [
        ...joined([...zh, short], people),
        ...joined(latin, [' leader', ' leader name', ' project leader', ' project leader name']),
        ...leader
      ]
    }
  ];
}

function milestone(kind: MilestoneKind): Column[] {
  const { zh, en, reached } = KINDS[kind];
  const [first = kind] = zh;
  const [english = kind] = en;
  const latin = [...en, kind];
  const expected = ['计划', '预计', '拟'];
  return [
    {
      key: `${kind}.planned`,
      zh: `${first}计划日期`,
      en: `${english} planned date`,
      aliases: [
        ...joined(zh, joined(expected, ['', '日期', '时间', '完成日期', '完成时间'])),
        ...joined(zh, joined(['日期', '时间'], expected)),
        ...joined(joined(expected, zh), ['', '日期', '时间', '完成日期', '完成时间']),
        ...joined(latin, [
          ' planned',
          ' planned date',
          ' plan',
          ' plan date',
          ' date planned',
          ' target date'
        ]),
        ...joined(joined(['planned ', 'expected '], latin), ['', ' date'])
      ]
    },
    {
      key: `${kind}.reached`,
      zh: `${first}日期`,
      en: `${english} date`,
      aliases: [
        ...joined(zh, [
          '日期',
          '时间',
          '实际日期',
          '实际时间',
          '完成日期',
          '完成时间',
          '通过日期',
          '实际完成日期',
          '实际完成时间',
          '日期实际',
          '时间实际'
        ]),
        ...joined(joined(['实际'], zh), ['', '日期', '时间']),
        ...joined(latin, [
          ' date',
          ' reached',
          ' reached date',
          ' date reached',
          ' actual date',
          ' actual',
          ' date actual'
        ]),
        ...joined(joined(['actual '], latin), ['', ' date']),
        ...reached,
        ...(kind === 'permit' ? [] : latin)
      ]
    }
  ];
}

const FIELD_ORDER: FieldKey[] = [
  'permit_no',
  'project_code',
  'name',
  'division_code',
  'city',
  'district',
  'zone',
  'address',
  'housing_type',
  'floor_area_m2',
  'unit_count',
  'building_count',
  'structure',
  'fit_out',
  'pilot',
  'lng',
  'lat'
];

/** In the order of the template. */
export const COLUMNS: readonly Column[] = [
  ...FIELD_ORDER.map(field),
  ...PARTY_ROLES.flatMap(party),
  ...MILESTONE_KINDS.flatMap(milestone)
];

/** What a person calls a unit or a milestone. */
export function roleWords(role: PartyRole): Words {
  return { zh: ROLES[role].zh[0] ?? role, en: ROLES[role].en[0] ?? role };
}

export function kindWords(kind: MilestoneKind): Words {
  return { zh: KINDS[kind].zh[0] ?? kind, en: KINDS[kind].en[0] ?? kind };
}

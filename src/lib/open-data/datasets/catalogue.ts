import { z } from 'zod';
import { conditions, fieldKinds, partyRoles } from '#lib/catalogue/catalogue.ts';
import en from '#lib/i18n/en/index.ts';
import zh from '#lib/i18n/zh/index.ts';
import { stages } from '#lib/projects/projects.ts';
import { column, labels } from './column.ts';
import { code, day, divisionColumn, stageFilter, stageLabels, yesNoFilter } from './common.ts';
import { dataset } from './dataset.ts';

/** A field of an item's facts, inside the column `fields`. */
const field = z.looseObject({
  name: z.string(),
  kind: z.enum(fieldKinds),
  label: z.string(),
  label_en: z.string(),
  required: z.boolean()
});

const row = z.strictObject({
  id: column(
    code(),
    ['代码', 'Code'],
    ['公示事项的代码，不重复使用。', 'Name of the item in code, never reused.']
  ),
  division_code: divisionColumn(),
  name: column(z.string(), ['名称', 'Name'], ['事项的中文名称。', 'Chinese name.']),
  name_en: column(z.string(), ['英文名称', 'English name'], ['事项的英文名称。', 'English name.']),
  stage: column(z.enum(stages), ['阶段', 'Stage'], ['事项所属阶段。', 'Stage it belongs to.'], {
    labels: stageLabels
  }),
  mandatory: column(
    z.boolean(),
    ['规定事项', 'Mandatory'],
    ['是否为方案规定的事项；各市可增设。', 'Whether the plan itself demands it; cities may add their own.']
  ),
  provider_roles: column(
    z.array(z.enum(partyRoles)),
    ['提供角色', 'Supplied by'],
    ['可以提供内容的参建角色。', 'Roles that may supply it.']
  ),
  confirmer_roles: column(
    z.array(z.enum(partyRoles)),
    ['确认角色', 'Confirmed by'],
    ['公示前可以确认的参建角色。', 'Roles that may confirm it before it is published.']
  ),
  milestone: column(
    code(),
    ['节点', 'Milestone'],
    ['期限起算的节点的代码。', 'Code of the milestone from which its deadline counts.']
  ),
  applies_when: column(
    z.enum(conditions),
    ['适用范围', 'Applies to'],
    ['适用于哪些住宅工程。', 'Which works it applies to.'],
    { labels: labels(conditions, zh.catalogue.applies, en.catalogue.applies) }
  ),
  basis: column(z.string(), ['依据', 'Basis'], ['规定的依据。', 'What the demand rests on, in Chinese.']),
  basis_en: column(
    z.string().nullable(),
    ['依据（英文）', 'Basis in English'],
    ['规定依据的英文。', 'The same in English, where written.']
  ),
  what: column(z.string(), ['是什么', 'What it is'], ['通俗说明。', 'What it is, in plain Chinese.']),
  what_en: column(
    z.string(),
    ['是什么（英文）', 'What it is, in English'],
    ['通俗说明的英文。', 'What it is, in plain English.']
  ),
  valid_from: column(day(), ['生效日期', 'Valid from'], ['施行的第一天。', 'First day in force.']),
  valid_until: column(
    day().nullable(),
    ['失效日期', 'Valid until'],
    ['施行的最后一天；仍有效时为空。', 'Last day in force; empty while open.']
  ),
  fields: column(
    z.array(field),
    ['字段', 'Fields'],
    [
      '该事项结构化内容（disclosures 的 facts）的字段。',
      'Fields of its structured facts (“facts” of disclosures).'
    ]
  )
});

export const catalogue = dataset({
  name: 'catalogue',
  title: { zh: '公示事项目录', en: 'Catalogue of items' },
  about: {
    zh: '应公示的事项：方案规定的十一项和各市增设的事项，由谁提供、谁确认、何时公示、包含哪些字段。',
    en: 'What is to be disclosed: the eleven items of the plan and those that cities added; who supplies and confirms them, from when they count, and their fields.'
  },
  row,
  filters: {
    stage: stageFilter(),
    milestone: column(code(), ['节点', 'Milestone'], ['节点的代码。', 'Code of the milestone.']),
    mandatory: yesNoFilter(
      ['规定事项', 'Mandatory'],
      ['是否为方案规定的事项。', 'Whether the plan itself demands it.']
    )
  },
  place: false,
  past: false,
  page: '/disclosures/catalogue',
  rowPage: '/disclosures/catalogue/{id}'
});

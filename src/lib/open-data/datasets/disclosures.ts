import { z } from 'zod';
import { grounds } from '#lib/disclosures/disclosures.ts';
import { verifications } from '#lib/findings/words.ts';
import en from '#lib/i18n/en/index.ts';
import zh from '#lib/i18n/zh/index.ts';
import { stages } from '#lib/projects/projects.ts';
import { column, labels } from './column.ts';
import {
  count,
  day,
  demoColumn,
  divisionColumn,
  itemColumn,
  itemFilter,
  moment,
  organizationFilter,
  placeFilters,
  projectColumn,
  projectFilter,
  sha256,
  slug,
  stageFilter,
  stageLabels,
  wordsFilter
} from './common.ts';
import { dataset } from './dataset.ts';
import { roleLabels } from './parties.ts';

const statuses = ['due', 'overdue', 'published', 'withdrawn', 'withheld'] as const;
const asked = [...statuses, 'late', 'all'] as const;
const party = () => slug().nullable();

const row = z.strictObject({
  id: column(
    slug(),
    ['标识', 'Identifier'],
    [
      '公示的永久短码，也是其页面地址 /disclosures/<标识>。',
      'Permanent short code, also of its page /disclosures/<id>. Never reused.'
    ]
  ),
  project: projectColumn(),
  division_code: divisionColumn(),
  item: itemColumn(),
  stage: column(z.enum(stages), ['阶段', 'Stage'], ['事项所属阶段。', 'Stage of the item.'], {
    labels: stageLabels
  }),
  status: column(
    z.enum(statuses),
    ['状态', 'Status'],
    ['应公示、逾期未公示、已公示、已撤回或不予公开。', 'Due, overdue, published, withdrawn or withheld.'],
    { labels: labels(statuses, zh.disclosures.status, en.disclosures.status) }
  ),
  trigger_on: column(
    day().nullable(),
    ['起算日', 'Counts from'],
    ['节点到达的日期，期限由此起算。', 'Day its milestone was reached, from which the deadline counts.']
  ),
  due_on: column(
    day().nullable(),
    ['期限', 'Due on'],
    ['按期公示的最后一天。', 'Last day on which publishing is on time.']
  ),
  days_late: column(
    count().nullable(),
    ['逾期天数', 'Days late'],
    [
      '首次公示晚于期限的自然日数，按期为 0；尚未公示时为空。',
      'Calendar days from the last day to the first publication, 0 when on time; empty while unpublished.'
    ],
    { unit: ['日', 'days'] }
  ),
  version: column(
    z.int().positive().nullable(),
    ['版本', 'Version'],
    ['现行公开版本的编号，从 1 起。', 'The version that is public now, from 1.']
  ),
  first_published_at: column(
    moment().nullable(),
    ['首次公示时间', 'First published at'],
    ['首个版本公开的时间。', 'When a version first became public.']
  ),
  published_at: column(
    moment().nullable(),
    ['公示时间', 'Published at'],
    ['现行版本公开的时间。', 'When the version that is public now became so.']
  ),
  supplied_by: column(
    party(),
    ['提供单位', 'Supplied by'],
    ['提供现行版本的单位的标识。', 'Identifier of the organization that supplied the version.']
  ),
  confirmed_by: column(
    party(),
    ['确认单位', 'Confirmed by'],
    ['确认现行版本的单位的标识。', 'Identifier of the organization that confirmed it.']
  ),
  confirmed_role: column(
    z.enum(['supervising_engineer', 'third_party']).nullable(),
    ['确认角色', 'Confirmed as'],
    ['确认单位在工程中的角色。', 'Role in which it confirmed.'],
    { labels: roleLabels }
  ),
  published_by: column(
    party(),
    ['公示单位', 'Published by'],
    ['公示现行版本的建设单位的标识。', 'Identifier of the developer that published it.']
  ),
  facts: column(
    z.record(z.string(), z.unknown()).nullable(),
    ['内容', 'Facts'],
    [
      '公示的结构化内容，字段见“公示事项目录”数据集的 fields。',
      'Structured facts; their fields stand in “fields” of the data set “catalogue”.'
    ]
  ),
  note: column(z.string().nullable(), ['说明', 'Note'], ['给公众的说明。', 'Remark to the public.']),
  reason: column(
    z.string().nullable(),
    ['更正原因', 'Reason of the correction'],
    ['现行版本更正前一版本的原因。', 'Why this version corrects the one before.']
  ),
  content_hash: column(
    sha256().nullable(),
    ['内容哈希', 'Hash of the content'],
    ['现行版本内容（RFC 8785 规范形式）的 SHA-256。', 'SHA-256 over the RFC 8785 form of the version.']
  ),
  journal_seq: column(
    z.int().positive().nullable(),
    ['日志序号', 'Entry of the journal'],
    ['公示现行版本的日志条目序号。', 'The entry of the journal that published the version.']
  ),
  withheld_ground: column(
    z.enum(grounds).nullable(),
    ['不予公开理由', 'Ground of withholding'],
    [
      '《政府信息公开条例》第十四至十六条的理由。',
      'Ground by articles 14 to 16 of the Regulations on Open Government Information.'
    ],
    { labels: labels(grounds, zh.findings.ground, en.findings.ground) }
  ),
  withheld_reason: column(
    z.string().nullable(),
    ['不予公开说明', 'Reason of withholding'],
    ['对公众的说明。', 'The reason as the public reads it.']
  ),
  withheld_until: column(
    day().nullable(),
    ['不予公开至', 'Withheld until'],
    ['不予公开的最后一天，其后恢复应公示。', 'Last day on which it is withheld; owed again after.']
  ),
  withdrawn_reason: column(
    z.string().nullable(),
    ['撤回原因', 'Reason of withdrawal'],
    ['撤回的原因。', 'Why it was withdrawn.']
  ),
  withdrawn_at: column(
    moment().nullable(),
    ['撤回时间', 'Withdrawn at'],
    ['撤回的时间。', 'When it was withdrawn.']
  ),
  verification: column(
    z.enum(verifications),
    ['现场核验', 'Checked on site'],
    ['现行版本经现场核查的情况。', 'How the version stands after what visitors found.'],
    { labels: labels(verifications, zh.findings.verification, en.findings.verification) }
  ),
  verification_confirmed: column(
    count(),
    ['核验相符数', 'Confirmations'],
    ['经核实相符的核查发现数。', 'Findings by which it matched, as the bureau confirmed.']
  ),
  verification_disputed: column(
    count(),
    ['核验不符数', 'Disputes'],
    ['经核实不符且未整改的核查发现数。', 'Findings by which it differs, substantiated and not put right.']
  ),
  verification_pending: column(
    count(),
    ['待核实数', 'Pending'],
    ['已公布但逾期未核实的核查发现数。', 'Findings that are public but were not verified in time.']
  ),
  demo: demoColumn()
});

export const disclosures = dataset({
  name: 'disclosures',
  title: { zh: '质量公示', en: 'Disclosures' },
  about: {
    zh: '每个工程应公示的每个事项一行：已公示、逾期未公示、已撤回、不予公开的都在内，应公示而未公示也是数据。',
    en: 'One row for each item that a project must disclose now: published, overdue, withdrawn and withheld ones too. What was not disclosed is data as well.'
  },
  row,
  filters: {
    q: wordsFilter([
      '工程名称、地址、编号等包含的文字。',
      'Words in the name, address or numbers of the project.'
    ]),
    ...placeFilters(),
    project: projectFilter(),
    item: itemFilter(),
    stage: stageFilter(),
    organization: organizationFilter(),
    status: column(
      z.enum(asked),
      ['状态', 'Status'],
      [
        '公示的状态；late：逾期后公示；不写时为全部。',
        'How it stands; late: published after its last day. Without it: all.'
      ],
      { labels: labels(asked, zh.disclosures.status, en.disclosures.status) }
    )
  },
  place: false,
  past: true,
  page: '/disclosures',
  rowPage: '/disclosures/{id}'
});

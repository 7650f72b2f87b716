import { z } from 'zod';
import { outcomes, results, states } from '#lib/complaints/words.ts';
import en from '#lib/i18n/en/index.ts';
import zh from '#lib/i18n/zh/index.ts';
import { column, labels } from './column.ts';
import {
  code,
  count,
  demoColumn,
  divisionColumn,
  flagFilter,
  latColumn,
  lngColumn,
  organizationFilter,
  placeFilters,
  projectColumn,
  projectFilter,
  slug,
  wordsFilter
} from './common.ts';
import { dataset } from './dataset.ts';

const visibilities = ['public', 'stub'] as const;
const groups = ['open', 'answered', 'ended'] as const;
const outcomeLabels = labels(outcomes, zh.complaints.outcome, en.complaints.outcome);
/** A day, or a month where the person asked for coarse times. */
const dayOrMonth = () =>
  z
    .string()
    .regex(/^\d{4}-\d\d(-\d\d)?$/)
    .nullable();

const row = z.strictObject({
  id: column(
    slug(),
    ['标识', 'Identifier'],
    [
      '投诉的永久短码，也是其页面地址 /complaints/<标识>。',
      'Permanent short code, also of its page /complaints/<id>. Never reused.'
    ]
  ),
  number: column(
    z.string(),
    ['编号', 'Number'],
    ['对外使用的编号：C-城市代码-年-序号。', 'Number people call it by: C, city, year, running number.']
  ),
  project: projectColumn(),
  division_code: divisionColumn(),
  category: column(
    code().nullable(),
    ['类别', 'Category'],
    [
      '投诉类别的代码，与 Open311 的 service_code 相同。',
      'Code of the category, the service_code of Open311.'
    ]
  ),
  visibility: column(
    z.enum(visibilities),
    ['公开程度', 'Visibility'],
    ['全文公开，或只公开类别和进度。', 'Public, or kind and progress alone.'],
    { labels: labels(visibilities, zh.complaints.visibility, en.complaints.visibility) }
  ),
  state: column(z.enum(states), ['状态', 'State'], ['办理到哪一步。', 'How far it is.'], {
    labels: labels(states, zh.complaints.state, en.complaints.state)
  }),
  filed_on: column(
    dayOrMonth(),
    ['提出日期', 'Filed on'],
    [
      '提出的日期；投诉人要求模糊时间的只到月份。',
      'Day it was filed; the month alone where the person asked for that.'
    ]
  ),
  accepted_on: column(
    dayOrMonth(),
    ['受理日期', 'Accepted on'],
    ['受理的日期或月份。', 'Day, or month, it was accepted.']
  ),
  due_on: column(
    dayOrMonth(),
    ['期限', 'Due on'],
    ['当前步骤的最后一天。', 'Last day of the step that is on.']
  ),
  overdue: column(
    z.boolean(),
    ['逾期', 'Overdue'],
    ['日志已载明当前步骤逾期。', 'Whether the journal told that the step is overdue.']
  ),
  extended_days: column(
    count().nullable(),
    ['延期天数', 'Extended by'],
    ['答复延期的天数。', 'Days by which the answer was extended.'],
    { unit: ['日', 'days'] }
  ),
  supervised_on: column(
    dayOrMonth(),
    ['督办日期', 'Supervised on'],
    ['上级督办的日期或月份。', 'Day, or month, a superior put it under supervision.']
  ),
  replied_on: column(
    dayOrMonth(),
    ['答复日期', 'Replied on'],
    ['最近一次答复的日期或月份。', 'Day, or month, of the last reply.']
  ),
  outcome: column(
    z.enum(outcomes).nullable(),
    ['查证结果', 'Outcome'],
    ['主管部门查证的结果。', 'What the bureau found.'],
    { labels: outcomeLabels }
  ),
  result: column(z.enum(results).nullable(), ['处理结果', 'Result'], ['处理的结果。', 'What came of it.'], {
    labels: labels(results, zh.complaints.result, en.complaints.result)
  }),
  fix_by: column(
    dayOrMonth(),
    ['整改期限', 'To be fixed by'],
    ['计划整改完成的日期。', 'Until when it is to be put right.']
  ),
  closed_on: column(
    dayOrMonth(),
    ['办结日期', 'Closed on'],
    ['办结的日期或月份。', 'Day, or month, it was closed.']
  ),
  close_reason: column(
    z.string().nullable(),
    ['办结说明', 'Reason of closing'],
    ['办结的说明。', 'Why it was closed.']
  ),
  reopened: column(
    count(),
    ['重新办理次数', 'Reopened'],
    ['重新办理的次数。', 'How often it was opened again.']
  ),
  joined: column(
    z
      .string()
      .regex(/^(some|\d+)$/)
      .nullable(),
    ['合并件数', 'Joined'],
    ['并入本件的投诉数；some 表示一至四件。', 'Complaints that were merged into it; some: fewer than five.']
  ),
  bureau: column(
    slug().nullable(),
    ['主管部门', 'Bureau'],
    ['承办的主管部门的标识。', 'Identifier of the bureau in charge.']
  ),
  title: column(
    z.string().nullable(),
    ['标题', 'Title'],
    ['公开的标题；只公开进度的为空。', 'Title as published; empty where progress alone is public.']
  ),
  text: column(
    z.string().nullable(),
    ['内容', 'Text'],
    ['公开的内容；只公开进度的为空。', 'Text as published; empty where progress alone is public.']
  ),
  reply: column(
    z.string().nullable(),
    ['答复', 'Reply'],
    ['公开的答复。', 'The reply as the public reads it.']
  ),
  lat: latColumn(),
  lng: lngColumn(),
  demo: demoColumn()
});

export const complaints = dataset({
  name: 'complaints',
  title: { zh: '投诉', en: 'Complaints' },
  about: {
    zh: '公开的投诉及其办理进度和答复；没有投诉人信息，投诉人要求模糊的地点和时间照样模糊。',
    en: 'Complaints that are public, how far they are and what was replied. Nothing about the person; places and times are as coarse as the person asked for.'
  },
  row,
  filters: {
    q: wordsFilter(['编号，或标题、工程包含的文字。', 'Number, or words of the title or the project.']),
    ...placeFilters(),
    category: column(code(), ['类别', 'Category'], ['投诉类别的代码。', 'Code of the category.']),
    group: column(
      z.enum(groups),
      ['进度', 'Progress'],
      ['办理中、已答复或已结束。', 'Open, answered or ended.'],
      {
        labels: {
          open: { zh: '办理中', en: 'open' },
          answered: { zh: '已答复', en: 'answered' },
          ended: { zh: '已结束', en: 'ended' }
        }
      }
    ),
    outcome: column(
      z.enum(outcomes),
      ['查证结果', 'Outcome'],
      ['主管部门查证的结果。', 'What the bureau found.'],
      { labels: outcomeLabels }
    ),
    project: projectFilter(),
    organization: organizationFilter(),
    bureau: column(slug(), ['主管部门', 'Bureau'], ['主管部门的标识。', 'Identifier of the bureau.']),
    overdue: flagFilter(['逾期', 'Overdue'], ['只看逾期的。', 'Overdue ones only.']),
    supervised: flagFilter(['督办', 'Supervised'], ['只看督办的。', 'Supervised ones only.'])
  },
  place: true,
  past: false,
  page: '/complaints',
  rowPage: '/complaints/{id}'
});

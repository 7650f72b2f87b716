import { z } from 'zod';
import en from '#lib/i18n/en/index.ts';
import zh from '#lib/i18n/zh/index.ts';
import { categories, origins } from '#lib/open-days/open-days.ts';
import { column, labels } from './column.ts';
import {
  categoryLabels,
  code,
  count,
  day,
  demoColumn,
  divisionColumn,
  fromFilter,
  moment,
  placeFilters,
  projectColumn,
  projectFilter,
  slug,
  toFilter,
  wordsFilter
} from './common.ts';
import { dataset } from './dataset.ts';

const statuses = ['due', 'overdue', 'announced', 'cancelled', 'held', 'not_held'] as const;
const statusLabels = labels(
  statuses,
  { ...zh.openDays.status, due: zh.openDays.status.owed, announced: '已公告' },
  { ...en.openDays.status, due: en.openDays.status.owed, announced: 'Announced' }
);
const originLabels = labels(origins, zh.openDays.origin, en.openDays.origin);

const row = z.strictObject({
  id: column(
    slug(),
    ['标识', 'Identifier'],
    [
      '开放日的永久短码，也是其页面地址 /open-days/<标识>。',
      'Permanent short code, also of its page /open-days/<id>. Never reused.'
    ]
  ),
  project: projectColumn(),
  division_code: divisionColumn(),
  milestone: column(
    code().nullable(),
    ['节点', 'Milestone'],
    [
      '对应的节点的代码，见“工程节点”数据集。',
      'Code of the milestone it belongs to, see the data set “milestones”.'
    ]
  ),
  kind: column(
    z.enum(origins),
    ['来由', 'Kind'],
    [
      '按节点应办、自愿举办、定期举办或应公众申请举办。',
      'Owed at a milestone, voluntary, regular or asked for.'
    ],
    { labels: originLabels }
  ),
  title: column(z.string(), ['标题', 'Title'], ['开放日标题。', 'Title.']),
  status: column(
    z.enum(statuses),
    ['状态', 'Status'],
    [
      '日志所载的状态；名额等随时变化的情况不在数据中。',
      'As the journal told it. What changes by the minute, as free seats, is not in the data.'
    ],
    { labels: statusLabels }
  ),
  starts_at: column(
    moment().nullable(),
    ['开始时间', 'Starts at'],
    ['开始时间；未公告时为空。', 'When it begins; empty until announced.']
  ),
  ends_at: column(
    moment().nullable(),
    ['结束时间', 'Ends at'],
    ['结束时间；未公告时为空。', 'When it ends; empty until announced.']
  ),
  place: column(z.string().nullable(), ['集合地点', 'Meeting point'], ['集合地点。', 'Where guests meet.']),
  capacity: column(count().nullable(), ['名额', 'Capacity'], ['各类名额合计。', 'Seats of all categories.'], {
    unit: ['人', 'people']
  }),
  due_on: column(
    day().nullable(),
    ['期限', 'Due on'],
    ['按期举办的最后一天。', 'Last day on which it is held in time.']
  ),
  announced_at: column(
    moment().nullable(),
    ['公告时间', 'Announced at'],
    ['公告的时间。', 'When it was announced.']
  ),
  report: column(
    z.string().nullable(),
    ['举办情况', 'Report'],
    [
      '未获接待或未获准进入的报告数（host_absent、access_refused）；没有报告时为空。',
      'How many reported an absent host or refused access (host_absent, access_refused); empty where none did.'
    ]
  ),
  reason: column(
    z.string().nullable(),
    ['原因', 'Reason'],
    ['变更、取消或未举办的原因。', 'Why it was changed, cancelled or not held.']
  ),
  demo: demoColumn()
});

export const openDays = dataset({
  name: 'open_days',
  title: { zh: '工地开放日', en: 'Open days' },
  about: {
    zh: '已公告的和应办未办的工地开放日：时间、地点、名额、状态。',
    en: 'Open days that were announced, and those that are owed: time, place, capacity, status.'
  },
  row,
  filters: {
    q: wordsFilter(['标题或工程包含的文字。', 'Words in the title or the project.']),
    ...placeFilters(),
    project: projectFilter(),
    milestone: column(code(), ['节点', 'Milestone'], ['节点的代码。', 'Code of the milestone.']),
    month: column(
      z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/),
      ['月份', 'Month'],
      ['举办或应办的月份，YYYY-MM。', 'Month in which it is held or due, YYYY-MM.']
    ),
    status: column(z.enum(statuses), ['状态', 'Status'], ['开放日的状态。', 'How it stands.'], {
      labels: statusLabels
    }),
    category: column(
      z.enum(categories),
      ['参加者类别', 'Category'],
      ['为这一类别留有名额的。', 'With seats for this category.'],
      { labels: categoryLabels(categories) }
    ),
    from: fromFilter(['举办（或应办）日期不早于这一天。', 'Held, or due, on this day or later.']),
    to: toFilter(['举办（或应办）日期不晚于这一天。', 'Held, or due, on this day or earlier.'])
  },
  place: false,
  past: false,
  page: '/open-days',
  rowPage: '/open-days/{id}'
});

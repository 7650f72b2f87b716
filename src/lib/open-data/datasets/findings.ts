import { z } from 'zod';
import { categories, decisions, lineKinds, outcomes, stances, verdicts } from '#lib/findings/words.ts';
import en from '#lib/i18n/en/index.ts';
import zh from '#lib/i18n/zh/index.ts';
import { column, labels } from './column.ts';
import {
  categoryLabels,
  count,
  day,
  demoColumn,
  divisionColumn,
  flagFilter,
  fromFilter,
  itemFilter,
  moment,
  placeFilters,
  projectColumn,
  projectFilter,
  slug,
  toFilter,
  wordsFilter
} from './common.ts';
import { dataset } from './dataset.ts';

const replies = [...stances, 'none'] as const;
const kinds = ['checked_in', 'turned_away'] as const;
const publishedAs = ['decided', 'unverified'] as const;
const fixStates = ['open', 'overdue', 'closed'] as const;
const outcomeLabels = labels(outcomes, zh.findings.outcome, en.findings.outcome);

/** A line of a finding, inside the column `items`. */
const line = z.strictObject({
  position: z.int().positive(),
  kind: z.enum(lineKinds),
  item: z.string().nullable(),
  disclosure: z.string().nullable(),
  version: z.int().nullable(),
  content_hash: z.string().nullable(),
  verdict: z.enum(verdicts).nullable(),
  note: z.string().nullable(),
  measured: z.array(z.unknown()),
  decision: z.enum(decisions).nullable(),
  decision_reason: z.string().nullable()
});

const row = z.strictObject({
  id: column(
    slug(),
    ['标识', 'Identifier'],
    [
      '核查发现的永久短码，也是其页面地址 /findings/<标识>。',
      'Permanent short code, also of its page /findings/<id>. Never reused.'
    ]
  ),
  number: column(
    z.string(),
    ['编号', 'Number'],
    ['对外使用的编号：F-城市代码-年-序号。', 'Number people call it by: F, city, year, running number.']
  ),
  project: projectColumn(),
  division_code: divisionColumn(),
  open_day: column(slug(), ['开放日', 'Open day'], ['开放日的标识。', 'Identifier of the open day.'], {
    refers: { dataset: 'open_days', column: 'id' }
  }),
  category: column(
    z.enum(categories),
    ['核查人类别', 'Category'],
    ['核查人的类别；不公开个人身份。', 'Category of the finder, who is not told.'],
    { labels: categoryLabels(categories) }
  ),
  kind: column(
    z.enum(kinds),
    ['到访情况', 'Kind'],
    ['已签到入场，或未获准进入。', 'Was checked in, or was turned away.'],
    {
      labels: {
        checked_in: { zh: '已签到', en: 'checked in' },
        turned_away: { zh: '未获准进入', en: 'turned away' }
      }
    }
  ),
  visited_on: column(day(), ['核查日期', 'Visited on'], ['到访的日期。', 'Day of the visit.']),
  published_at: column(moment(), ['公布时间', 'Published at'], ['公布的时间。', 'When it became public.']),
  published_as: column(
    z.enum(publishedAs),
    ['公布方式', 'Published as'],
    ['经核实后公布，或逾期未核实而公布。', 'After a decision, or because nobody verified it in time.'],
    {
      labels: {
        decided: { zh: '经核实', en: 'decided' },
        unverified: { zh: '逾期未核实', en: 'not verified in time' }
      }
    }
  ),
  outcome: column(
    z.enum(outcomes),
    ['认定结果', 'Outcome'],
    ['各行中最重的认定。', 'The gravest decision of its lines.'],
    { labels: outcomeLabels }
  ),
  urgent: column(
    z.boolean(),
    ['紧急', 'Urgent'],
    ['是否危及人身安全。', 'Whether it is a danger to people.']
  ),
  lines: column(count(), ['行数', 'Lines'], ['核查的行数。', 'Number of lines.']),
  differs: column(
    count(),
    ['不符行数', 'Lines that differ'],
    ['说明有问题的行数。', 'Lines that say something is wrong.']
  ),
  out_of_tolerance: column(
    count(),
    ['超差点数', 'Points out of tolerance'],
    ['实测超出允许偏差的点数。', 'Measured points out of tolerance.']
  ),
  photos: column(count(), ['照片数', 'Photos'], ['照片的数量。', 'Number of photos.']),
  headline: column(
    z.string().nullable(),
    ['摘要', 'Headline'],
    ['首个有问题的行的开头文字。', 'First words of the first line that says something is wrong.']
  ),
  stance: column(
    z.enum(replies).nullable(),
    ['建设单位态度', 'Stance of the developer'],
    [
      '建设单位认可、有异议或没有答复；还不到答复时为空。',
      'Accepts, contests or did not reply; empty before it is time.'
    ],
    { labels: labels(replies, zh.findings.stance, en.findings.stance) }
  ),
  reply: column(
    z.string().nullable(),
    ['建设单位答复', 'Reply'],
    ['建设单位的申辩答复。', 'The reply of the developer.']
  ),
  reply_at: column(moment().nullable(), ['答复时间', 'Replied at'], ['答复的时间。', 'When the reply came.']),
  reply_late: column(
    z.boolean(),
    ['逾期答复', 'Reply was late'],
    ['是否在期限之后答复。', 'Whether the reply came after its last day.']
  ),
  decided_at: column(
    moment().nullable(),
    ['认定时间', 'Decided at'],
    ['主管部门认定的时间。', 'When the bureau decided.']
  ),
  decided_by: column(
    slug().nullable(),
    ['认定单位', 'Decided by'],
    ['作出认定的主管部门的标识。', 'Identifier of the bureau that decided.']
  ),
  rectifications: column(
    count(),
    ['整改项数', 'Rectifications'],
    ['要求整改的行数。', 'Lines to be put right.']
  ),
  rectifications_closed: column(
    count(),
    ['已销号', 'Of these closed'],
    ['其中已销号的行数。', 'Of these closed.']
  ),
  items: column(
    z.array(line),
    ['核查明细', 'Lines'],
    [
      '每一行：类别、事项、比对的公示版本、结论、说明、实测值和认定。',
      'Each line: kind, item, the version it was compared with, verdict, note, measured values, decision.'
    ]
  ),
  demo: demoColumn()
});

export const findings = dataset({
  name: 'findings',
  title: { zh: '核查发现', en: 'Findings' },
  about: {
    zh: '社会监督员和公众在开放日现场核查的结果、建设单位的答复和主管部门的认定。',
    en: 'What supervisors and the public found on site at open days, the reply of the developer and the decision of the bureau.'
  },
  row,
  filters: {
    q: wordsFilter(['编号，或工程包含的文字。', 'Number, or words of the project.']),
    ...placeFilters(),
    project: projectFilter(),
    open_day: column(slug(), ['开放日', 'Open day'], ['开放日的标识。', 'Identifier of the open day.']),
    developer: column(
      slug(),
      ['建设单位', 'Developer'],
      ['建设单位的标识。', 'Identifier of the developer.']
    ),
    item: itemFilter(),
    outcome: column(z.enum(outcomes), ['认定结果', 'Outcome'], ['认定的结果。', 'Outcome.'], {
      labels: outcomeLabels
    }),
    category: column(
      z.enum(categories),
      ['核查人类别', 'Category'],
      ['核查人的类别。', 'Category of the finder.'],
      { labels: categoryLabels(categories) }
    ),
    rectification: column(
      z.enum(fixStates),
      ['整改进度', 'Rectification'],
      ['整改进行到哪里。', 'How far what is to be put right has come.'],
      {
        labels: {
          open: { zh: '整改中', en: 'open' },
          overdue: { zh: '逾期', en: 'overdue' },
          closed: { zh: '全部销号', en: 'all closed' }
        }
      }
    ),
    urgent: flagFilter(['紧急', 'Urgent'], ['只看紧急的。', 'Urgent ones only.']),
    from: fromFilter(['公布日期不早于这一天。', 'Published on this day or later.']),
    to: toFilter(['公布日期不晚于这一天。', 'Published on this day or earlier.'])
  },
  place: false,
  past: false,
  page: '/findings',
  rowPage: '/findings/{id}'
});

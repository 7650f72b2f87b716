import { z } from 'zod';
import { closers, rectificationStates } from '#lib/findings/words.ts';
import en from '#lib/i18n/en/index.ts';
import zh from '#lib/i18n/zh/index.ts';
import { column, labels } from './column.ts';
import {
  code,
  count,
  day,
  divisionColumn,
  flagFilter,
  moment,
  placeFilters,
  projectColumn,
  projectFilter,
  slug
} from './common.ts';
import { dataset } from './dataset.ts';

const stateLabels = labels(rectificationStates, zh.findings.rectification, en.findings.rectification);

const row = z.strictObject({
  id: column(
    z.string().regex(/^[\w-]+\.\d+$/),
    ['标识', 'Identifier'],
    ['核查发现标识.行号。', 'Finding.line.']
  ),
  finding: column(slug(), ['核查发现', 'Finding'], ['核查发现的标识。', 'Identifier of the finding.'], {
    refers: { dataset: 'findings', column: 'id' }
  }),
  position: column(z.int().positive(), ['行号', 'Line'], ['核查发现中的行号。', 'Line of the finding.']),
  project: projectColumn(),
  division_code: divisionColumn(),
  item: column(
    code().nullable(),
    ['公示事项', 'Item'],
    ['公示事项的代码；其他发现为空。', 'Code of the item; empty for other observations.'],
    { refers: { dataset: 'catalogue', column: 'id' } }
  ),
  state: column(z.enum(rectificationStates), ['状态', 'State'], ['整改的进度。', 'How far it has come.'], {
    labels: stateLabels
  }),
  due_on: column(
    day().nullable(),
    ['期限', 'Due on'],
    ['当前步骤的最后一天；销号后为空。', 'Last day of the step that is on; empty once closed.']
  ),
  overdue: column(
    z.boolean(),
    ['逾期', 'Overdue'],
    ['日志已载明当前步骤逾期。', 'Whether the journal told that the step is overdue.']
  ),
  opened_at: column(moment(), ['开始时间', 'Opened at'], ['要求整改的时间。', 'When it began.']),
  planned_at: column(
    moment().nullable(),
    ['方案时间', 'Planned at'],
    ['建设单位提出整改方案的时间。', 'When the developer said how.']
  ),
  fix_by: column(
    day().nullable(),
    ['计划完成', 'To be fixed by'],
    ['建设单位计划完成的日期。', 'Day by which, as the developer planned.']
  ),
  plan: column(
    z.string().nullable(),
    ['整改方案', 'Plan'],
    ['建设单位的整改方案。', 'How the developer means to put it right.']
  ),
  claimed_at: column(
    moment().nullable(),
    ['首次报告完成', 'First claimed at'],
    ['首次报告整改完成的时间。', 'When it was first said to be put right.']
  ),
  rounds: column(
    count(),
    ['报告次数', 'Rounds'],
    ['报告整改完成的次数。', 'How often it was said to be put right.']
  ),
  closed_at: column(moment().nullable(), ['销号时间', 'Closed at'], ['销号的时间。', 'When it was closed.']),
  closed_by: column(
    z.enum(closers).nullable(),
    ['销号人', 'Closed by'],
    ['由谁复查销号。', 'Who looked again and closed it.'],
    { labels: labels(closers, zh.findings.by, en.findings.by) }
  ),
  override_reason: column(
    z.string().nullable(),
    ['主管部门理由', 'Reason of the bureau'],
    ['主管部门直接认定销号的理由。', 'Why the bureau closed it itself.']
  )
});

export const rectifications = dataset({
  name: 'rectifications',
  title: { zh: '整改', en: 'Rectifications' },
  about: {
    zh: '经核实需要整改的每个问题：方案、期限、复查和销号。',
    en: 'Each problem that is to be put right: plan, deadline, re-inspection and closing.'
  },
  row,
  filters: {
    ...placeFilters(),
    project: projectFilter(),
    finding: column(slug(), ['核查发现', 'Finding'], ['核查发现的标识。', 'Identifier of the finding.']),
    state: column(z.enum(rectificationStates), ['状态', 'State'], ['整改的进度。', 'How far it has come.'], {
      labels: stateLabels
    }),
    overdue: flagFilter(['逾期', 'Overdue'], ['只看逾期的。', 'Overdue ones only.'])
  },
  place: false,
  past: false,
  page: '/findings',
  rowPage: '/findings/{finding}'
});

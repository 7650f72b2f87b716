import { z } from 'zod';
import { natures } from '#lib/catalogue/catalogue.ts';
import { column } from './column.ts';
import {
  code,
  count,
  divisionColumn,
  flagFilter,
  fromFilter,
  placeFilters,
  projectColumn,
  projectFilter,
  toFilter
} from './common.ts';
import { dataset } from './dataset.ts';

const subjects = ['disclosure', 'open_day', 'rectification', 'complaint'] as const;
const statuses = ['running', 'overdue', 'met', 'late'] as const;
const subjectLabels = {
  disclosure: { zh: '公示', en: 'disclosure' },
  open_day: { zh: '开放日', en: 'open day' },
  rectification: { zh: '整改', en: 'rectification' },
  complaint: { zh: '投诉', en: 'complaint' }
};
const statusLabels = {
  running: { zh: '进行中', en: 'running' },
  overdue: { zh: '逾期未办', en: 'overdue' },
  met: { zh: '按期办理', en: 'met' },
  late: { zh: '逾期办理', en: 'done late' }
};

const row = z.strictObject({
  id: column(
    z.string().regex(/^[a-z_]+\/[^/]+\/[a-z_]+\/\d+$/),
    ['标识', 'Identifier'],
    ['对象/对象的内部标识/步骤/轮次。', 'subject/internal identifier/step/round.']
  ),
  subject: column(z.enum(subjects), ['对象', 'Subject'], ['什么的期限。', 'What the deadline is of.'], {
    labels: subjectLabels
  }),
  subject_id: column(
    z.string(),
    ['对象标识', 'Identifier of the subject'],
    ['对象在其数据集中的标识。', 'The id of the subject in its own data set.']
  ),
  step: column(
    code(),
    ['步骤', 'Step'],
    ['在期限内应完成的步骤的代码。', 'Code of the step that is to be done by then.']
  ),
  project: projectColumn(),
  division_code: divisionColumn(),
  due_on: column(
    z.string().regex(/^\d{4}-\d\d(-\d\d)?$/),
    ['期限', 'Due on'],
    ['最后一天；要求模糊时间的投诉只到月份。', 'Last day; the month alone for complaints with coarse times.']
  ),
  status: column(z.enum(statuses), ['状态', 'Status'], ['日志所载的状态。', 'As the journal told it.'], {
    labels: statusLabels
  }),
  met_on: column(
    z
      .string()
      .regex(/^\d{4}-\d\d(-\d\d)?$/)
      .nullable(),
    ['完成日期', 'Done on'],
    ['完成的日期；未完成时为空。', 'Day it was done; empty until then.']
  ),
  days_late: column(
    count().nullable(),
    ['逾期天数', 'Days late'],
    [
      '完成晚于期限的自然日数，按期为 0；未完成时为空。',
      'Calendar days after the last day, 0 when in time; empty until done.'
    ],
    { unit: ['日', 'days'] }
  ),
  nature: column(
    z.enum(natures).nullable(),
    ['性质', 'Nature'],
    [
      '法定、政策规定，或本平台默认的期限。',
      'Statutory, by policy, or this hub’s own where neither gives a number.'
    ],
    {
      labels: {
        statutory: { zh: '法定', en: 'statutory' },
        policy: { zh: '政策', en: 'policy' },
        default: { zh: '平台默认', en: 'default of this hub' }
      }
    }
  ),
  basis: column(z.string().nullable(), ['依据', 'Basis'], ['期限的依据。', 'What it rests on, in Chinese.']),
  basis_en: column(
    z.string().nullable(),
    ['依据（英文）', 'Basis in English'],
    ['期限依据的英文。', 'What it rests on, in English where written.']
  )
});

export const deadlines = dataset({
  name: 'deadlines',
  title: { zh: '期限与逾期', en: 'Deadlines and overdue items' },
  about: {
    zh: '公示、开放日、整改和投诉的每个期限：何时到期、按期还是逾期、依据是什么。',
    en: 'Each deadline of disclosures, open days, rectifications and complaints: when it ends, whether it was met, and what it rests on.'
  },
  row,
  filters: {
    ...placeFilters(),
    project: projectFilter(),
    subject: column(z.enum(subjects), ['对象', 'Subject'], ['什么的期限。', 'What the deadline is of.'], {
      labels: subjectLabels
    }),
    step: column(code(), ['步骤', 'Step'], ['步骤的代码。', 'Code of the step.']),
    status: column(z.enum(statuses), ['状态', 'Status'], ['期限的状态。', 'How it stands.'], {
      labels: statusLabels
    }),
    overdue: flagFilter(['逾期', 'Overdue'], ['只看逾期未办的。', 'Overdue ones only.']),
    from: fromFilter(['期限不早于这一天。', 'Due on this day or later.']),
    to: toFilter(['期限不晚于这一天。', 'Due on this day or earlier.'])
  },
  place: false,
  past: false,
  page: '/disclosures',
  rowPage: null
});

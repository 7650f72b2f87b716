import { z } from 'zod';
import { column } from './column.ts';
import {
  code,
  day,
  fromFilter,
  placeFilters,
  projectColumn,
  projectFilter,
  toFilter,
  uuid
} from './common.ts';
import { dataset } from './dataset.ts';

const row = z.strictObject({
  id: column(uuid(), ['标识', 'Identifier'], ['这一节点记录的标识。', 'Identifier of this row.']),
  project: projectColumn(),
  kind: column(
    code(),
    ['节点', 'Milestone'],
    [
      '节点的代码：permit 施工许可，foundation_acceptance 地基基础分部验收，structure_acceptance 主体结构分部验收，concealed_acceptance 装修隐蔽验收，household_acceptance 分户验收，fire_acceptance 消防验收，completion_acceptance 竣工验收，completion_filing 竣工验收备案；各市可增设。',
      'Code of the milestone: permit, foundation_acceptance, structure_acceptance, concealed_acceptance, household_acceptance, fire_acceptance, completion_acceptance, completion_filing; cities may add their own.'
    ]
  ),
  planned_on: column(
    day().nullable(),
    ['计划日期', 'Planned on'],
    ['计划到达的日期（北京时间）。', 'Planned day (Asia/Shanghai).']
  ),
  reached_on: column(
    day().nullable(),
    ['到达日期', 'Reached on'],
    ['实际到达的日期（北京时间）；未到达时为空。', 'Day it was reached (Asia/Shanghai); empty until then.']
  )
});

export const milestones = dataset({
  name: 'milestones',
  title: { zh: '工程节点', en: 'Milestones' },
  about: {
    zh: '每个工程各节点的计划日期和到达日期。公示和开放日的期限由此起算。',
    en: 'When each milestone of a project is planned and when it was reached. Deadlines of disclosures and open days count from here.'
  },
  row,
  filters: {
    ...placeFilters(),
    project: projectFilter(),
    kind: column(code(), ['节点', 'Milestone'], ['节点的代码。', 'Code of the milestone.']),
    state: column(
      z.enum(['reached', 'planned']),
      ['状态', 'State'],
      ['已到达或尚未到达。', 'Reached, or still to come.'],
      { labels: { reached: { zh: '已到达', en: 'reached' }, planned: { zh: '未到达', en: 'still to come' } } }
    ),
    from: fromFilter([
      '到达（未到达的按计划）日期不早于这一天。',
      'Reached, or else planned, on this day or later.'
    ]),
    to: toFilter([
      '到达（未到达的按计划）日期不晚于这一天。',
      'Reached, or else planned, on this day or earlier.'
    ])
  },
  place: false,
  past: false,
  page: '/projects',
  rowPage: '/projects/{project}'
});

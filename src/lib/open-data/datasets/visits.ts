import { z } from 'zod';
import { categories } from '#lib/open-days/open-days.ts';
import { column } from './column.ts';
import {
  categoryLabels,
  count,
  divisionColumn,
  placeFilters,
  projectColumn,
  projectFilter,
  slug
} from './common.ts';
import { dataset } from './dataset.ts';

const openDay = () =>
  column(slug(), ['开放日', 'Open day'], ['开放日的标识。', 'Identifier of the open day.'], {
    refers: { dataset: 'open_days', column: 'id' }
  });

const row = z.strictObject({
  id: column(
    z.string().regex(/^[\w-]+\/[a-z]+$/),
    ['标识', 'Identifier'],
    ['开放日标识/参加者类别。', 'Open day/category.']
  ),
  open_day: openDay(),
  project: projectColumn(),
  division_code: divisionColumn(),
  category: column(
    z.enum(categories),
    ['参加者类别', 'Category'],
    ['参加者的类别。', 'Category of the visitors.'],
    { labels: categoryLabels(categories) }
  ),
  visits: column(
    count().nullable(),
    ['到访人数', 'Visits'],
    [
      '签到的人数；人数太少、可能识别个人时为空。',
      'People who were checked in; empty where so few would be recognised.'
    ],
    { unit: ['人', 'people'] }
  ),
  turned_away: column(
    count().nullable(),
    ['未获准进入', 'Turned away'],
    ['报告未获准进入或无人接待的人数。', 'People who said that they were not let in or met nobody.'],
    { unit: ['人', 'people'] }
  ),
  findings: column(
    count().nullable(),
    ['核查发现', 'Findings'],
    ['其中公开的核查发现数。', 'Findings of theirs that are public.']
  )
});

export const visits = dataset({
  name: 'visits',
  title: { zh: '到访统计', en: 'Visits' },
  about: {
    zh: '已公布结果的开放日，按参加者类别统计的到访人数；没有个人信息。',
    en: 'People who came to open days whose outcome is public, counted by category. Nothing about persons.'
  },
  row,
  filters: {
    ...placeFilters(),
    project: projectFilter(),
    open_day: column(slug(), ['开放日', 'Open day'], ['开放日的标识。', 'Identifier of the open day.']),
    category: column(
      z.enum(categories),
      ['参加者类别', 'Category'],
      ['参加者的类别。', 'Category of the visitors.'],
      { labels: categoryLabels(categories) }
    )
  },
  place: false,
  past: false,
  page: '/open-days',
  rowPage: '/open-days/{open_day}'
});

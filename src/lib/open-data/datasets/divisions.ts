import { z } from 'zod';
import { column } from './column.ts';
import { divisionCode, latColumn, lngColumn, yesNoFilter } from './common.ts';
import { dataset } from './dataset.ts';

const levels = ['province', 'prefecture', 'county_direct', 'county'] as const;
const levelLabels = {
  province: { zh: '省', en: 'province' },
  prefecture: { zh: '市、州', en: 'prefecture' },
  county_direct: { zh: '省直辖县级', en: 'county-level, directly under the province' },
  county: { zh: '县（市、区）', en: 'county or district' }
};

const row = z.strictObject({
  id: column(
    divisionCode(),
    ['行政区划代码', 'Code'],
    ['六位行政区划代码（GB/T 2260）。', 'Six-digit code of GB/T 2260.']
  ),
  name: column(z.string(), ['名称', 'Name'], ['中文名称。', 'Chinese name.']),
  name_en: column(z.string(), ['英文名称', 'English name'], ['英文名称（拼音）。', 'English name (pinyin).']),
  level: column(z.enum(levels), ['级别', 'Level'], ['行政区划的级别。', 'Level of the division.'], {
    labels: levelLabels
  }),
  parent_code: column(
    divisionCode().nullable(),
    ['上级代码', 'Parent'],
    ['所属行政区划的代码；省为空。', 'The division it belongs to; empty for the province.'],
    { refers: { dataset: 'divisions', column: 'id' } }
  ),
  lat: latColumn(),
  lng: lngColumn(),
  pilot: column(
    z.boolean(),
    ['试点', 'Pilot'],
    ['是否为方案列明的试点城市。', 'Whether the plan names it as a pilot.']
  )
});

export const divisions = dataset({
  name: 'divisions',
  title: { zh: '行政区划', en: 'Divisions' },
  about: {
    zh: '湖北省县级以上行政区划的代码、名称和驻地位置（仅供标注，不是工程的位置）。',
    en: 'Divisions of Hubei down to counties: code, names and the place of the seat, which is for labels alone.'
  },
  row,
  filters: {
    level: column(z.enum(levels), ['级别', 'Level'], ['行政区划的级别。', 'Level of the division.'], {
      labels: levelLabels
    }),
    pilot: yesNoFilter(['试点', 'Pilot'], ['是否为试点城市。', 'Whether the plan names it as a pilot.'])
  },
  place: true,
  past: false,
  page: '/divisions',
  rowPage: '/divisions/{id}'
});

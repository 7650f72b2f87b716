import { z } from 'zod';
import { fitOuts, housingTypes, stages, structures } from '#lib/projects/projects.ts';
import { column } from './column.ts';
import {
  boxFilter,
  count,
  demoColumn,
  divisionColumn,
  housingLabels,
  latColumn,
  lngColumn,
  moment,
  placeFilters,
  slug,
  stageFilter,
  stageLabels,
  wordsFilter,
  yesNoFilter
} from './common.ts';
import { dataset } from './dataset.ts';

const row = z.strictObject({
  id: column(
    slug(),
    ['标识', 'Identifier'],
    [
      '工程在本平台的永久短码，也是其页面地址 /projects/<标识>。',
      'Permanent short code, also of its page /projects/<id>. Never reused.'
    ]
  ),
  name: column(
    z.string(),
    ['工程名称', 'Name'],
    ['住宅工程或小区名称。', 'Name of the work or of the estate.']
  ),
  permit_no: column(
    z.string().nullable(),
    ['施工许可证号', 'Permit number'],
    [
      '施工许可证编号；尚未取得时为空。',
      'Number of the construction permit 施工许可证; empty before it is granted.'
    ]
  ),
  project_code: column(
    z.string().nullable(),
    ['项目代码', 'Project code'],
    [
      '投资项目统一代码，24 位含连字符；多个许可可属同一代码。',
      'Unified code of the investment project, 24 characters with hyphens; several permits may share one.'
    ]
  ),
  division_code: divisionColumn(),
  zone: column(
    z.string().nullable(),
    ['功能区', 'Zone'],
    [
      '没有独立行政区划代码的功能区，如东湖高新区。',
      'Functional zone without a division code of its own, e.g. 东湖高新区.'
    ]
  ),
  address: column(
    z.string().nullable(),
    ['地址', 'Address'],
    ['工程地址，先写区县。', 'Street address, district first.']
  ),
  housing_type: column(
    z.enum(housingTypes),
    ['住宅类型', 'Housing type'],
    ['住宅的类型。', 'Kind of housing.'],
    { labels: housingLabels }
  ),
  stage: column(
    z.enum(stages),
    ['阶段', 'Stage'],
    ['由已到达的节点得出的工程阶段。', 'Stage of the work, as follows from the milestones reached.'],
    { labels: stageLabels }
  ),
  structure: column(
    z.enum(structures).nullable(),
    ['结构形式', 'Structure'],
    ['主体结构形式。', 'Structural system.'],
    {
      labels: {
        frame: { zh: '框架', en: 'frame' },
        shear_wall: { zh: '剪力墙', en: 'shear wall' },
        frame_shear_wall: { zh: '框架—剪力墙', en: 'frame and shear wall' },
        masonry: { zh: '砌体', en: 'masonry' },
        steel: { zh: '钢结构', en: 'steel' },
        prefabricated: { zh: '装配式', en: 'prefabricated' },
        other: { zh: '其他', en: 'other' }
      }
    }
  ),
  fit_out: column(
    z.enum(fitOuts).nullable(),
    ['装修标准', 'Fit-out'],
    ['交付时的装修标准。', 'Fit-out at handing over.'],
    {
      labels: {
        fitted_out: { zh: '全装修', en: 'fully fitted out' },
        partly: { zh: '部分装修', en: 'partly fitted out' },
        shell: { zh: '毛坯', en: 'shell' }
      }
    }
  ),
  floor_area_m2: column(
    z.number().nonnegative().nullable(),
    ['建筑面积', 'Floor area'],
    ['总建筑面积。', 'Total floor area.'],
    { unit: ['平方米', 'square metres'] }
  ),
  unit_count: column(count().nullable(), ['套数', 'Units'], ['住宅套数。', 'Number of dwellings.'], {
    unit: ['套', 'dwellings']
  }),
  building_count: column(count().nullable(), ['栋数', 'Buildings'], ['楼栋数。', 'Number of buildings.'], {
    unit: ['栋', 'buildings']
  }),
  pilot: column(
    z.boolean(),
    ['试点', 'Pilot'],
    ['是否为试点工程。', 'Whether the work takes part in the pilot.']
  ),
  lat: latColumn(),
  lng: lngColumn(),
  location_quality: column(
    z.enum(['reported', 'verified', 'doubtful']).nullable(),
    ['位置质量', 'Quality of the place'],
    ['位置的来源和可信程度；没有位置时为空。', 'How sure the place is; empty without a place.'],
    {
      labels: {
        reported: { zh: '按填报', en: 'as reported' },
        verified: { zh: '经核对', en: 'checked by an officer' },
        doubtful: { zh: '存疑', en: 'doubtful' }
      }
    }
  ),
  registered_at: column(
    moment(),
    ['登记时间', 'Registered at'],
    ['工程在本平台登记的时间。', 'When the project was registered here.']
  ),
  version: column(
    z.int().positive(),
    ['修改次数', 'Version'],
    ['工程资料自登记起的版本号，每次修改加一。', 'Counts the changes of its facts, from 1.']
  ),
  demo: demoColumn()
});

export const projects = dataset({
  name: 'projects',
  title: { zh: '住宅工程', en: 'Projects' },
  about: {
    zh: '在本平台登记的住宅工程：位置、规模、阶段和许可。每个施工许可一行。',
    en: 'Residential works registered on this hub: place, size, stage and permit. One row for each construction permit.'
  },
  row,
  filters: {
    q: wordsFilter([
      '名称、地址、许可证号、单位等包含的文字。',
      'Words in the name, address, numbers or parties.'
    ]),
    ...placeFilters(),
    type: column(z.enum(housingTypes), ['住宅类型', 'Housing type'], ['住宅的类型。', 'Kind of housing.'], {
      labels: housingLabels
    }),
    stage: stageFilter(),
    pilot: yesNoFilter(['试点', 'Pilot'], ['是否为试点工程。', 'Whether the work takes part in the pilot.']),
    place: column(
      z.enum(['any', 'none']),
      ['位置', 'Place'],
      ['any：有位置；none：没有位置。', 'any: has a place; none: has none.'],
      {
        labels: { any: { zh: '有位置', en: 'has a place' }, none: { zh: '没有位置', en: 'has no place' } }
      }
    ),
    box: boxFilter()
  },
  place: true,
  past: true,
  page: '/projects',
  rowPage: '/projects/{id}'
});

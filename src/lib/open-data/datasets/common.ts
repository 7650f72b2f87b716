import { z } from 'zod';
import en from '#lib/i18n/en/index.ts';
import zh from '#lib/i18n/zh/index.ts';
import { readBox } from '#lib/map/view.ts';
import { housingTypes, stages } from '#lib/projects/projects.ts';
import { column, labels, type Both } from './column.ts';

// 1. Shapes that several data sets share. Each call makes a schema, because a meaning belongs to one.

/** Short code in public addresses. */
export const slug = () => z.string().regex(/^[\w-]{1,60}$/);
/** Name of a thing in code. */
export const code = () => z.string().regex(/^[a-z][a-z0-9_]{1,59}$/);
export const uuid = () => z.guid();
export const day = () => z.iso.date();
/** UTC, to the millisecond. */
export const moment = () => z.iso.datetime({ precision: 3 });
export const count = () => z.int().nonnegative();
export const sha256 = () => z.string().regex(/^[0-9a-f]{64}$/);
export const divisionCode = () => z.string().regex(/^\d{6}$/);

// 2. Columns that several data sets share

export const projectColumn = () =>
  column(
    slug().nullable(),
    ['工程', 'Project'],
    [
      '工程的标识；没有对应工程或不公开对应工程时为空。',
      'Identifier of the project; empty where there is none or it is not told.'
    ],
    { refers: { dataset: 'projects', column: 'id' } }
  );

export const divisionColumn = () =>
  column(
    divisionCode(),
    ['行政区划代码', 'Division code'],
    ['所在县（市、区）的行政区划代码（GB/T 2260）。', 'County or district, by its code of GB/T 2260.'],
    { refers: { dataset: 'divisions', column: 'id' } }
  );

export const itemColumn = () =>
  column(
    code(),
    ['公示事项', 'Item'],
    ['公示事项的代码，见“公示事项目录”数据集。', 'Code of the item, see the data set “catalogue”.'],
    {
      refers: { dataset: 'catalogue', column: 'id' }
    }
  );

export const demoColumn = () =>
  column(
    z.boolean(),
    ['示范数据', 'Demonstration'],
    ['是否为示范数据（虚构，仅供演示）。', 'Whether it is demonstration data, which is made up.']
  );

export const latColumn = () =>
  column(
    z.number().min(-90).max(90).nullable(),
    ['纬度', 'Latitude'],
    ['WGS84 纬度；位置不明或不公开时为空。', 'WGS84 latitude; empty where the place is unknown or not told.'],
    {
      unit: ['度', 'degrees']
    }
  );
export const lngColumn = () =>
  column(
    z.number().min(-180).max(180).nullable(),
    ['经度', 'Longitude'],
    [
      'WGS84 经度；位置不明或不公开时为空。',
      'WGS84 longitude; empty where the place is unknown or not told.'
    ],
    {
      unit: ['度', 'degrees']
    }
  );

export const categoryLabels = (values: readonly (keyof typeof zh.findings.category)[]) =>
  labels(values, zh.findings.category, en.findings.category);
export const stageLabels = labels(stages, zh.common.stage, en.common.stage);
export const housingLabels = labels(
  housingTypes,
  { ...zh.projects.type, affordable_other: zh.projects.type.affordable },
  { ...en.projects.type, affordable_other: en.projects.type.affordable }
);
export const yesNoLabels: Record<string, Both> = { yes: { zh: '是', en: 'yes' }, no: { zh: '否', en: 'no' } };

// 3. Parameters that several data sets share

export const cityFilter = () =>
  column(
    divisionCode(),
    ['市州', 'City'],
    [
      '市、州或省直辖县级行政单位的代码，包括其全部辖区。',
      'Code of a city or prefecture, with all inside it.'
    ]
  );
export const districtFilter = () =>
  column(
    divisionCode(),
    ['县（市、区）', 'District'],
    [
      '县（市、区）的代码；与 city 同时给出时须在其辖区内。',
      'Code of a county or district; if a city is given too, it must lie in it.'
    ]
  );
/** Where, as on the pages. */
export const placeFilters = () => ({ city: cityFilter(), district: districtFilter() });

export const projectFilter = () =>
  column(slug(), ['工程', 'Project'], ['工程的标识。', 'Identifier of the project.']);
export const itemFilter = () =>
  column(code(), ['公示事项', 'Item'], ['公示事项的代码。', 'Code of the item.']);
export const organizationFilter = () =>
  column(
    slug(),
    ['单位', 'Organization'],
    ['参建单位的标识。', 'Identifier of an organization that takes part.']
  );
export const stageFilter = () =>
  column(z.enum(stages), ['阶段', 'Stage'], ['工程或事项所处阶段。', 'Stage of the project or item.'], {
    labels: stageLabels
  });
/** No database keeps NUL, and nobody searches for what cannot be seen. */
const noControls = /^[^\p{Cc}]*$/u;
export const wordsFilter = (about: readonly [string, string]) =>
  column(z.string().trim().min(1).max(100).regex(noControls), ['搜索', 'Search'], about);
export const yesNoFilter = (title: readonly [string, string], about: readonly [string, string]) =>
  column(z.enum(['yes', 'no']), title, about, { labels: yesNoLabels });
/** On or absent, as on the pages. */
export const flagFilter = (title: readonly [string, string], about: readonly [string, string]) =>
  column(
    z.literal('yes').transform(() => true),
    title,
    about,
    { labels: { yes: { zh: '是', en: 'yes' } } }
  );
export const fromFilter = (about: readonly [string, string]) => column(day(), ['自', 'From'], about);
export const toFilter = (about: readonly [string, string]) => column(day(), ['至', 'To'], about);
export const boxFilter = () =>
  column(
    z.string().transform((text, context) => {
      const found = readBox(text);
      if (found) return [found.west, found.south, found.east, found.north];
      context.addIssue({ code: 'custom', message: 'not a box' });
      return z.NEVER;
    }),
    ['地图范围', 'Box'],
    ['WGS84 经纬度范围：西,南,东,北。', 'Part of the map in WGS84 degrees: west,south,east,north.']
  );

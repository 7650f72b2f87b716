import type { Lang } from '#lib/i18n/types.ts';
import type { Both } from '#lib/open-data/datasets/column.ts';
import type { Dataset } from '#lib/open-data/datasets/dataset.ts';
import { columnsOf, type FieldType } from '#lib/open-data/datasets/table-schema.ts';
import { licence } from '#lib/open-data/licence.ts';
import type { Context } from './context.ts';
import { outletsOf } from './outlets.ts';

const names = [
  'classification',
  'name',
  'code',
  'provider',
  'provider_code',
  'abstract',
  'format',
  'items',
  'sharing',
  'openness',
  'frequency',
  'published_on',
  'related'
] as const;
export type CoreName = (typeof names)[number];

const labels: Record<CoreName, Both> = {
  classification: { zh: '信息资源分类', en: 'Classification' },
  name: { zh: '信息资源名称', en: 'Name' },
  code: { zh: '信息资源代码', en: 'Code' },
  provider: { zh: '信息资源提供方', en: 'Provider' },
  provider_code: { zh: '信息资源提供方代码', en: 'Code of the provider' },
  abstract: { zh: '信息资源摘要', en: 'Abstract' },
  format: { zh: '信息资源格式', en: 'Formats' },
  items: { zh: '信息项信息', en: 'Items' },
  sharing: { zh: '共享属性', en: 'Sharing within government' },
  openness: { zh: '开放属性', en: 'Openness to the public' },
  frequency: { zh: '更新周期', en: 'Update frequency' },
  published_on: { zh: '发布日期', en: 'Date of publication' },
  related: { zh: '关联资源代码', en: 'Codes of related resources' }
};

const typeNames: Record<FieldType, Both> = {
  string: { zh: '字符型', en: 'text' },
  integer: { zh: '整数型', en: 'whole number' },
  number: { zh: '数值型', en: 'number' },
  boolean: { zh: '逻辑型', en: 'true or false' },
  date: { zh: '日期型', en: 'date' },
  datetime: { zh: '日期时间型', en: 'date and time' },
  array: { zh: '列表型（JSON）', en: 'list (JSON)' },
  object: { zh: '对象型（JSON）', en: 'object (JSON)' }
};

export interface CoreItem {
  name: CoreName;
  label: string;
  value: string;
}

/** The hub's own code, until an authority gives one: `2` says 主题类, the rest is ours. */
export function resourceCode(name: string, { datasets }: Pick<Context, 'datasets'>): string {
  const position = datasets.findIndex((one) => one.name === name) + 1;
  return `2-ZZGCZL/${String(position).padStart(6, '0')}`;
}

/**
 * The thirteen core items by which government information resources are catalogued
 * (《政务信息资源目录编制指南（试行）》, 2017), with label and value in one language.
 */
export function coreMetadata(dataset: Dataset, context: Context, lang: Lang): CoreItem[] {
  const { publisher, since, datasets } = context;
  const zh = lang === 'zh';
  const join = zh ? '；' : '; ';
  const columns = columnsOf(dataset);
  const referred = new Set(
    columns.flatMap(({ meaning: { refers } }) =>
      refers && refers.dataset !== dataset.name && datasets.some(({ name }) => name === refers.dataset)
        ? [refers.dataset]
        : []
    )
  );
  const values: Record<CoreName, string> = {
    classification: zh
      ? '主题信息资源类／住房和城乡建设／住宅工程质量信息公示'
      : 'Resource by theme / housing and urban-rural development / quality of residential construction',
    name: dataset.title[lang],
    code: resourceCode(dataset.name, context),
    provider: publisher.name[lang],
    provider_code: publisher.code ?? (zh ? '未填写' : 'not given'),
    abstract: dataset.about[lang],
    format: outletsOf(dataset)
      .map((outlet) => outlet.ending.toUpperCase())
      .join(zh ? '、' : ', '),
    items: columns
      .map(({ name, type, meaning }) =>
        zh
          ? `${meaning.title.zh}（${name}，${typeNames[type].zh}）`
          : `${meaning.title.en} (${name}, ${typeNames[type].en})`
      )
      .join(join),
    sharing: zh ? '无条件共享；接口与文件下载' : 'Without conditions; by API and download',
    openness: zh
      ? `向社会开放；按 ${licence.id} 许可使用（${licence.url}）`
      : `Open to all under ${licence.id} (${licence.url})`,
    frequency: zh ? '实时' : 'Continuous',
    published_on: since ?? (zh ? '尚无数据' : 'no data yet'),
    related: [...referred].map((name) => resourceCode(name, context)).join(join) || (zh ? '无' : 'none')
  };
  return names.map((name) => ({ name, label: labels[name][lang], value: values[name] }));
}

import { meaningOf, type Both } from '#lib/open-data/datasets/column.ts';
import { datasets, type Dataset } from '#lib/open-data/datasets/index.ts';
import { columnsOf, type ColumnInfo } from '#lib/open-data/datasets/table-schema.ts';
import { formatsOf } from '#lib/open-data/export/formats.ts';

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
const row = (cells: string[]) => `| ${cells.map(cell).join(' | ')} |`;
const pair = ({ zh, en }: Both) => `${zh} · ${en}`;

function valuesOf({ values, meaning: { labels, unit } }: ColumnInfo): string {
  const words = values.map((value) => `\`${value}\` ${labels?.[value] ? pair(labels[value]) : ''}`.trim());
  return [...(unit ? [pair(unit)] : []), ...words].join('; ');
}

function columnRow(column: ColumnInfo): string {
  const { name, type, required, meaning } = column;
  const told = valuesOf(column);
  const about = `${meaning.about.zh} ${meaning.about.en}${told ? ` (${told})` : ''}`;
  return row([`\`${name}\``, required ? type : `${type}?`, pair(meaning.title), about]);
}

function filterRows({ filters, past }: Dataset): string[] {
  const own = Object.entries(filters).map(([name, schema]) => {
    const { title, about, labels } = meaningOf(schema);
    const values = Object.keys(labels ?? {}).map((value) => `\`${value}\``);
    return row([
      `\`${name}\``,
      pair(title),
      `${about.zh} ${about.en}${values.length > 0 ? ` (${values.join(', ')})` : ''}`
    ]);
  });
  const at = row([
    '`at`',
    '日志序号 · Entry',
    '按过去的日志序号查询。 As of an earlier entry of the journal.'
  ]);
  return past ? [...own, at] : own;
}

function section(dataset: Dataset): string {
  const { name, title, about, page } = dataset;
  const files = formatsOf(dataset).map((format) => `\`/open/${name}.${format}\``);
  return [
    `## ${name}`,
    `**${title.zh} · ${title.en}.** ${about.zh} ${about.en}`,
    `${files.join(', ')}; as a page: \`${page}\`.`,
    ['| Column | Type | Name | Meaning |', '|---|---|---|---|', ...columnsOf(dataset).map(columnRow)].join(
      '\n'
    ),
    ['| Parameter | Name | Meaning |', '|---|---|---|', ...filterRows(dataset)].join('\n')
  ].join('\n\n');
}

/** Each data set with its columns and parameters, from the schemas that also give Table Schema and OpenAPI. */
export function renderColumns(): string {
  const head = [
    '# Columns of the data sets',
    'Written by `node tools/docs.ts` from `src/lib/open-data/datasets`. A type with `?` may be missing: null in JSON, an empty cell in CSV.',
    'How they are fetched: [open-data.md](open-data.md).',
    datasets.map(({ name, title }) => `- [${name}](#${name}) ${title.zh} · ${title.en}`).join('\n')
  ];
  return `${[...head, ...datasets.map(section)].join('\n\n')}\n`;
}

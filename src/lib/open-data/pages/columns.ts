import type { Lang } from '#lib/i18n/types.ts';
import type { Both } from '#lib/open-data/datasets/column.ts';
import { datasetOf, type Dataset } from '#lib/open-data/datasets/index.ts';
import { columnsOf, type FieldType } from '#lib/open-data/datasets/table-schema.ts';

/** A column in the words of one language, as its page shows it. */
export interface ColumnWords {
  name: string;
  title: string;
  about: string;
  type: FieldType;
  /** Whether it is never empty. */
  required: boolean;
  unit: string | null;
  values: { value: string; label: string }[];
  /** The column of another data set that it names. */
  refers: { dataset: string; title: string; column: string } | null;
}

const said = (both: Both, lang: Lang): string => both[lang];

export function wordsOf(dataset: Dataset, lang: Lang): ColumnWords[] {
  return columnsOf(dataset).map(({ name, type, required, meaning, values }) => {
    const other = meaning.refers && datasetOf(meaning.refers.dataset);
    return {
      name,
      title: said(meaning.title, lang),
      about: said(meaning.about, lang),
      type,
      required,
      unit: meaning.unit ? said(meaning.unit, lang) : null,
      values: values.flatMap((value) => {
        const label = meaning.labels?.[value];
        return label ? [{ value, label: said(label, lang) }] : [];
      }),
      refers:
        meaning.refers && other
          ? { dataset: other.name, title: said(other.title, lang), column: meaning.refers.column }
          : null
    };
  });
}

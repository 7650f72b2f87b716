import type { T } from '#lib/i18n/types.ts';
import type { Row, Tone } from '#lib/ui/bar-chart.ts';
import type { ColumnWords } from './columns.ts';

/** The column that the figure of each data set counts by, as `open_figures` does. */
const drawn: Record<string, string> = {
  projects: 'stage',
  parties: 'role',
  milestones: 'kind',
  disclosures: 'status',
  documents: 'media_type',
  open_days: 'status',
  visits: 'category',
  findings: 'outcome',
  rectifications: 'state',
  complaints: 'state',
  deadlines: 'status',
  divisions: 'level',
  catalogue: 'stage'
};

const tones: Record<string, Tone> = {
  overdue: 'error',
  late: 'error',
  disputed: 'error',
  substantiated: 'error',
  published: 'success',
  met: 'success',
  held: 'success',
  closed: 'success',
  not_substantiated: 'success',
  withheld: 'secondary',
  withdrawn: 'secondary',
  cancelled: 'secondary'
};

const media: Record<string, string> = {
  'application/pdf': 'PDF',
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'image/webp': 'WebP'
};

export interface Drawn {
  /** What is counted by, in words. */
  by: string;
  rows: Row[];
}

/** How many rows there are of each value, the most frequent first. */
export function drawingOf(
  { name, title }: { name: string; title: string },
  columns: readonly ColumnWords[],
  { rows, by }: { rows: number; by: Record<string, number> },
  nameOf: (value: string) => string | undefined,
  t: T
): Drawn | null {
  const column = columns.find((one) => one.name === drawn[name]);
  if (!column || rows === 0) return null;
  const label = (value: string) =>
    column.values.find((one) => one.value === value)?.label ??
    nameOf(value) ??
    media[value] ??
    t('openData.chart.other');
  const bars = Object.entries(by)
    .sort(([, a], [, b]) => b - a)
    .map(([value, count]) => ({
      label: label(value),
      count,
      of: rows,
      tone: tones[value] ?? ('primary' as const)
    }));
  return { by: column.title, rows: [{ key: name, name: title, bars }] };
}

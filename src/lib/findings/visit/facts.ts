import type { Checklist, Tolerance } from '../visit-schema.ts';
import { isTouched, type Draft, type DraftLine, type DraftMeasure } from './draft.ts';
import { readNumbers } from './measure.ts';
import type { Facts, FactsLine } from './submission.ts';

/** A key of `visits.problem`. */
export type Problem =
  | 'nothing'
  | 'verdict'
  | 'note'
  | 'measured'
  | 'too_many_values'
  | 'too_many_lines'
  | 'too_many_photos'
  | 'gone';

export interface Flaw {
  /** Of the line; null of the whole. */
  key: string | null;
  problem: Problem;
}

const noteFrom = 5;
const valuesAtMost = 20;

const needsNote = ({ kind, verdict }: DraftLine) => kind !== 'item' || verdict === 'differs';

/** What is typed of a quantity; nothing where nothing is. */
const isTyped = ({ values, design, place }: DraftMeasure) => `${values}${design}${place}`.trim() !== '';

function measureFlaw({ values, design }: DraftMeasure): Problem | null {
  const numbers = readNumbers(values);
  const planned = readNumbers(design);
  if (numbers === null || numbers.length === 0 || planned === null || planned.length > 1) return 'measured';
  return numbers.length > valuesAtMost ? 'too_many_values' : null;
}

type Known = Pick<Checklist, 'items' | 'limits'>;

/** What stands against handing in a line. */
export function flawsOf(line: DraftLine, { items, limits }: Known): Problem[] {
  const flaws: Problem[] = [];
  if (line.kind === 'item' && line.verdict === null) flaws.push('verdict');
  // it was public the day before, and not any more when the list was frozen
  if (line.kind === 'item' && !items.some(({ item }) => item === line.item)) flaws.push('gone');
  if (needsNote(line) && line.note.trim().length < noteFrom) flaws.push('note');
  for (const flaw of line.measured.filter(isTyped).map(measureFlaw)) if (flaw) flaws.push(flaw);
  if (line.photos.length > limits.photos_per_line) flaws.push('too_many_photos');
  return [...new Set(flaws)];
}

function measuredOf({ code, values, design, place }: DraftMeasure, rule: Tolerance | undefined) {
  const [planned] = readNumbers(design) ?? [];
  return {
    code,
    values: readNumbers(values) ?? [],
    ...(planned !== undefined && rule?.mode === 'deviation' ? { design: planned } : {}),
    ...(place.trim() === '' ? {} : { place: place.trim() })
  };
}

function factsLine(line: DraftLine, rules: Map<string, Tolerance>): FactsLine {
  const note = line.note.trim();
  const measured = line.measured.filter(isTyped).map((one) => measuredOf(one, rules.get(one.code)));
  const photos = line.photos.map(({ sha256, caption }) => ({
    sha256,
    ...(caption.trim() === '' ? {} : { caption: caption.trim() })
  }));
  return {
    kind: line.kind,
    ...(line.kind === 'item' && line.item !== null ? { item: line.item } : {}),
    ...(line.version === null ? {} : { version: line.version }),
    ...(line.content_hash === null ? {} : { content_hash: line.content_hash }),
    ...(line.verdict === null ? {} : { verdict: line.verdict }),
    ...(note === '' ? {} : { note }),
    ...(measured.length > 0 ? { measured } : {}),
    ...(photos.length > 0 ? { photos } : {})
  };
}

/** Items in the order of the list, then the rest as it was added. */
export function ordered(lines: DraftLine[], items: { item: string }[]): DraftLine[] {
  const place = (line: DraftLine) => {
    const at = items.findIndex(({ item }) => item === line.item);
    return at < 0 ? items.length : at;
  };
  return lines.filter(isTouched).toSorted((a, b) => place(a) - place(b));
}

export const rulesOf = ({ items, tolerances }: Pick<Checklist, 'items' | 'tolerances'>) =>
  new Map([...items.flatMap((item) => item.tolerances), ...tolerances].map((rule) => [rule.code, rule]));

export type Read = { ok: true; facts: Facts } | { ok: false; flaws: Flaw[] };

/** The report as the server takes it, or everything that has to be mended first. */
export function factsOf(draft: Draft, list: Known & Pick<Checklist, 'tolerances'>): Read {
  const lines = ordered(draft.lines, list.items);
  const flaws: Flaw[] = lines.flatMap((line) =>
    flawsOf(line, list).map((problem) => ({ key: line.key, problem }))
  );
  if (lines.length === 0) flaws.push({ key: null, problem: 'nothing' });
  if (lines.length > list.limits.lines) flaws.push({ key: null, problem: 'too_many_lines' });
  if (lines.flatMap(({ photos }) => photos).length > list.limits.photos)
    flaws.push({ key: null, problem: 'too_many_photos' });
  if (flaws.length > 0) return { ok: false, flaws };
  const rules = rulesOf(list);
  return {
    ok: true,
    facts: {
      show_number: draft.show_number,
      urgent: draft.urgent,
      began_at: new Date(draft.began).toISOString(),
      lines: lines.map((line) => factsLine(line, rules))
    }
  };
}

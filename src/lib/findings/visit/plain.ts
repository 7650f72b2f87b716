import type { Message } from '#lib/ui/form.ts';
import { verdicts, type Verdict } from '../words.ts';
import {
  gateKinds,
  gateLine,
  itemLine,
  freeLine,
  newDraft,
  type Draft,
  type DraftLine,
  type DraftMeasure
} from './draft.ts';
import type { Flaw } from './facts.ts';
import type { Shown, ShownItem } from './shown.ts';

/** The checklist as one form, for browsers without scripts: names of its fields, and what they mean. */
export const freeLines = 3;

/** Of a line: `item:quality` is in names `item-quality`, since a colon has a meaning elsewhere. */
export const prefixOf = (key: string) => key.replace(':', '-');
export const fieldOf = (key: string, name: string) => `${prefixOf(key)}.${name}`;
export const freeKey = (n: number) => `free:${String(n)}`;

/** What a photo that came along is kept as, between two tries: its hash. */
export interface PlainPhotos {
  /** Of each line by its key. */
  kept: Record<string, string[]>;
  problems: { name: string; refused: string }[];
}

const verdictOf = (value: unknown): Verdict | null => verdicts.find((one) => one === value) ?? null;
const textOf = (data: FormData, name: string): string => {
  const value = data.get(name);
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '';
};

function measuresOf(data: FormData, key: string, codes: string[]): DraftMeasure[] {
  return codes.map((code) => ({
    code,
    values: textOf(data, fieldOf(key, `${code}.values`)),
    design: textOf(data, fieldOf(key, `${code}.design`)),
    place: textOf(data, fieldOf(key, `${code}.place`))
  }));
}

function filled(data: FormData, line: DraftLine, codes: string[], photos: string[]): DraftLine {
  const caption = textOf(data, fieldOf(line.key, 'caption'));
  return {
    ...line,
    verdict: verdictOf(data.get(fieldOf(line.key, 'verdict'))),
    note: textOf(data, fieldOf(line.key, 'note')),
    measured: measuresOf(data, line.key, codes),
    photos: photos.map((sha256) => ({ sha256, caption, bytes: 0 }))
  };
}

const codesOf = (item: Pick<ShownItem, 'tolerances'>) => item.tolerances.map(({ code }) => code);

/** Every line that the form has, whether anything is in it or not. */
export function keysOf({ items, mode }: Shown): string[] {
  const gate: string[] = [...gateKinds];
  if (mode === 'turned_away') return gate;
  const free = Array.from({ length: freeLines }, (_, n) => freeKey(n));
  return [...items.map(({ item }) => `item:${item}`), ...free, ...gate];
}

/** The form as a report. `photos`: what came along and was kept, by line. */
export function readPlain(
  data: FormData,
  list: Shown,
  owner: string,
  photos: Record<string, string[]>
): Draft {
  const { slug, title } = list.open_day;
  const draft = newDraft({ owner, open_day: slug, title }, '', Date.now());
  const items = list.items.map((item) => ({ line: itemLine(item), codes: codesOf(item) }));
  const free = Array.from({ length: freeLines }, (_, n) => ({
    line: freeLine(String(n)),
    codes: n === 0 ? codesOf(list) : []
  }));
  const gate = gateKinds
    .filter((kind) => data.get(fieldOf(kind, 'says')) === 'yes' || textOf(data, fieldOf(kind, 'note')) !== '')
    .map((kind) => ({ line: gateLine(kind), codes: [] }));
  const lines = list.mode === 'turned_away' ? gate : [...items, ...free, ...gate];
  return {
    ...draft,
    show_number: data.get('show_number') === 'yes',
    urgent: data.get('urgent') === 'yes',
    lines: lines.map(({ line, codes }) => filled(data, line, codes, photos[line.key] ?? []))
  };
}

/** What has to be mended, at the field that it is about. */
export function errorsOf(flaws: Flaw[]): Record<string, Message> {
  const errors = new Map<string, Message>();
  for (const { key, problem } of flaws) {
    const field = key === null ? 'form' : fieldOf(key, problem === 'verdict' ? 'verdict' : 'note');
    if (!errors.has(field)) errors.set(field, `visits.problem.${problem}`);
  }
  return Object.fromEntries(errors);
}

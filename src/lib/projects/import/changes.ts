import { z } from 'zod';
import { describeChanges } from '#lib/journal/changes.ts';
import { words, type Names } from '#lib/journal/words.ts';
import type { T } from '#lib/i18n/types.ts';

type Changes = Record<string, { from?: unknown; to?: unknown }>;

const code = z.object({ name: z.string(), uscc: z.string().nullish(), leader: z.string().nullish() });

/** Each changed field of a row in words, old → new. */
export function changedFields(changes: Changes, t: T, names: Names = {}): string[] {
  const { lat, lng, ...others } = changes;
  const half = (label: string, change: Changes[string] | undefined) =>
    change ? [line(label, change, t)] : [];
  return [
    ...describeChanges(withoutCodes(others), {}, t, names),
    ...half(t('imports.field.lat'), lat),
    ...half(t('imports.field.lng'), lng),
    ...codes(changes, t, names)
  ];
}

function line(label: string, { from, to }: Changes[string], t: T): string {
  const say = (value: unknown) =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : t('journal.value.none');
  return t('journal.line.change', { label, from: say(from), to: say(to) });
}

/** Of a unit that stays, with its leader, only the credit code changes: the journal shows no code, a preview must. */
function codeAlone(change: Changes[string]): { from: unknown; to: unknown } | null {
  const [from, to] = [code.safeParse(change.from), code.safeParse(change.to)];
  if (!from.success || !to.success) return null;
  const same = from.data.name === to.data.name && (from.data.leader ?? null) === (to.data.leader ?? null);
  return same ? { from: from.data.uscc, to: to.data.uscc } : null;
}

const withoutCodes = (changes: Changes): Changes =>
  Object.fromEntries(Object.entries(changes).filter(([, change]) => codeAlone(change) === null));

const codes = (changes: Changes, t: T, names: Names): string[] =>
  Object.entries(changes).flatMap(([key, change]) => {
    const alone = codeAlone(change);
    if (!alone) return [];
    const role = words(t, names).role(key.replace('parties.', ''));
    return [line(t('imports.field.uscc', { role }), alone, t)];
  });

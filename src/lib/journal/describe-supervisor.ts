import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import type { Told } from './describe-project.ts';
import type { Entry } from './entry.ts';
import * as facts from './facts.ts';

const kinds = [
  'supervisor.registered',
  'supervisor.renewed',
  'supervisor.suspended',
  'supervisor.resumed',
  'supervisor.dismissed',
  'supervisor.expired'
] as const;

/** What happened to the registration of a supervisor; null for a kind that this version does not know. */
export function tellSupervisor(entry: Entry, t: T): Told | null {
  const kind = kinds.find((one) => one === entry.kind);
  if (!kind) return null;
  const p = facts.supervisor.catch({}).parse(entry.facts);
  const fmt = formats(t);
  const fact = (label: string, value: string | undefined): string[] =>
    value ? [t('journal.line.fact', { label, value })] : [];
  const capacity = t.of(`supervisors.kind.${p.supervisor_kind ?? ''}`, {}, 'journal.value.other');
  const term =
    p.valid_from && p.valid_until
      ? t('supervisors.list.span', {
          from: fmt.dateShort(p.valid_from),
          until: fmt.dateShort(p.valid_until)
        })
      : undefined;
  return {
    title: t(`journal.headline.${kind}`, { name: p.name ?? t('journal.value.none'), capacity }),
    lines: [
      ...fact(t('journal.field.number'), p.number),
      ...fact(t('journal.field.term'), term),
      ...fact(t('journal.field.reason'), p.reason),
      ...fact(t('journal.field.decided_by'), p.decided_by)
    ]
  };
}

import type { Key } from '#lib/i18n/types.ts';
import type { Revision } from './schema.ts';

const parts = [
  'name',
  'name_en',
  'stage',
  'sort',
  'mandatory',
  'provider_roles',
  'confirmer_roles',
  'milestone_kind',
  'applies_when',
  'fields',
  'what',
  'what_en',
  'why',
  'why_en',
  'how',
  'how_en',
  'basis',
  'basis_en',
  'valid_from',
  'valid_until'
] as const;

export interface RevisionRow {
  version: number;
  changed_at: string;
  /** Keys of the names of what changed; null for the first version. */
  changes: Key[] | null;
}

/** What each version changed, newest first as they come. */
export function revisionRows(revisions: readonly Revision[]): RevisionRow[] {
  return revisions.map(({ version, changed_at, facts }, n) => {
    const before = revisions[n + 1]?.facts;
    const differs = (part: (typeof parts)[number]) =>
      JSON.stringify(before?.[part]) !== JSON.stringify(facts[part]);
    return {
      version,
      changed_at,
      changes: before ? parts.filter(differs).map((part): Key => `catalogue.part.${part}`) : null
    };
  });
}

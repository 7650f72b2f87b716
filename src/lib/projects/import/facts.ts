import type { ImportRow } from '#lib/projects/import/schema.ts';

/**
 * The row as the database verb takes it: parties by role and milestones by kind. A role or kind that is not there, and
 * a part of one that is not there, says nothing of what is stored; a unit whose name is null is taken away.
 */
export function factsOf(row: ImportRow) {
  const { parties, milestones, ...plain } = row;
  return {
    ...plain,
    parties: Object.fromEntries(parties.map(({ role, ...party }) => [role, party])),
    milestones: Object.fromEntries(milestones.map(({ kind, ...days }) => [kind, days]))
  };
}

import type { Status } from '#lib/ui/StatusMark.svelte';

/** As the seats of open days count them. */
export const categories = ['deputy', 'expert', 'media', 'resident'] as const;
export type Category = (typeof categories)[number];

/** What a person is, with the category that it belongs to. */
export const categoryOf = {
  party_deputy: 'deputy',
  peoples_deputy: 'deputy',
  cppcc_member: 'deputy',
  expert: 'expert',
  press: 'media',
  self_media: 'media',
  resident_representative: 'resident'
} as const satisfies Record<string, Category>;
export type Kind = keyof typeof categoryOf;
export const kinds = [
  'party_deputy',
  'peoples_deputy',
  'cppcc_member',
  'expert',
  'press',
  'self_media',
  'resident_representative'
] as const satisfies readonly Kind[];

/** The five fields of household acceptance, and three that disclosures ask for. */
export const fields = [
  'structure',
  'decoration',
  'waterproofing',
  'energy',
  'installation',
  'testing',
  'fire_safety',
  'indoor_environment'
] as const;

export const states = [
  'applied',
  'registered',
  'suspended',
  'expired',
  'dismissed',
  'refused',
  'withdrawn'
] as const;
export type State = (typeof states)[number];

/** What the public may see of a registration. */
export const publicStates = ['registered', 'suspended', 'expired', 'dismissed'] as const;

export const relations = ['employer', 'supplier', 'kin', 'purchase', 'other'] as const;

const shapes: Record<State, Status> = {
  applied: 'due_soon',
  registered: 'on_time',
  suspended: 'withheld',
  expired: 'withdrawn',
  dismissed: 'overdue',
  refused: 'not_applicable',
  withdrawn: 'not_applicable'
};

/** Each state has a shape of its own beside its word. */
export const shapeOf = (state: State): Status => shapes[state];

export const isOpen = (state: State): boolean =>
  state === 'applied' || state === 'registered' || state === 'suspended';

const day = (text: string) => new Date(`${text}T00:00:00Z`);

export const addDays = (from: string, days: number): string => {
  const date = day(from);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
};

/** The last day of a term of so many months: as the database reckons it, from the end of a short month too. */
export function lastDay(first: string, months: number): string {
  const date = day(first);
  const end = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0));
  const sameDay = Math.min(date.getUTCDate(), end.getUTCDate());
  const next = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth(), sameDay));
  return addDays(next.toISOString().slice(0, 10), -1);
}

/** Since when a running term may be renewed. */
export const renewableFrom = (validUntil: string, askDays: number): string => addDays(validUntil, -askDays);

export interface Declared {
  relation: string;
  name: string;
  note: string | null;
}

/** How many conflicts a form asks for: those that stand, and two more. */
export const conflictRows = (declared: readonly Declared[]): number => Math.min(declared.length + 2, 20);

/** What a disclosure can be. Free of the schema library: browsers read it too. */
export const statuses = ['ahead', 'due', 'overdue', 'published', 'withdrawn', 'withheld'] as const;
export type DisclosureStatus = (typeof statuses)[number];

export const versionStates = [
  'draft',
  'submitted',
  'returned',
  'confirmed',
  'published',
  'superseded',
  'withdrawn',
  'discarded'
] as const;

/** 政府信息公开条例 Art 14, 15, 16. */
export const grounds = ['state_secret', 'third_party', 'internal'] as const;
export type Ground = (typeof grounds)[number];

/** Where else a version is shown, beside this hub. */
export const channels = ['website', 'wechat', 'board', 'sales_office', 'media', 'other'] as const;

export const deviations = ['not_planned', 'left_out', 'late', 'no_day', 'no_channel'] as const;

export const planStates = ['none', 'deviating', 'complete'] as const;
/** How a list is narrowed; without one it shows whatever became public, and what is overdue. `late`: published after the last day. */
export const listStatuses = [
  'published',
  'late',
  'overdue',
  'due',
  'ahead',
  'withheld',
  'withdrawn',
  'all'
] as const;
export type ListStatus = (typeof listStatuses)[number];

/** Tokens of the address; the first is the default. */
export const sorts = ['changed', 'due'] as const;

/** The names a list of disclosures reads from its address. */
export const filterNames = ['q', 'city', 'district', 'item', 'stage', 'status'] as const;

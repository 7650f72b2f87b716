import { z } from 'zod';
import { itemCode } from '#lib/disclosures/read-schema.ts';
import { flag, listQuery, pick, words } from '#lib/ui/list-query.ts';
import { categories, outcomes } from '../words.ts';

const divisionCode = z.string().regex(/^\d{6}$/);
const slug = z.string().regex(/^[\w-]{1,60}$/);

/** How far what is to be put right has come. */
export const fixStates = ['open', 'overdue', 'closed'] as const;
/** Tokens of the address; the first is the default. */
export const sorts = ['published', '-due', 'changed'] as const;

/** What the list of findings reads from its address. */
export const list = listQuery({
  filters: {
    q: words(),
    city: pick(divisionCode),
    district: pick(divisionCode),
    project: pick(slug),
    developer: pick(slug),
    item: pick(itemCode),
    outcome: pick(z.enum(outcomes)),
    category: pick(z.enum(categories)),
    rectification: pick(z.enum(fixStates)),
    urgent: flag(),
    from: pick(z.iso.date()),
    to: pick(z.iso.date())
  },
  sorts
});
export type ListQuery = ReturnType<typeof list.parse>;
export type Filters = ListQuery['filters'];

/** Whether the map shows findings. */
export const layer = flag();

import { z } from 'zod';
import { flag, listQuery, pick, words } from '#lib/ui/list-query.ts';
import { outcomes } from '../words.ts';
import { groups } from './schema.ts';

const divisionCode = z.string().regex(/^\d{6}$/);
const slug = z.string().regex(/^[\w-]{1,60}$/);

/** Tokens of the address; the first is the default. */
export const sorts = ['published', '-due', 'changed'] as const;

/** What the list of complaints reads from its address. */
export const list = listQuery({
  filters: {
    q: words(),
    city: pick(divisionCode),
    district: pick(divisionCode),
    category: pick(z.string().regex(/^[a-z_]{2,40}$/)),
    group: pick(z.enum(groups)),
    outcome: pick(z.enum(outcomes)),
    project: pick(slug),
    organization: pick(slug),
    bureau: pick(slug),
    overdue: flag(),
    supervised: flag()
  },
  sorts
});
export type ListQuery = ReturnType<typeof list.parse>;
export type Filters = ListQuery['filters'];

/** Whether the map shows complaints. */
export const layer = flag();

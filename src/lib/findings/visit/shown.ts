import { z } from 'zod';
import { field } from '#lib/catalogue/schema.ts';
import { safety } from '#lib/open-days/schema.ts';
import { checklist, checklistItem } from '../visit-schema.ts';

/** A checklist as its page shows it: with fields that the catalogue's table can write. */
export const shown = checklist.extend({
  open_day: checklist.shape.open_day.extend({ safety }),
  items: z.array(checklistItem.extend({ fields: z.array(field) }))
});
export type Shown = z.infer<typeof shown>;
export type ShownItem = Shown['items'][number];

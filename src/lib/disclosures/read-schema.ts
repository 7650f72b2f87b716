import { z } from 'zod';
import { itemRow } from '#lib/catalogue/schema.ts';
import { bureau, shownParty } from '#lib/projects/project-page.ts';
import { stages } from '#lib/projects/projects.ts';
import { card as projectCard } from '#lib/projects/schema.ts';
import { listQuery, pick, words } from '#lib/ui/list-query.ts';
import { listStatuses, sorts } from './disclosures.ts';
import { card, disclosurePage, listed, plan } from './schema.ts';

const divisionCode = z.string().regex(/^\d{6}$/);
/** The name of an item in code. */
export const itemCode = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/);

/** What the list of disclosures reads from its address. */
export const list = listQuery({
  filters: {
    q: words(),
    city: pick(divisionCode),
    district: pick(divisionCode),
    item: pick(itemCode),
    stage: pick(z.enum(stages)),
    status: pick(z.enum(listStatuses))
  },
  sorts
});
export type ListQuery = ReturnType<typeof list.parse>;

/** What the heat map of a division reads from its address. */
export const matrixList = listQuery({ filters: {}, sorts: ['name'] });

/** The item that a page shows, in the words of the catalogue. */
const catalogue = itemRow.omit({ demo: true });

/** The page of a disclosure with its item read by the catalogue's own schema. */
export const readPage = disclosurePage.extend({ catalogue });
export type ReadPage = z.infer<typeof readPage>;

/** What `project_disclosure_page` answers. */
export const projectDisclosures = z.object({
  project: projectCard,
  bureau: bureau.nullable(),
  parties: z.array(shownParty),
  disclosures: z.array(card),
  plan: plan.omit({ deviations: true }).nullable()
});
export type ProjectDisclosures = z.infer<typeof projectDisclosures>;

/** What a line of the home page says; the rest of a card would only weigh on the first view. */
const line = listed
  .pick({
    slug: true,
    name: true,
    name_en: true,
    status: true,
    due_on: true,
    expected_on: true,
    days_late: true,
    published_at: true,
    withheld_until: true,
    changed_at: true
  })
  .extend({
    project: projectCard.pick({
      name: true,
      division_code: true,
      division: true,
      division_en: true,
      city_code: true,
      city: true,
      city_en: true
    })
  });
export type HomeDisclosure = z.infer<typeof line>;

/** What `home_disclosures` answers. */
export const home = z.object({
  published: z.number(),
  overdue: z.number(),
  latest: z.array(line),
  longest_overdue: z.array(line)
});
export type HomeDisclosures = z.infer<typeof home>;

export const itemName = z.object({ item: z.string(), name: z.string(), name_en: z.string() });

import { z } from 'zod';
import { dayKinds, natures } from '#lib/catalogue/catalogue.ts';
import { mediaTypes } from '#lib/documents/accept.ts';
import { stages } from '#lib/projects/projects.ts';
import { bureau, shownParty } from '#lib/projects/project-page.ts';
import { card as projectCard } from '#lib/projects/schema.ts';
import { channels, grounds, statuses, versionStates } from './disclosures.ts';

const day = z.string().nullable();
const moment = z.string().nullable();

/** A disclosure as lists and the page of its project show it (`private.disclosure_card`). */
export const card = z.object({
  slug: z.string(),
  item: z.string(),
  name: z.string(),
  name_en: z.string(),
  stage: z.enum(stages),
  mandatory: z.boolean(),
  what: z.string(),
  what_en: z.string(),
  status: z.enum(statuses),
  due_on: day,
  expected_on: day,
  trigger_on: day,
  version: z.number().nullable(),
  first_published_at: moment,
  published_at: moment,
  days_late: z.number().nullable(),
  changed_at: z.string(),
  withheld_until: day,
  withheld_ground: z.enum(grounds).nullable(),
  confirmed_by: z.string().nullable(),
  documents: z.number()
});
export type DisclosureCard = z.infer<typeof card>;

export const counts = z.record(z.string(), z.number());

export const listed = card.extend({ project: projectCard });
export type ListedDisclosure = z.infer<typeof listed>;

/** A page of the list, as `browse_disclosures` answers. */
export const browsed = z.object({
  total: z.number(),
  items: counts,
  statuses: counts,
  rows: z.array(listed)
});

/** A document of a version. `caption` is its text alternative; `text` what a PDF says. */
export const document = z.object({
  document_id: z.string(),
  file_name: z.string(),
  caption: z.string().nullable(),
  media_type: z.enum(mediaTypes),
  bytes: z.number(),
  sha256: z.string(),
  original_sha256: z.string(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  pages: z.number().nullable(),
  text: z.string().nullable()
});
export type DisclosedDocument = z.infer<typeof document>;

const change = z.object({ from: z.unknown().optional(), to: z.unknown().optional() });

const step = z.object({
  step: z.enum(['supplied', 'confirmed', 'published']),
  at: moment,
  organization: z.string().nullable(),
  slug: z.string().nullable(),
  role: z.string().nullable()
});
export type ChainStep = z.infer<typeof step>;

const channelRecord = z.object({
  channel: z.enum(channels),
  url: z.string().nullable(),
  note: z.string().nullable(),
  posted_on: z.string(),
  document_id: z.string().nullable(),
  file_name: z.string().nullable(),
  recorded_at: z.string()
});
export type ChannelRecord = z.infer<typeof channelRecord>;

const facts = z.record(z.string(), z.unknown());

/** A version that is or was public; of a withdrawn one nothing but that it was. */
export const publicVersion = z.object({
  version: z.number(),
  state: z.enum(['published', 'superseded', 'withdrawn']),
  reason: z.string().nullable(),
  content_hash: z.string(),
  journal_seq: z.number(),
  leaf_hash: z.string(),
  published_at: z.string(),
  superseded_at: moment,
  facts: facts.optional(),
  note: z.string().nullable().optional(),
  changes: z.record(z.string(), change).nullable().optional(),
  chain: z.array(step).optional(),
  documents: z.array(document).optional(),
  channels: z.array(channelRecord).optional()
});
export type PublicVersion = z.infer<typeof publicVersion>;

export const planLine = z.object({
  planned_on: day,
  provider_role: z.string(),
  confirmer_role: z.string(),
  channels: z.array(z.enum(channels)),
  left_out_reason: z.string().nullable()
});

/** What `disclosure_page` answers. `catalogue` is the item's row, to be read by the catalogue's own schema. */
export const disclosurePage = card.extend({
  disclosure_id: z.string(),
  state: z.enum(['owed', 'published', 'withdrawn', 'withheld']),
  // a disclosure that no longer applies keeps its page
  status: z.enum([...statuses, 'not_applicable']),
  catalogue: z.record(z.string(), z.unknown()),
  rule: z
    .object({
      days: z.number(),
      day_kind: z.enum(dayKinds),
      basis: z.string(),
      basis_en: z.string().nullable(),
      nature: z.enum(natures)
    })
    .nullable(),
  milestone: z
    .object({ kind: z.string(), name: z.string(), name_en: z.string(), planned_on: day, reached_on: day })
    .nullable(),
  project: projectCard.extend({
    permit_no: z.string().nullable(),
    project_code: z.string().nullable(),
    parties: z.array(shownParty)
  }),
  bureau: bureau.nullable(),
  withheld: z
    .object({
      ground: z.enum(grounds),
      reason: z.string(),
      until: z.string(),
      at: z.string(),
      by: z.string().nullable()
    })
    .nullable(),
  withdrawn: z
    .object({ version: z.number(), reason: z.string(), at: z.string(), by: z.string().nullable() })
    .nullable(),
  plan: planLine.nullable(),
  versions: z.array(publicVersion)
});

const warning = z.object({
  kind: z.enum(['id_number', 'phone']),
  page: z.number().optional(),
  sample: z.string()
});

const openVersion = z.object({
  version: z.number(),
  state: z.enum(versionStates),
  edits: z.number(),
  facts,
  note: z.string().nullable(),
  reason: z.string().nullable(),
  returned_reason: z.string().nullable(),
  publish_at: moment,
  submitted_at: moment,
  confirmed_at: moment,
  supplied_by: z.string().nullable(),
  confirmed_by: z.string().nullable(),
  /** Whether the caller wrote or submitted it, and so may not confirm it. */
  own: z.boolean(),
  documents: z.array(document.extend({ warnings: z.array(warning) }))
});
export type OpenVersion = z.infer<typeof openVersion>;

/** What `desk_disclosure` answers to those who take part. */
export const deskDisclosure = disclosurePage.extend({
  project_id: z.string(),
  capacities: z.array(z.enum(['author', 'confirmer', 'publisher', 'bureau'])),
  open: openVersion.nullable(),
  acts: z.array(z.object({ act: z.string(), capacity: z.string(), needs_reason: z.boolean() })),
  history: z.array(
    z.object({
      version: z.number(),
      act: z.string(),
      at: z.string(),
      reason: z.string().nullable(),
      organization: z.string().nullable(),
      mine: z.boolean().nullable()
    })
  )
});
export type DeskDisclosure = z.infer<typeof deskDisclosure>;

export const todos = ['confirm', 'publish', 'finish', 'begin'] as const;

const deskRow = listed.extend({
  open_state: z.enum(versionStates).nullable(),
  open_at: moment,
  publish_at: moment,
  todo: z.enum(todos).nullable()
});
export type DeskRow = z.infer<typeof deskRow>;

/** What `browse_desk_disclosures` answers. */
export const deskBrowsed = z.object({ total: z.number(), todos: counts, rows: z.array(deskRow) });

const total = z.object({ item: z.string(), status: z.enum(statuses), late: z.boolean(), n: z.number() });

/** Projects × items of a division, as `disclosure_matrix` answers. */
export const matrix = z.object({
  division_code: z.string(),
  name: z.string(),
  name_en: z.string(),
  level: z.enum(['province', 'prefecture', 'county_direct', 'county']),
  items: z.array(
    z.object({ item: z.string(), name: z.string(), name_en: z.string(), stage: z.enum(stages) })
  ),
  totals: z.array(total),
  children: z.array(
    z.object({ division_code: z.string(), name: z.string(), name_en: z.string(), totals: z.array(total) })
  ),
  total: z.number(),
  projects: z.array(
    z.object({
      slug: z.string(),
      name: z.string(),
      stage: z.enum(stages),
      cells: z
        .record(
          z.string(),
          z.object({
            slug: z.string(),
            status: z.enum([...statuses, 'not_applicable']),
            due_on: day,
            days_late: z.number().nullable()
          })
        )
        .nullable()
    })
  )
});
export type Matrix = z.infer<typeof matrix>;

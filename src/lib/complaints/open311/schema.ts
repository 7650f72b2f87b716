import { z } from 'zod';
import { states } from '../words.ts';

const text = z.string().nullable();

const service = z.object({
  service_code: z.string(),
  service_name: z.string(),
  description: z.string(),
  group: z.string()
});

/** What `open311_services` answers. */
export const directory = z.object({
  jurisdictions: z.array(z.object({ jurisdiction_id: z.string(), name: z.string() })),
  services: z.array(service)
});
export type Directory = z.infer<typeof directory>;

/** What `open311_requests` answers; of an unknown state an older node says nothing. */
export const card = z.object({
  service_request_id: z.string(),
  status: z.enum(['open', 'closed']),
  status_notes: text,
  service_name: z.string(),
  service_code: z.string(),
  description: text,
  agency_responsible: text,
  service_notice: text,
  requested_datetime: z.string(),
  updated_datetime: z.string(),
  expected_datetime: text,
  address: text,
  address_id: text,
  lat: z.number().nullable(),
  long: z.number().nullable(),
  photo: text,
  notes: z
    .array(z.object({ event: z.string(), datetime: z.string(), agency: text, description: text }))
    .optional(),
  extended_attributes: z
    .object({
      slug: z.string(),
      title: text,
      state: z.enum(states),
      as: z.enum(['public', 'stub']),
      category_kind: z.string(),
      urgent: z.boolean(),
      project: text,
      permit_no: text,
      division_code: z.string(),
      outcome: text,
      result: text,
      fix_by: text,
      clock: text,
      overdue: z.boolean(),
      supervised: z.boolean(),
      /** null: some, but fewer than five */
      joined: z.number().nullable(),
      coarse_place: z.boolean(),
      coarse_time: z.boolean(),
      demo: z.boolean()
    })
    .optional()
});
export type Card = z.infer<typeof card>;

export const apiKey = z.object({ connection_id: z.uuid(), division_code: z.string() });
export const place = z.object({ project: text, division: z.string() });
export const token = z.object({ token: z.string(), service_request_id: text });

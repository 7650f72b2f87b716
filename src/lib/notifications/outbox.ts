import { z } from 'zod';
import { scope, subject } from '#lib/subscriptions/scope.ts';

/** A mail as `claim_mails` hands it out: what it says and, for this moment, where it goes. */
const common = {
  mail_id: z.string(),
  kind: z.string(),
  facts: z.record(z.string(), z.unknown()),
  locale: z.enum(['zh', 'en'])
};

export const toPerson = z.object({
  ...common,
  path: z.string(),
  address: z.string(),
  subscription_id: z.null()
});
export type ToPerson = z.infer<typeof toPerson>;

export const toSubscription = z.object({
  ...common,
  subscription_id: z.string(),
  sealed_address: z.string(),
  scope,
  subject: subject.nullable()
});
export type ToSubscription = z.infer<typeof toSubscription>;

/** To the person of a complaint, whose address the server opens when it sends. */
export const toComplaint = z.object({
  ...common,
  path: z.string(),
  complaint_id: z.uuid(),
  sealed_contact: z.string(),
  subscription_id: z.null()
});
export type ToComplaint = z.infer<typeof toComplaint>;

export const claimed = z.array(z.union([toPerson, toSubscription, toComplaint]));

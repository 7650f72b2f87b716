import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Lang } from '#lib/i18n/types.ts';
import * as complaints from '#lib/complaints/tracking/mails.server.ts';
import { names } from '#lib/journal/journal.server.ts';
import { unwrap } from '#lib/server/errors.ts';
import type { Hub } from '#lib/server/hub.ts';
import { nameOf, type Job, type Outcome } from '#lib/server/jobs.ts';
import { log } from '#lib/server/log.ts';
import { sendMail, Unsettled } from '#lib/server/mail.ts';
import * as subscriptions from '#lib/subscriptions/mails.server.ts';
import * as people from './mails.server.ts';
import { claimed, type ToComplaint, type ToPerson, type ToSubscription } from './outbox.ts';

/** As many as the mail server gets at once, so that a node that dies leaves no more than these in doubt. */
const together = 5;
/** Longer than sending can take (see the patience of mail.ts): what is not settled by then is in doubt. */
const claimSeconds = 300;

type Mail = ToPerson | ToSubscription | ToComplaint;

function write(hub: Hub, mail: Mail, namesIn: subscriptions.NamesIn) {
  if (mail.subscription_id !== null) return subscriptions.compose(hub, mail, namesIn);
  return 'sealed_contact' in mail ? complaints.compose(hub, mail) : people.compose(hub, mail);
}

/** true: the mail server took it. false: it did not. null: nobody can tell, so it must not be sent again. */
async function send(
  hub: Hub,
  mail: Mail,
  namesIn: subscriptions.NamesIn
): Promise<{ ok: boolean | null; error: string | null }> {
  try {
    const written = await write(hub, mail, namesIn);
    await sendMail(hub.config, { ...written, messageId: mail.mail_id });
    return { ok: true, error: null };
  } catch (error) {
    // a code at most: what mail servers say quotes addresses
    const code =
      error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number'
        ? `SMTP ${String(error.responseCode)}`
        : nameOf(error);
    log.warn({ mail: mail.mail_id, kind: mail.kind, error: code }, 'a mail could not be sent');
    return { ok: error instanceof Unsettled ? null : false, error: code };
  }
}

/** Sends what is due, a few at a time, until nothing is. */
async function run(hub: Hub, signal: AbortSignal): Promise<Outcome> {
  const node = randomUUID();
  const outcome = { sent: 0, failed: 0, unknown: 0 };
  const known = new Map<Lang, ReturnType<typeof names>>();
  const namesIn = (lang: Lang) => {
    const found = known.get(lang) ?? names(hub.visitor, lang);
    known.set(lang, found);
    return found;
  };
  const claim = {
    node,
    max_rows: together,
    seconds: claimSeconds,
    to_people: Boolean(hub.config.HUB_SMTP_URL)
  };
  while (!signal.aborted) {
    const mails = unwrap(await hub.service.rpc('claim_mails', claim), claimed);
    if (mails.length === 0) break;
    await Promise.all(
      mails.map(async (mail) => {
        const result = await send(hub, mail, namesIn);
        unwrap(await hub.service.rpc('settle_mail', { mail: mail.mail_id, node, ...result }), z.boolean());
        outcome[result.ok ? 'sent' : result.ok === null ? 'unknown' : 'failed'] += 1;
      })
    );
  }
  return outcome;
}

export const mails: Job = { name: 'mails', every: 10, run };

const tidied = z.object({ subscriptions: z.number(), mails: z.number() });

/** Forgets what nobody needs any more. */
export const tidy: Job = {
  name: 'tidy',
  every: 6 * 3600,
  run: async ({ service }) => unwrap(await service.rpc('tidy_mails'), tidied)
};

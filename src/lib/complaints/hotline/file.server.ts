import { z } from 'zod';
import { translator } from '#lib/i18n/index.ts';
import { unwrap } from '#lib/server/errors.ts';
import type { Hub } from '#lib/server/hub.ts';
import { fingerprint } from '#lib/server/seal.ts';
import { fileComplaint } from '../file.server.ts';
import type { Receipt } from '../schema.ts';
import type { Order } from './order.ts';

export interface Bureau {
  slug: string;
  division_code: string;
}

/** By which the database knows a work order of a bureau, also when its number was erased. */
export const refHash = ({ secrets }: Hub, bureau: Bureau, order_no: string): string =>
  fingerprint(secrets.encryption, 'hotline order', `${bureau.slug} ${order_no}`);

const knownOrder = z.object({ number: z.string(), state: z.string(), filed_at: z.string() });
export type KnownOrder = z.infer<typeof knownOrder>;

/** Which of these work orders are complaints already, by hash. */
export async function known(hub: Hub, hashes: readonly string[]): Promise<Map<string, KnownOrder>> {
  const found = new Map<string, KnownOrder>();
  for (let from = 0; from < hashes.length; from += 500) {
    const part = hashes.slice(from, from + 500);
    const answer = await hub.service.rpc('known_orders', { ref_hashes: part });
    for (const [hash, order] of Object.entries(unwrap(answer, z.record(z.string(), knownOrder))))
      found.set(hash, order);
  }
  return found;
}

/** The same order has the same attempt, so that two sendings at once are one complaint. */
function attemptOf({ secrets }: Hub, hash: string): string {
  const hex = Buffer.from(fingerprint(secrets.encryption, 'hotline attempt', hash), 'base64url').toString(
    'hex'
  );
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32)
  ];
  return parts.join('-');
}

/** Files a work order. Throws typed errors, see `file_complaint`. */
export async function fileOrder(
  hub: Hub,
  bureau: Bureau,
  order: Order,
  source: 'hotline' | 'webhook'
): Promise<Receipt> {
  const hash = refHash(hub, bureau, order.order_no);
  const received = order.received_at
    ? `\n${translator('zh')('complaintOutside.hotline.receivedAt', { at: order.received_at })}`
    : '';
  const { receipt } = await fileComplaint(hub, {
    attempt: attemptOf(hub, hash),
    source,
    external_ref: `${bureau.slug}:${order.order_no}`,
    received_on: order.received_on,
    project: order.project,
    division: order.division,
    category: order.category,
    description: `${order.description.slice(0, 4000 - received.length)}${received}`,
    spot: order.spot,
    naming: order.name || order.phone ? 'bureau_only' : 'anonymous',
    contact: { name: order.name, phone: order.phone },
    public: !order.confidential,
    urgent: order.urgent
  });
  unwrap(
    await hub.service.rpc('keep_order', { ref_hash: hash, complaint: receipt.complaint_id }),
    z.boolean()
  );
  return receipt;
}

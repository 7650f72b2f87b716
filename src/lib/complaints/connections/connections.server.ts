import { randomBytes, randomUUID } from 'node:crypto';
import { fail, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { act } from '#lib/desk/act.server.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import { wake } from '#lib/server/jobs.ts';
import { seal } from '#lib/server/seal.ts';
import type { FormState } from '#lib/ui/form.ts';
import { keyHash } from '../open311/file.server.ts';
import { urlProblem } from '../webhooks/address.ts';
import { sealPurpose } from '../webhooks/secret.ts';
import { newSecret } from '../webhooks/sign.ts';
import { chosen, connections, creation, deliveries, delivery, type Kind } from './schema.ts';

/** What is shown once, on the answer that made it. */
export interface Made {
  kind: Kind;
  connection: string;
  name: string;
  secret: string;
}

export interface ConnectionForm extends FormState {
  made?: Made;
}

export const read = async (db: Client) => unwrap(await db.rpc('complaint_connections'), connections);

export const size = 50;
export const log = async (db: Client, connection: string, page: number) =>
  unwrap(await db.rpc('complaint_deliveries', { connection, page, size }), deliveries);

/** A secret of its own for each kind: a key is known by a hash, what signs is kept encrypted and bound to its row. */
function secretFor(kind: Kind, connection: string) {
  const { encryption } = hub().secrets;
  if (kind === 'open311') {
    const secret = `o311_${randomBytes(24).toString('base64url')}`;
    return { secret, kept: { secret_hash: keyHash(encryption, secret) } };
  }
  const secret = newSecret();
  return { secret, kept: { sealed: seal(encryption, sealPurpose, secret, connection) } };
}

export async function create({ request, locals }: RequestEvent) {
  const data = await request.formData();
  const kind = z.string().catch('').parse(data.get('kind'));
  return act(
    data,
    creation,
    async (input) => {
      const url = input.kind === 'webhook' ? input.url : null;
      const problem = url === null ? null : urlProblem(url, hub().config.HUB_WEBHOOK_LOOPBACK);
      if (problem) {
        const values = { name: input.name, bureau: input.bureau, url: url ?? '' };
        return fail(400, { id: kind, values, errors: { url: `errors.${problem}` } });
      }
      const connection = randomUUID();
      const { secret, kept } = secretFor(input.kind, connection);
      const { bureau, name } = input;
      const facts = { connection, kind: input.kind, bureau, name, url, ...kept };
      unwrap(await locals.db.rpc('create_complaint_connection', facts), z.boolean());
      const made: Made = { kind: input.kind, connection, name, secret };
      const form: ConnectionForm = { id: 'made', made };
      return form;
    },
    { id: kind }
  );
}

export async function end({ request, locals }: RequestEvent) {
  return act(
    await request.formData(),
    chosen,
    async ({ connection }) => {
      unwrap(await locals.db.rpc('end_complaint_connection', { connection }), z.boolean());
      return { id: `end-${connection}`, saved: true };
    },
    { id: 'end' }
  );
}

export async function resume({ locals, params }: RequestEvent) {
  unwrap(await locals.db.rpc('resume_complaint_webhook', { connection: params.id }), z.boolean());
  wake('webhooks');
  return { id: 'resume', saved: true };
}

export async function redeliver({ request, locals }: RequestEvent) {
  return act(
    await request.formData(),
    delivery,
    async (input) => {
      unwrap(await locals.db.rpc('redeliver_complaint_event', { delivery: input.delivery }), z.boolean());
      wake('webhooks');
      return { id: 'redeliver', saved: true };
    },
    { id: 'redeliver' }
  );
}

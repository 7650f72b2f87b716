import { error } from '@sveltejs/kit';
import { z } from 'zod';
import * as attempts from '#lib/accounts/limits.server.ts';
import type { Person } from '#lib/accounts/person.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { sha256 } from '#lib/server/files/hash.ts';
import { hub } from '#lib/server/hub.ts';
import { fileName, refusedBySize, type RefusalKey } from './accept.ts';
import { accept, type Accepted, type Decision } from './accept.server.ts';
import type { TakenDocument } from './schema.ts';

interface Named {
  project_id: string;
  /** As the person called the file. */
  name: string;
}

export interface Upload {
  project_id: string;
  file: File;
  /** What the browser says it sent; null from a page without scripts. */
  expected: string | null;
}

export type Taken = { ok: true; document: TakenDocument } | { ok: false; refused: RefusalKey };

const duties = ['edit', 'confirm', 'reply'];

/** Asked before a file is looked at, so that nobody can make the hub work on what it would refuse anyway. */
export async function requireParty(db: Client, who: Person, project_id: string): Promise<void> {
  const organizations = who.memberships.flatMap(({ role, duties: own, organization_id }) =>
    role === 'company_member' && organization_id && own.some((duty) => duties.includes(duty))
      ? [organization_id]
      : []
  );
  const parties = unwrap(
    await db
      .from('project_parties')
      .select('organization_id')
      .eq('project_id', project_id)
      .in('organization_id', organizations)
      .limit(1),
    z.array(z.unknown())
  );
  if (parties.length === 0) error(403, { code: 'not_a_party', message: 'not_a_party' });
}

async function countUpload(who: Person): Promise<void> {
  const wait = await attempts.use('upload', who.user_id);
  if (wait > 0) error(429, { code: 'too_many_requests', message: 'too_many_requests', detail: String(wait) });
}

/** Files first, the row after: what a row speaks of is always there. */
export async function keep(
  who: Person,
  { project_id, name }: Named,
  { copy, original, facts }: Accepted
): Promise<TakenDocument> {
  const { files, service } = hub();
  const original_sha256 = await sha256(original);
  const hash = await files.put('public', copy);
  if (hash !== original_sha256) await files.put('originals', original);
  const file_name = fileName(name, facts.media_type);
  const document = { ...facts, sha256: hash, original_sha256, bytes: copy.length, file_name };
  const document_id = unwrap(
    await service.rpc('register_document', {
      uploader: who.user_id,
      project: project_id,
      facts: { ...document, original_bytes: original.length }
    }),
    z.string()
  );
  const { text: _, ...told } = document;
  return { document_id, ...told };
}

/** Decides about a file, and keeps nothing yet. Each look is counted: reading files is what costs. */
export async function look(who: Person, bytes: Uint8Array): Promise<Decision> {
  await countUpload(who);
  const size = refusedBySize(bytes.length);
  return size ? { ok: false, refused: size } : accept(bytes, hub().config.root);
}

/** Takes one file for a project, or says why not. Who may do this is asked before, by `requireParty`. */
export async function take(who: Person, { project_id, file, expected }: Upload): Promise<Taken> {
  const size = refusedBySize(file.size);
  if (size) return { ok: false, refused: size };
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (expected !== null && expected !== (await sha256(bytes))) return { ok: false, refused: 'hash_differs' };
  const decision = await look(who, bytes);
  if (!decision.ok) return decision;
  return { ok: true, document: await keep(who, { project_id, name: file.name }, decision.accepted) };
}

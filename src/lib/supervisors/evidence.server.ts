import { error, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import type { Person } from '#lib/accounts/person.ts';
import { fileName, type RefusalKey } from '#lib/documents/accept.ts';
import { look } from '#lib/documents/take.server.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import type { KeptFile } from './schema.ts';

const stored = z.object({
  sha256: z.string(),
  media_type: z.string(),
  bytes: z.number(),
  file_name: z.string()
});

export interface FileProblem {
  name: string;
  refused: RefusalKey;
}

/** Of one application. */
export const mostFiles = 6;

/** An input without a choice sends one nameless file of no bytes. */
const chosen = (data: FormData): File[] =>
  data
    .getAll('files')
    .filter((value) => value instanceof File)
    .filter(({ name, size }) => name !== '' || size > 0);

/** Looked at as every file is, and kept as its copy without metadata: the original is not needed to prove anything. */
async function keep(who: Person, file: File): Promise<KeptFile | RefusalKey> {
  const decision = await look(who, new Uint8Array(await file.arrayBuffer()));
  if (!decision.ok) return decision.refused;
  const { copy, facts } = decision.accepted;
  const { files, service } = hub();
  const kept = {
    sha256: await files.put('evidence', copy),
    media_type: facts.media_type,
    bytes: copy.length,
    file_name: fileName(file.name, facts.media_type)
  };
  const args = { uploader: who.user_id, facts: kept };
  return { evidence_id: unwrap(await service.rpc('keep_evidence', args), z.string()), ...kept };
}

const uuid = z.uuid();

async function find(db: Client, id: string) {
  if (!uuid.safeParse(id).success) return null;
  return unwrap(await db.rpc('read_evidence', { evidence: id }), stored.nullable());
}

/** Files that a form brings along, and those that it brought before and were kept. */
export async function receive(
  { locals }: RequestEvent,
  data: FormData,
  who: Person
): Promise<{ kept: KeptFile[]; problems: FileProblem[] }> {
  const kept: KeptFile[] = [];
  const problems: FileProblem[] = [];
  const ids = data.getAll('evidence').filter((value) => typeof value === 'string');
  for (const id of [...new Set(ids)].slice(0, mostFiles)) {
    const found = await find(locals.db, id);
    if (found) kept.push({ evidence_id: id, ...found });
  }
  for (const file of chosen(data)) {
    const taken = kept.length < mostFiles ? await keep(who, file) : 'too_many_files';
    if (typeof taken === 'string') problems.push({ name: file.name, refused: taken });
    else kept.push(taken);
  }
  return { kept, problems };
}

const encoded = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** A file to the person whose it is or an officer who decides; for the others it does not exist. Kept by no cache. */
export async function serve({ locals }: RequestEvent, id: string): Promise<Response> {
  const found = await find(locals.db, id);
  const opened = found && (await hub().files.open('evidence', found.sha256));
  if (!found || !opened) error(404, { code: 'not_found', message: 'not_found' });
  return new Response(opened.stream, {
    headers: {
      'content-type': found.media_type,
      'content-length': String(opened.bytes),
      'content-disposition': `${found.media_type === 'application/pdf' ? 'attachment' : 'inline'}; filename*=UTF-8''${encoded(found.file_name)}`,
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-store'
    }
  });
}

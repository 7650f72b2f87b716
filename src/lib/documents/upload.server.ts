import { error, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import type { Person } from '#lib/accounts/person.ts';
import { unwrap } from '#lib/server/errors.ts';
import type { RefusalKey } from './accept.ts';
import type { TakenDocument } from './schema.ts';
import { requireParty, take } from './take.server.ts';

const form = z.object({
  project: z.string().min(1).max(100),
  file: z.instanceof(File),
  sha256: z.string().regex(/^[0-9a-f]{64}$/)
});

const invalid = () => error(400, { code: 'invalid', message: 'invalid' });

function refuse(refused: RefusalKey): never {
  error(refused === 'file_too_large' ? 413 : 422, { code: refused, message: refused });
}

async function read(request: Request) {
  // what breaks off on its way is no error of ours
  const data = await request.formData().catch(() => invalid());
  const parsed = form.safeParse(Object.fromEntries(data));
  return parsed.success ? parsed.data : invalid();
}

/** One file from the picker of a page, with the hash that the browser made of it. */
export async function upload({ locals, request }: RequestEvent, who: Person): Promise<TakenDocument> {
  const { project, file, sha256 } = await read(request);
  const [found] = unwrap(
    await locals.db.from('projects').select('project_id').eq('slug', project).limit(1),
    z.array(z.object({ project_id: z.string() }))
  );
  if (!found) error(404, { code: 'project_not_found', message: 'project_not_found' });
  await requireParty(locals.db, who, found.project_id);
  const taken = await take(who, { project_id: found.project_id, file, expected: sha256 });
  return taken.ok ? taken.document : refuse(taken.refused);
}

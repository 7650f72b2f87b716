import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Report } from '#lib/transparency/verify/report.ts';
import { unwrap } from '../errors.ts';
import type { Area, Files } from '../files/index.ts';
import type { Hub } from '../hub.ts';

const page = 500;
const rows = z.array(
  z.object({
    document_id: z.string(),
    file_name: z.string(),
    sha256: z.string(),
    original_sha256: z.string()
  })
);
type Row = z.infer<typeof rows>[number];

async function* documents({ service }: Hub): AsyncGenerator<Row> {
  let after = beginning;
  for (;;) {
    const found = unwrap(
      await service
        .from('documents')
        .select('document_id, file_name, sha256, original_sha256')
        .gt('document_id', after)
        .order('document_id')
        .limit(page),
      rows
    );
    yield* found;
    const last = found.at(-1);
    if (!last || found.length < page) return;
    after = last.document_id;
  }
}

const evidence = z.array(z.object({ evidence_id: z.string(), sha256: z.string() }));
const photos = z.array(z.object({ photo_id: z.string(), sha256: z.string(), original_sha256: z.string() }));
const beginning = '00000000-0000-0000-0000-000000000000';

/** A file, with what it belongs to. */
interface Place {
  area: Area;
  hash: string;
  of: string;
}

async function* findingPhotos({ service }: Hub): AsyncGenerator<Place> {
  let after = beginning;
  for (;;) {
    const found = unwrap(await service.rpc('list_finding_photos', { after, max_rows: page }), photos);
    for (const { photo_id, sha256, original_sha256 } of found) {
      yield { area: 'findings', hash: sha256, of: photo_id };
      yield { area: 'originals', hash: original_sha256, of: photo_id };
    }
    const last = found.at(-1);
    if (!last || found.length < page) return;
    after = last.photo_id;
  }
}

async function* places(hub: Hub): AsyncGenerator<Place> {
  for await (const { document_id, file_name, sha256, original_sha256 } of documents(hub)) {
    const of = `${document_id}  ${file_name}`;
    yield { area: 'public', hash: sha256, of };
    if (original_sha256 !== sha256) yield { area: 'originals', hash: original_sha256, of };
  }
  let after = beginning;
  for (;;) {
    const found = unwrap(await hub.service.rpc('list_evidence', { after, max_rows: page }), evidence);
    // a file's name may name a person: its number is enough to find it
    for (const { evidence_id, sha256 } of found) yield { area: 'evidence', hash: sha256, of: evidence_id };
    const last = found.at(-1);
    if (!last || found.length < page) break;
    after = last.evidence_id;
  }
  yield* findingPhotos(hub);
}

async function check(files: Files, area: Area, hash: string): Promise<'good' | 'missing' | 'altered'> {
  const opened = await files.open(area, hash);
  if (!opened) return 'missing';
  const made = createHash('sha256');
  for await (const piece of opened.stream) made.update(piece);
  return made.digest('hex') === hash ? 'good' : 'altered';
}

/** Every file is where it belongs and is what its name says: after a restore, and from time to time. */
export async function checkFiles(hub: Hub, report: Report): Promise<void> {
  let files = 0;
  for await (const { area, hash, of } of places(hub)) {
    const state = await check(hub.files, area, hash);
    files += 1;
    if (state !== 'good') report.wrong(`${state}  ${area.padEnd(9)}  ${hash}  ${of}`);
    report.progress(`${String(files)} files`);
  }
  report.note('files', `${String(files)} in ${hub.files.place}`);
}

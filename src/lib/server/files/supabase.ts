import type { Client } from '../client.ts';
import { pathOf, sha256 } from './hash.ts';
import type { Area, Files } from './types.ts';

const bucket = 'documents';

/** Files in a private bucket of Supabase Storage, which only the service role may open: visitors come through the hub. */
export function supabaseFiles(service: Client): Files {
  const at = (area: Area, hash: string) => `${area}/${pathOf(hash)}`;
  const store = service.storage.from(bucket);
  let ready: Promise<void> | null = null;

  async function ensureBucket(): Promise<void> {
    const { error } = await service.storage.getBucket(bucket);
    if (!error) return;
    const made = await service.storage.createBucket(bucket, { public: false });
    // another node may have been quicker
    if (made.error && !/exist|duplicate/i.test(made.error.message)) throw made.error;
  }

  async function has(area: Area, hash: string): Promise<boolean> {
    const { error } = await store.info(at(area, hash));
    if (!error) return true;
    // the service says 400 as well as 404 of what is not there
    const status = 'status' in error ? Number(error.status) : 0;
    if (status === 404 || status === 400) return false;
    throw error;
  }

  return {
    place: `Supabase Storage, bucket "${bucket}"`,
    async put(area, bytes) {
      ready ??= ensureBucket();
      await ready.catch((error: unknown) => {
        ready = null;
        throw error;
      });
      const hash = await sha256(bytes);
      if (await has(area, hash)) return hash;
      const type = { contentType: 'application/octet-stream' };
      const { error } = await store.upload(at(area, hash), new Uint8Array(bytes), type);
      if (error && !(await has(area, hash))) throw error;
      return hash;
    },
    async open(area, hash, span) {
      const { data, error } = await store.download(at(area, hash));
      if (error) {
        if (await has(area, hash)) throw error;
        return null;
      }
      const part = span ? data.slice(span.start, span.end + 1) : data;
      return { bytes: data.size, stream: part.stream() };
    },
    has,
    async remove(area, hash) {
      const { error } = await store.remove([at(area, hash)]);
      if (error) throw error;
    }
  };
}

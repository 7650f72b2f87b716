import { z } from 'zod';
import { datasets } from '#lib/open-data/datasets/index.ts';
import { originOf } from '#lib/open-data/http.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { hub } from '#lib/server/hub.ts';
import { revision } from '#lib/server/state.ts';
import type { Context } from './context.ts';
import { publisherOf } from './publisher.ts';

const first = z.array(z.object({ recorded_at: z.string() }));

/** What the descriptions of the data need, as of the newest entry of the journal. */
export async function describe(db: Client, url: URL): Promise<Context> {
  const [head, answer] = await Promise.all([
    revision().current(),
    db.from('journal').select('recorded_at').eq('seq', 1)
  ]);
  const since = unwrap(answer, first)[0]?.recorded_at;
  return {
    origin: originOf(url),
    publisher: publisherOf(hub().config),
    since: since ? shanghaiDay(since) : null,
    head: { seq: head.seq, recorded_at: head.recorded_at },
    datasets
  };
}

const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
const shanghaiDay = (time: string): string => day.format(new Date(time));

import { z } from 'zod';
import { localise } from '#lib/i18n/paths.ts';
import { formats } from '#lib/journal/feed.ts';
import { listNames } from '#lib/journal/lists/names.ts';
import { siteOrigin } from '#lib/server/config.ts';
import { unwrap } from '#lib/server/errors.ts';
import type { Job } from '#lib/server/jobs.ts';

const news = z.object({
  after: z.number(),
  seq: z.number(),
  more: z.boolean(),
  kinds: z.array(z.string()),
  divisions: z.array(z.string()),
  projects: z.array(z.string()),
  organizations: z.array(z.string())
});
type News = z.infer<typeof news>;

/** Addresses in one request: hubs take several, but not any number. */
const most = 50;
/** A hub that does not answer must not hold up the other work. */
const patience = 10_000;

/**
 * The feeds that have something new, in each format and language. Feeds that are narrowed are not told of, and say so by
 * naming no hub.
 */
export function topicsOf({ kinds, divisions, projects, organizations }: News, origin: string): string[] {
  const paths = [
    '/feeds/all',
    ...listNames.map((name) => `/feeds/lists/${name}`),
    ...kinds.map((kind) => `/feeds/kinds/${kind}`),
    ...divisions.map((code) => `/feeds/divisions/${code}`),
    ...projects.map((slug) => `/feeds/projects/${slug}`),
    ...organizations.map((slug) => `/feeds/organizations/${slug}`)
  ];
  return paths.flatMap((path) =>
    formats.flatMap((format) =>
      (['zh', 'en'] as const).map((lang) => `${origin}${localise(`${path}.${format}`, lang)}`)
    )
  );
}

/** Tells a hub that these addresses have news (`hub.mode=publish`, as hubs have taken it since PubSubHubbub 0.3). */
async function publish(hub: string, topics: readonly string[], signal: AbortSignal): Promise<void> {
  const body = new URLSearchParams({ 'hub.mode': 'publish' });
  for (const topic of topics) body.append('hub.url', topic);
  const answer = await fetch(hub, {
    method: 'POST',
    body,
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(patience)])
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`the WebSub hub answered ${String(answer.status)}`);
}

/** WebSub: without a hub in the settings there is nothing to do. What a hub did not take is told again at the next run. */
export const websub: Job = {
  name: 'websub',
  every: 20,
  async run({ service, config }, signal) {
    const outcome = { topics: 0 };
    const hub = config.HUB_WEBSUB;
    if (!hub) return outcome;
    for (let more = true; more && !signal.aborted;) {
      const found = unwrap(await service.rpc('websub_news', {}), news);
      if (found.seq > found.after) {
        const topics = topicsOf(found, new URL(siteOrigin(config)).origin);
        for (let i = 0; i < topics.length; i += most) await publish(hub, topics.slice(i, i + most), signal);
        unwrap(await service.rpc('websub_told', { seq: found.seq }), z.unknown());
        outcome.topics += topics.length;
      }
      more = found.more;
    }
    return outcome;
  }
};

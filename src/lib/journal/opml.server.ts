import type { RequestEvent } from '@sveltejs/kit';
import { languageTags, localise } from '#lib/i18n/paths.ts';
import type { Subject } from './feed.ts';
import { cacheControl, list, originOf } from './feeds.server.ts';
import * as mine from './lists/mine.server.ts';
import { writeOpml, type Outline } from './opml.ts';

type Event = Pick<RequestEvent, 'locals' | 'url'>;
type Feed = Pick<Subject, 'title' | 'path' | 'search'> & { page?: string };

/**
 * Feeds as OPML: of the pages that the address names; with `?all=yes` every one that is not of a single project or
 * organization; else the province, pilot cities and kinds.
 */
export async function opml(event: Event): Promise<Response> {
  const { t } = event.locals;
  const own = event.url.searchParams.has('page') || event.url.searchParams.has('pages');
  const folders = own ? await ofPages(event) : await ofSite(event);
  return new Response(writeOpml(t(own ? 'openFeeds.mine.title' : 'feeds.opmlTitle'), folders), {
    headers: { 'content-type': 'text/x-opml; charset=utf-8', 'cache-control': cacheControl }
  });
}

function outlines({ locals: { t }, url }: Event) {
  const address = (path: string) => originOf(url) + localise(path, t.lang);
  return ({ title, path, search, page = '/feeds' }: Feed): Outline => ({
    title: t('feeds.feedTitle', { title }),
    feed: {
      url: `${address(path)}.rss${search ? `?${search}` : ''}`,
      page: address(page),
      language: languageTags[t.lang]
    }
  });
}

const ofPages = async (event: Event): Promise<Outline[]> =>
  (await mine.read(event.locals, event.url)).found.map(outlines(event));

async function ofSite(event: Event): Promise<Outline[]> {
  const { t } = event.locals;
  const all = event.url.searchParams.get('all') === 'yes';
  const one = outlines(event);
  const { province, cities, kinds, lists, items } = await list(event.locals);
  const pilots = cities.filter(({ pilot }) => pilot);
  return [
    one(province),
    { title: t(all ? 'feeds.cities' : 'feeds.pilotCities'), inside: (all ? cities : pilots).map(one) },
    { title: t('feeds.byKind'), inside: kinds.map(one) },
    ...(all
      ? [
          { title: t('openFeeds.lists'), inside: lists.map(one) },
          { title: t('feeds.narrow.title'), inside: items.map(one) }
        ]
      : [])
  ];
}

import RSS from 'rss';
import { licence, type Feed } from './feed.ts';

const namespaces = {
  dcterms: 'http://purl.org/dc/terms/',
  georss: 'http://www.georss.org/georss'
};

/** Minutes that a reader may wait before it asks again. */
const ttl = 30;

/** RSS 2.0 by the package `rss`, with what it does wrong mended (docs/feeds.md). */
export function writeRss(feed: Feed, demoWord: string): string {
  const rss = new RSS({
    title: feed.title,
    description: feed.description,
    generator: 'Sunlit',
    feed_url: feed.self,
    site_url: feed.page,
    copyright: feed.copyright,
    language: feed.language,
    ttl,
    categories: feed.demo ? [demoWord] : [],
    custom_namespaces: namespaces,
    custom_elements: [
      link('license', licence.url),
      ...(feed.hub ? [link('hub', feed.hub)] : []),
      ...(feed.first ? [link('first', feed.first)] : []),
      ...(feed.next ? [link('next', feed.next)] : [])
    ]
  });
  for (const item of feed.items) {
    const { place } = item;
    rss.item({
      title: item.title,
      description: item.lines.map((line) => `<p>${escape(line)}</p>`).join(''),
      url: item.url,
      guid: item.id,
      categories: item.demo ? [item.kind, demoWord] : [item.kind],
      date: new Date(item.entry.recorded_at),
      custom_elements: [
        ...(place ? [{ 'georss:point': `${place.lat} ${place.lng}` }] : []),
        ...(item.replaces ? [{ 'dcterms:replaces': item.replaces }] : [])
      ]
    });
  }
  return steady(rss.xml(), feed.updated);
}

const link = (rel: string, href: string) => ({
  'atom:link': {
    _attr: { rel, href, ...(rel === 'license' || rel === 'hub' ? {} : { type: 'application/rss+xml' }) }
  }
});

/** A description is HTML to its readers, so what people wrote must not be. */
const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * The package writes the present time, which changes the bytes with each request. Whole CDATA sections are matched
 * first, so that a name which looks like the element stays as it is.
 */
function steady(xml: string, updated: Date | null): string {
  const built = updated ? `<lastBuildDate>${updated.toUTCString()}</lastBuildDate>` : '';
  return xml.replace(/<!\[CDATA\[[\s\S]*?\]\]>|<lastBuildDate>[^<]*<\/lastBuildDate>/g, (found) =>
    found.startsWith('<!') ? found : built
  );
}

import { licence, type Feed } from './feed.ts';

/** JSON Feed 1.1. What is ours stands under `_sunlit`: the facts as the journal holds them (docs/feeds.md). */
export function writeJson(feed: Feed, demoWord: string): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    description: feed.description,
    home_page_url: feed.page,
    feed_url: feed.self,
    ...(feed.next ? { next_url: feed.next } : {}),
    language: feed.language,
    ...(feed.hub ? { hubs: [{ type: 'WebSub', url: feed.hub }] } : {}),
    _sunlit: {
      about: feed.about,
      licence: licence.name,
      licence_url: licence.url,
      demo: feed.demo,
      ...(feed.first ? { first_url: feed.first } : {})
    },
    items: feed.items.map((item) => ({
      id: item.id,
      url: item.url,
      title: item.title,
      // JSON Feed wants text; an entry without details is told by its title
      content_text: item.lines.join('\n') || item.title,
      date_published: item.entry.recorded_at,
      tags: item.demo ? [item.kind, demoWord] : [item.kind],
      _sunlit: {
        seq: item.entry.seq,
        kind: item.entry.kind,
        version: item.entry.version,
        occurred_at: item.entry.occurred_at,
        division_code: item.entry.division_code,
        demo: item.demo,
        ...(item.replaces ? { replaces: item.replaces } : {}),
        facts: item.entry.facts
      }
    }))
  });
}

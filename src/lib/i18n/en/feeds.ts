import type { Mirror } from '../types.ts';
import type zh from '../zh/feeds.ts';

export default {
  title: 'Data and feeds',
  opml: 'OPML list of feeds',
  summary:
    'Follow residential construction in Hubei by RSS or JSON Feed: the province, a city, a kind of news, one project or one organization.',
  what: {
    title: 'What a feed is',
    text: 'With a feed, a reader app keeps watch for you: when a project is registered, its details change or a milestone is reached, the app gets it by itself and you need not come back each day. No account and no phone number are needed.'
  },
  how: {
    title: 'How to follow on a phone',
    install: 'Search the app store of your phone for "RSS reader" and install one you like.',
    copy: 'Find "RSS" on this page, or on the page of a project, district or organization. Press and hold it, and choose "Copy link".',
    paste: 'Open the reader, choose "Add feed", paste the link and confirm.',
    computer:
      'A computer works the same way. To follow many at once, download the list of feeds below and choose "Import OPML" in the reader.'
  },
  list: {
    name: 'About',
    rss: 'RSS',
    json: 'JSON Feed',
    pilot: 'Pilot city'
  },
  province: 'Latest in the province',
  cities: 'Cities and prefectures',
  citiesHint: 'To follow one county or district, open its page: "Follow" is on it.',
  pilotCities: 'Pilot cities',
  everything: 'The province, and by kind of news',
  byKind: 'By kind of news',
  one: {
    title: 'Follow one project or organization',
    text: 'Open the page of the project or organization and use RSS or JSON Feed beside "Follow".',
    projects: 'Find a project',
    divisions: 'See districts'
  },
  many: {
    title: 'Follow many at once',
    text: 'The list of feeds holds the province, the pilot cities and each kind of news.',
    download: 'Download the list of feeds (OPML)'
  },
  reuse: {
    title: 'Republishing and developing',
    licence:
      'Feeds are licensed CC BY 4.0: republish and build on them, naming "Sunlit" and linking the original.',
    developers:
      'Each item has a permanent id, the same in every feed, both formats and both languages; a correction is a new item that names the one it corrects. JSON Feed carries the facts as data.',
    polite:
      'A page has 50 items; the link "next" leads to older ones. Ask with ETag or Last-Modified: while nothing changed the answer is a bare 304. Scripts of other sites may read the feeds.'
  },
  narrowed: ', ',
  feedTitle: '{{title}} · Sunlit',
  description: 'Latest from the hub that discloses the quality of residential construction in Hubei.',
  descriptionDemo:
    'Latest from the hub that discloses the quality of residential construction in Hubei. Contains demonstration data that stands for no real works.',
  copyright: 'Sunlit, licensed Creative Commons Attribution 4.0 (CC BY 4.0)',
  demo: 'Demonstration data',
  opmlTitle: 'Feeds of Sunlit'
} satisfies Mirror<typeof zh>;

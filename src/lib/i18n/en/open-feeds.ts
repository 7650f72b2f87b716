import type zh from '../zh/open-feeds.ts';
import type { Mirror } from '../types.ts';

export default {
  lists: 'By the filters of a list',
  listsText:
    'Projects, disclosures, open days, findings and complaints: however you filter a list, you can follow it. Choose the filters on the list, then take RSS or JSON Feed beside “Follow”; the address carries the same filters. The feed tells what happens to what the list shows; what no longer passes the filters no longer appears.',
  holds: 'with “{{text}}”',
  box: 'within a part of the map',
  from: 'from {{day}}',
  to: 'until {{day}}',
  all: {
    text: 'There is also a list of everything (the province, all cities, kinds, lists, items), and you can put together your own from the pages that matter to you.',
    download: 'Download the list of all feeds (OPML)'
  },
  mine: {
    title: 'My list of feeds',
    lead: 'Put the addresses of pages that matter to you together and get a list that feed readers import. No account: the list lies in the address of this page alone, and we keep nothing.',
    pages: 'Addresses of pages, one a line',
    hint: 'Filtered lists of projects, disclosures, open days, findings or complaints, and pages of a project, organization or division. {{count}} at most.',
    make: 'Make the list',
    wrong: 'These are no pages with a feed, or their filters do not exist, and were left out:',
    left_one: 'The list is full: the last one was left out. Make two lists of it.',
    left_other: 'The list is full: the last {{count}} were left out. Make two lists of it.',
    found_one: '1 feed in the list',
    found_other: '{{count}} feeds in the list',
    keep: 'To keep or share this list, bookmark this page or copy its address; after a change, bookmark it again.',
    address: 'address of the list',
    none: 'The list is empty',
    noneHint: 'Filter any list and choose “Add to my list of feeds”, or paste addresses of pages above.'
  }
} satisfies Mirror<typeof zh>;

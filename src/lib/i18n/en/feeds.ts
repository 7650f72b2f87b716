import type { Mirror } from '../types.ts';
import type zh from '../zh/feeds.ts';

export default {
  title: 'Data and feeds',
  opml: 'OPML list of feeds'
} satisfies Mirror<typeof zh>;

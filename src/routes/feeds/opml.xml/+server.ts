import { opml } from '#lib/journal/feeds.server.ts';

export const GET = (event) => opml(event);

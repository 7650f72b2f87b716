import { asSearch } from '#lib/ui/list-links.ts';

/** Lists that can be followed as they are filtered: the page is `/<name>`, the feed `/feeds/lists/<name>.<format>`. */
export const listNames = ['projects', 'disclosures', 'open-days', 'findings', 'complaints'] as const;
export type ListName = (typeof listNames)[number];

/** How a page shows its list, which is no part of what it lists. */
export const frameNames = ['page', 'size', 'sort', 'view'];

/**
 * Where the list that a page shows is followed: its own parameters without those of the frame, so that the feed means
 * what the page does.
 */
export function followList(name: ListName, params: URLSearchParams) {
  const kept = new URLSearchParams(
    [...params].filter(([key, value]) => value !== '' && !frameNames.includes(key))
  );
  const search = asSearch(kept);
  return {
    rss: `/feeds/lists/${name}.rss${search}`,
    json: `/feeds/lists/${name}.json${search}`,
    calendar: `/calendar/lists/${name}.ics${search}`,
    /** To put it beside others in one list of feeds. */
    mine: `/feeds/mine?${new URLSearchParams({ page: `/${name}${search}` }).toString()}`
  };
}

import { hub } from '#lib/server/hub.ts';
import { licence } from './licence.ts';

/** The start of addresses in answers. */
export const originOf = (url: URL): string => new URL(hub().config.ORIGIN ?? url.origin).origin;

/** The header Link of an answer with data: under which terms it may be used, what describes it, and where it goes on. */
export function links(origin: string, more: Record<string, string> = {}): string {
  const all = {
    license: licence.url,
    describedby: `${origin}/open/datapackage.json`,
    'service-desc': `${origin}/open/openapi.json`,
    ...more
  };
  return Object.entries(all)
    .map(([rel, address]) => `<${address}>; rel="${rel}"`)
    .join(', ');
}

import type { Reroute } from '@sveltejs/kit';
import { unlocalised } from '#lib/i18n/paths.ts';

/** Both languages share the routes; only the words differ. */
export const reroute: Reroute = ({ url }) => unlocalised(url.pathname);

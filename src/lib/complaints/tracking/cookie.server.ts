import type { RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { localise } from '#lib/i18n/paths.ts';
import { hub } from '#lib/server/hub.ts';
import { open, seal } from '#lib/server/seal.ts';

/**
 * After the code was typed once, a sealed cookie stands for it, so that no address and no form has it again. It holds the
 * hash by which the database knows the code, never the code, and ends by itself after half an hour without use.
 */
const name = 'complaint';
const purpose = 'complaint tracking';
const seconds = 30 * 60;
/** The cookie goes to no other page. English pages lie under another path, so each language has its own. */
const paths = [localise('/complaints', 'zh'), localise('/complaints', 'en')];

const held = z.object({ hash: z.string(), slug: z.string(), until: z.number() });
export type Held = Pick<z.infer<typeof held>, 'hash' | 'slug'>;

const options = (event: RequestEvent) => ({
  httpOnly: true,
  sameSite: 'strict' as const,
  secure: event.url.protocol === 'https:'
});

export function keep(event: RequestEvent, { hash, slug }: Held): void {
  const until = Date.now() + seconds * 1000;
  const sealed = seal(hub().secrets.encryption, purpose, JSON.stringify({ hash, slug, until }));
  for (const path of paths) event.cookies.set(name, sealed, { ...options(event), path, maxAge: seconds });
}

export function forget(event: RequestEvent): void {
  for (const path of paths) event.cookies.delete(name, { ...options(event), path });
}

/** Null where nothing was opened, the half hour is over, or the cookie was not made here. */
export function read(event: RequestEvent): Held | null {
  const sealed = event.cookies.get(name);
  if (!sealed) return null;
  try {
    const { hash, slug, until } = held.parse(JSON.parse(open(hub().secrets.encryption, purpose, sealed)));
    return until > Date.now() ? { hash, slug } : null;
  } catch {
    return null;
  }
}

import { randomUUID } from 'node:crypto';
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { z } from 'zod';
import { closeHub } from '#lib/server/hub.ts';
import { tokenOf } from './accounts.ts';
import { visitor, type Visitor } from './browserless.ts';
import { openProjects, type Projects } from './complaints-filing.ts';
import { sessionCookie } from './open-day-server.ts';
import { startServer } from './server.ts';

/** A database that `prepare` fills, then the built server on it. */
export async function serveProjects<P>(prepare: (projects: Projects) => Promise<P>, network: string) {
  const projects = await openProjects();
  const prepared = await prepare(projects);
  const tokens = {
    officer: await tokenOf(projects.officer.db),
    resident: await tokenOf(projects.resident.db)
  };
  const ids = { officer: projects.officer.id, resident: projects.resident.id };
  const { dataDir } = projects.hub.config;
  await closeHub();
  const server = await startServer({ dataDir, env: { HUB_DEMO: 'off', ADDRESS_HEADER: 'x-forwarded-for' } });
  let machines = 0;
  /** Somebody at a machine of their own. */
  const someone = (): Visitor => {
    machines += 1;
    return visitor(server.url, `${network}.${String(machines)}`);
  };
  return {
    ...prepared,
    url: server.url,
    dataDir,
    log: server.log,
    someone,
    as(name: 'officer' | 'resident'): Visitor {
      const who = someone();
      who.cookies.set('sunlit', sessionCookie(tokens[name], ids[name]));
      return who;
    },
    close: () => server.stop()
  };
}

/** What the last step of a page without scripts sends. */
export const wholeForm = (more: Record<string, string> = {}): Record<string, string> => ({
  step: 'who',
  go: 'send',
  attempt: randomUUID(),
  category: 'seepage',
  description: '卫生间顶板漏水，报修三次没有人来。',
  naming: 'anonymous',
  ...more
});

export function formOf(fields: Record<string, string>, photos: { name: string; bytes: Uint8Array }[] = []) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const { name, bytes } of photos) form.append('photos', new File([new Uint8Array(bytes)], name));
  return form;
}

const html = { accept: 'text/html' };
export const send = (
  who: Visitor,
  fields: Record<string, string>,
  photos?: { name: string; bytes: Uint8Array }[]
) => who.send('/complaints/new', formOf(fields, photos), html);

const issued = z.object({
  parameters: z.looseObject({
    ...{ algorithm: z.string(), nonce: z.string(), salt: z.string(), keyPrefix: z.string() },
    ...{ cost: z.number(), keyLength: z.number() }
  }),
  signature: z.string()
});

/** The work that a browser does ahead. */
export async function prove(who: Visitor): Promise<string> {
  const response = await who.get('/complaints/challenge', { accept: 'application/json' });
  const challenge = issued.parse(await response.json());
  return JSON.stringify({ challenge, solution: await solveChallenge({ challenge, deriveKey }) });
}

/** What the page carries on, as a browser would send it with the next button. */
export function fieldsIn(page: string): Record<string, string> {
  const found: Record<string, string> = {};
  const of = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  const form = /<form[^>]*data-step[\s\S]*?<\/form>/.exec(page)?.[0] ?? '';
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const [name, type] = [of(tag, 'name'), of(tag, 'type')];
    if (!name || type === 'file') continue;
    if ((type === 'radio' || type === 'checkbox') && !/\bchecked\b/.test(tag)) continue;
    found[name] = of(tag, 'value') ?? '';
  }
  for (const [, name, value] of form.matchAll(/<textarea[^>]*\bname="([^"]*)"[^>]*>([^<]*)/g))
    if (name) found[name] = value ?? '';
  return found;
}

export const codeIn = (page: string): string => /data-code="([^"]+)"/.exec(page)?.[1] ?? '';

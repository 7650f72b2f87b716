import { isHttpError } from '@sveltejs/kit';
import { unlocalised } from '#lib/i18n/paths.ts';
import type { T } from '#lib/i18n/types.ts';
import type { Client } from '#lib/server/client.ts';
import { hub } from '#lib/server/hub.ts';
import type { Subject } from '../feed.ts';
import * as subjects from '../subjects.server.ts';
import { subjectOf } from './feed.server.ts';
import { listNamed } from './lists.server.ts';

/** What one list of feeds holds at most: its address must fit into a browser's and a mail's. */
const most = 30;
const longest = 500;

type Locals = Pick<App.Locals, 'db' | 't'>;

/** A page of the site that has a feed, by its path; null for any other. */
async function subjectAt(db: Client, address: URL, t: T): Promise<Subject | null> {
  const [, first = '', name = '', more] = unlocalised(address.pathname).split('/');
  if (more !== undefined) return null;
  if (first === '' && name === '') return subjects.province(t);
  if (name === '') {
    const list = listNamed(first);
    return list ? subjectOf(db, list, address.searchParams, t) : null;
  }
  switch (first) {
    case 'projects':
      return subjects.findProject(db, name);
    case 'organizations':
      return subjects.findOrganization(db, name);
    case 'divisions':
      return subjects.findDivision(db, name, t);
    default:
      return null;
  }
}

async function find(db: Client, text: string, site: URL, t: T): Promise<Subject | null> {
  const address =
    text.length <= longest && URL.canParse(text, site.origin) ? new URL(text, site.origin) : null;
  if (address?.origin !== site.origin) return null;
  try {
    return await subjectAt(db, address, t);
  } catch (thrown) {
    // a project that does not exist is one that has no feed; a database that is away is not
    if (isHttpError(thrown) && thrown.status < 500) return null;
    throw thrown;
  }
}

const siteOf = (url: URL): URL => new URL(hub().config.ORIGIN ?? url.origin);

/** The pages that an address names, one a line or one a parameter, each once. */
function named(params: URLSearchParams): string[] {
  const lines = [...params.getAll('page'), ...params.getAll('pages').flatMap((text) => text.split(/\r?\n/))];
  return [...new Set(lines.map((line) => line.trim()).filter((line) => line !== ''))];
}

export interface Mine {
  /** As it was asked for. */
  lines: string[];
  found: Subject[];
  /** Lines that are no page with a feed. */
  wrong: string[];
  /** Lines beyond what one list holds. */
  left: number;
}

/** Somebody's own list of feeds. It lies in its address alone: no account, and nothing is kept. */
export async function read({ db, t }: Locals, url: URL): Promise<Mine> {
  const all = named(url.searchParams);
  const lines = all.slice(0, most);
  const site = siteOf(url);
  const answers = await Promise.all(
    lines.map(async (line) => ({ line, subject: await find(db, line, site, t) }))
  );
  const found = new Map(
    answers.flatMap(({ subject }) => (subject ? [[`${subject.path}?${subject.search ?? ''}`, subject]] : []))
  );
  return {
    lines,
    found: [...found.values()],
    wrong: answers.filter(({ subject }) => subject === null).map(({ line }) => line),
    left: all.length - lines.length
  };
}

/** What the page of one's own list shows. */
export async function load(locals: Locals, url: URL) {
  const { lines, found, wrong, left } = await read(locals, url);
  const search = new URLSearchParams(found.map(({ page }) => ['page', page])).toString();
  return {
    lines,
    wrong,
    left,
    most,
    search,
    feeds: found.map(({ title, path, page, search: narrowed = '' }) => ({
      title,
      path,
      page,
      search: narrowed
    }))
  };
}

import type { T } from '#lib/i18n/types.ts';
import type { Stage } from '#lib/projects/projects.ts';
import { languageTags, localise } from '#lib/i18n/paths.ts';
import { describe, kindName } from './describe.ts';
import type { Entries, Entry } from './entry.ts';
import * as facts from './facts.ts';
import type { Names } from './words.ts';

export const formats = ['rss', 'json'] as const;
export type Format = (typeof formats)[number];

export const contentTypes: Record<Format, string> = {
  rss: 'application/rss+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8'
};

export const licence = {
  name: 'CC BY 4.0',
  url: 'https://creativecommons.org/licenses/by/4.0/'
} as const;

/** What a feed is about: one address, one scope of the journal. */
export interface Subject {
  title: string;
  /** Of the feed, without language and format: `/feeds/projects/abc`. */
  path: string;
  /** Of the page for people, without language. */
  page: string;
  scope: Scope;
  /** What of it alone, as its address says: `item=rebar_tests&stage=construction`. */
  search?: string;
  /** A list that a page shows, by name: its entries are found by the filters of that page. */
  list?: string;
}

/** What `read_journal` is asked for. */
export interface Scope {
  project_id?: string;
  division_code?: string;
  organization_id?: string;
  kind?: string;
  item?: string;
  stage?: Stage;
}

export interface Item {
  id: string;
  url: string;
  title: string;
  lines: string[];
  kind: string;
  demo: boolean;
  place: { lat: number; lng: number } | null;
  /** The item that this one corrects. */
  replaces: string | null;
  entry: Entry;
}

/** A page of a feed, before it is written as RSS or JSON. */
export interface Feed {
  title: string;
  description: string;
  language: string;
  copyright: string;
  self: string;
  page: string;
  about: string;
  /** The WebSub hub that is told of news; null where there is none, or none is told of this feed. */
  hub: string | null;
  /** RFC 5005, section 3: the newest page, and the next older one. */
  first: string | null;
  next: string | null;
  /** The newest item's time; null while there is none. */
  updated: Date | null;
  demo: boolean;
  items: Item[];
}

export interface Place {
  origin: string;
  format: Format;
  /** The page asked for: entries below this seq. */
  before: number | null;
  /** The WebSub hub of this site. */
  hub?: string;
}

export function compose(subject: Subject, found: Entries, place: Place, t: T, names: Names = {}): Feed {
  const { origin, format, before } = place;
  const page = (path: string) => origin + localise(path, t.lang);
  const feed = (older?: number) => {
    const search = new URLSearchParams(subject.search);
    if (older !== undefined) search.set('before', String(older));
    return `${page(subject.path)}.${format}${search.size > 0 ? `?${search.toString()}` : ''}`;
  };
  const told = { ...names, fields: (one: string) => found.fields[one] };
  const items = found.entries.map((entry) => item(entry, page, tagger(origin), t, told));
  const oldest = found.entries.at(-1)?.seq;
  const demo = items.some((one) => one.demo);
  return {
    title: clean(t('feeds.feedTitle', { title: subject.title })),
    description: t(demo ? 'feeds.descriptionDemo' : 'feeds.description'),
    language: languageTags[t.lang],
    copyright: t('feeds.copyright'),
    self: feed(before ?? undefined),
    page: page(subject.page),
    about: page('/feeds'),
    // a hub is told of feeds as they are, not of each thing that one may be narrowed to
    hub: place.hub && before === null && !subject.search ? place.hub : null,
    first: before === null ? null : feed(),
    next: found.more && oldest !== undefined ? feed(oldest) : null,
    updated: newest(found.entries),
    demo,
    items
  };
}

function item(
  entry: Entry,
  page: (path: string) => string,
  tag: (seq: number) => string,
  t: T,
  names: Names
): Item {
  const { title, lines, path } = describe(entry, t, names);
  const { lat, lng, demo = false } = facts.project.catch({}).parse(entry.facts);
  return {
    id: tag(entry.seq),
    url: page(path),
    title: clean(title),
    lines: lines.map(clean),
    kind: kindName(entry.kind, t),
    demo,
    // 0 is a place too
    place: lat === undefined || lng === undefined ? null : { lat, lng },
    replaces: entry.supersedes === null ? null : tag(entry.supersedes),
    entry
  };
}

/**
 * Names an entry for ever (RFC 4151): the same in each feed, format and language, whatever becomes of its page. The
 * date says when the host was ours, and must never change.
 */
const tagger = (origin: string) => {
  const { hostname } = new URL(origin);
  return (seq: number) => `tag:${hostname},2026-01-01:journal/${seq}`;
};

/** Entries come in the order of their numbers; a loader may have set the clock. */
function newest(entries: Entry[]): Date | null {
  const times = entries.map((entry) => Date.parse(entry.recorded_at)).filter((time) => !Number.isNaN(time));
  return times.length === 0 ? null : new Date(Math.max(...times));
}

/** XML 1.0 has no way to write these, not even escaped; calendars may not hold them either, nor the last one. */
// oxlint-disable-next-line no-control-regex -- these are what it is about
const unwritable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g;

export const clean = (text: string): string => text.toWellFormed().replace(unwritable, '');

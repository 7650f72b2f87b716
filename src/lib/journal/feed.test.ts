import { describe, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import type { Entry } from './entry.ts';
import { compose, type Feed } from './feed.ts';
import { writeJson } from './json-feed.ts';
import { writeOpml } from './opml.ts';
import { writeRss } from './rss.ts';

const entry = (seq: number, facts: Record<string, unknown>, more: Partial<Entry> = {}): Entry => ({
  seq,
  kind: 'project.registered',
  version: 1,
  facts: { slug: 'abc', name: '江湾花园', ...facts },
  supersedes: null,
  division_code: null,
  project_id: null,
  subject_type: 'project',
  subject_id: 'x',
  occurred_at: '2026-11-20T04:00:00.000Z',
  recorded_at: '2026-11-22T01:00:00.000Z',
  ...more
});

const subject = { title: '武汉市', path: '/feeds/divisions/420100', page: '/divisions/420100', scope: {} };
const place = { origin: 'https://hub.example:8443', format: 'rss' as const, before: null };

function feed(entries: Entry[], more = false, before: number | null = null, lang: 'zh' | 'en' = 'zh'): Feed {
  return compose(subject, { entries, more, fields: {} }, { ...place, before }, translator(lang));
}

describe('a feed', () => {
  it('names an entry by the host alone, the same in both languages', () => {
    const id = 'tag:hub.example,2026-01-01:journal/7';
    expect(feed([entry(7, {})]).items[0]?.id).toBe(id);
    const english = feed([entry(7, {}, { supersedes: 3 })], false, null, 'en').items[0];
    expect(english).toMatchObject({ id, replaces: 'tag:hub.example,2026-01-01:journal/3' });
    expect(english?.url).toBe('https://hub.example:8443/en/projects/abc');
  });

  it('leads to older entries and back to the first page', () => {
    const newest = feed([entry(9, {}), entry(7, {})], true);
    expect(newest.first).toBeNull();
    expect(newest.next).toBe('https://hub.example:8443/feeds/divisions/420100.rss?before=7');
    const last = feed([entry(5, {})], false, 7);
    expect(last.first).toBe('https://hub.example:8443/feeds/divisions/420100.rss');
    expect(last.next).toBeNull();
    expect(last.self).toBe(newest.next);
  });

  it('is as old as its newest entry, whatever the order of the clock', () => {
    const late = entry(1, {}, { recorded_at: '2026-11-22T02:00:00.000Z' });
    expect(feed([entry(2, {}), late]).updated?.toISOString()).toBe('2026-11-22T02:00:00.000Z');
    expect(feed([]).updated).toBeNull();
  });
});

describe('RSS', () => {
  const write = (entries: Entry[]) => writeRss(feed(entries), '示范数据');

  it('carries the time of the newest entry instead of the present', () => {
    const xml = write([entry(1, {})]);
    expect(xml).toContain('<lastBuildDate>Sun, 22 Nov 2026 01:00:00 GMT</lastBuildDate>');
    expect(xml.match(/<lastBuildDate>/g)).toHaveLength(1);
    expect(write([])).not.toContain('lastBuildDate');
  });

  it('leaves a name alone that looks like the element it mends', () => {
    const name = '<lastBuildDate>never</lastBuildDate> ]]> x';
    const xml = write([entry(1, { name })]);
    expect(xml).toContain('<lastBuildDate>never</lastBuildDate>');
    expect(xml).toContain('<lastBuildDate>Sun, 22 Nov 2026 01:00:00 GMT</lastBuildDate>');
  });

  it('drops what XML cannot hold, and keeps the rest of the text', () => {
    const bad = String.fromCharCode(0x01, 0x0b, 0x1f, 0xfffe, 0xd800);
    const xml = write([entry(1, { name: `江${bad}湾`, address: `甲${bad}乙` })]);
    // half a character becomes the sign for what cannot be told
    expect(xml).toContain('江\uFFFD湾');
    for (const character of String.fromCharCode(0x01, 0x0b, 0x1f, 0xfffe))
      expect(xml).not.toContain(character);
    expect(xml.isWellFormed()).toBe(true);
  });

  it('never lets a stored text be markup to a reader', () => {
    const xml = write([entry(1, { address: '<script>alert(1)</script>' })]);
    expect(xml).toContain('&lt;script&gt;');
    expect(xml).not.toContain('<script>');
  });

  it('has a point where there is one, 0 included, and no channel author', () => {
    expect(write([entry(1, { lat: 0, lng: 114.3 })])).toContain('<georss:point>0 114.3</georss:point>');
    const without = write([entry(1, { lat: 30 })]);
    expect(without).not.toContain('georss:point');
    expect(without).not.toContain('author');
  });

  it('marks demonstration data on the feed and on the item', () => {
    const xml = write([entry(1, { demo: true }), entry(2, {})]);
    expect(xml.match(/<category><!\[CDATA\[示范数据\]\]><\/category>/g)).toHaveLength(2);
    expect(xml).toContain('含示范数据');
    expect(write([entry(2, {})])).not.toContain('示范数据');
  });
});

describe('JSON Feed', () => {
  it('has what version 1.1 asks for, and the facts', () => {
    const one = entry(7, { demo: true, lat: 0 }, { kind: 'weather.changed' });
    const written: unknown = JSON.parse(writeJson(feed([one]), '示范数据'));
    expect(written).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      language: 'zh-CN',
      home_page_url: 'https://hub.example:8443/divisions/420100',
      _sunlit: { licence: 'CC BY 4.0', demo: true },
      items: [
        {
          id: 'tag:hub.example,2026-01-01:journal/7',
          date_published: '2026-11-22T01:00:00.000Z',
          tags: ['其他公开信息', '示范数据'],
          _sunlit: { kind: 'weather.changed', seq: 7, facts: one.facts }
        }
      ]
    });
    expect(written).not.toHaveProperty('next_url');
  });
});

describe('OPML', () => {
  it('escapes attributes', () => {
    const opml = writeOpml('a & b', [
      { title: '"<', feed: { url: 'https://a/?b&c', page: 'https://a', language: 'en' } }
    ]);
    expect(opml).toContain('text="&quot;&lt;"');
    expect(opml).toContain('xmlUrl="https://a/?b&amp;c"');
    expect(opml).toContain('<title>a &amp; b</title>');
  });
});

import { describe, expect, it } from 'vitest';
import {
  isKind,
  kinds,
  mostOf,
  rangesOf,
  readRange,
  recordsOf,
  writeIndex,
  writeSitemap
} from './sitemap.ts';

const origin = 'https://hub.example';

describe('a file of the sitemap', () => {
  it('names a page in both languages, each with both and the default, and escapes what XML would read', () => {
    const xml = writeSitemap(origin, [{ path: '/a&b<c>"', changed: '2026-11-30T02:00:00.000Z' }]);
    expect(xml.match(/<url>/g)).toHaveLength(2);
    expect(xml.match(/hreflang="(zh-CN|en|x-default)"/g)).toHaveLength(6);
    expect(xml).toContain('<loc>https://hub.example/en/a&amp;b&lt;c&gt;&quot;</loc>');
    expect(xml).toContain('<lastmod>2026-11-30T02:00:00.000Z</lastmod>');
    expect(writeSitemap(origin, [{ path: '/', changed: null }])).not.toContain('lastmod');
  });

  it('never holds more than 50,000 addresses', () => {
    for (const kind of Object.keys(kinds).filter(isKind)) {
      expect(mostOf(kind) * kinds[kind].length * 2).toBeLessThanOrEqual(50_000);
      expect(recordsOf(kind)).toBeLessThan(mostOf(kind));
    }
  });
});

describe('ranges', () => {
  it('cover everything, each from one bound to the next', () => {
    expect(rangesOf([])).toEqual(['~']);
    expect(rangesOf(['b', 'k'])).toEqual(['~b', 'b~k', 'k~']);
    expect(readRange('b~k')).toEqual({ from: 'b', until: 'k' });
    expect(readRange('~')).toEqual({ from: '', until: '' });
    for (const wrong of ['', 'b', 'b~k~m', "b'~k", `${'b'.repeat(61)}~`])
      expect(readRange(wrong), wrong).toBeNull();
  });

  it('stand in the index as whole addresses', () => {
    expect(writeIndex(origin, ['/sitemap/projects/~b.xml'])).toContain(
      '<sitemap><loc>https://hub.example/sitemap/projects/~b.xml</loc></sitemap>'
    );
  });
});

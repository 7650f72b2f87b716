import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { link, pagesAround } from './list-links.ts';
import { flag, listQuery, pick, several, words } from './list-query.ts';

const list = listQuery({
  filters: {
    q: words(),
    city: pick(z.string().regex(/^42\d{4}$/)),
    stage: several(z.enum(['permitting', 'construction'])),
    pilot: flag()
  },
  sorts: ['-registered', 'name']
});
const read = (search: string) => list.parse(new URLSearchParams(search));

describe('a list reads its address', () => {
  it('with defaults', () => {
    expect(read('')).toEqual({
      page: 1,
      size: 20,
      sort: '-registered',
      from: 0,
      to: 19,
      filters: { q: undefined, city: undefined, stage: [], pilot: undefined }
    });
  });

  it('with everything given', () => {
    const query = read(
      'q=%20花园&city=420100&stage=permitting&stage=construction&pilot=yes&page=3&size=50&sort=name'
    );
    expect(query).toMatchObject({ page: 3, size: 50, sort: 'name', from: 100, to: 149 });
    expect(query.filters).toEqual({
      q: '花园',
      city: '420100',
      stage: ['permitting', 'construction'],
      pilot: true
    });
  });

  it('without ever failing on nonsense', () => {
    const query = read('q=&city=1&stage=x&stage=permitting&pilot=1&page=-2&size=7&sort=drop&page=x');
    expect(query).toMatchObject({ page: 1, size: 20, sort: '-registered' });
    expect(query.filters).toEqual({ q: undefined, city: undefined, stage: ['permitting'], pilot: undefined });
    expect(read('city=420100&city=420200').filters.city).toBe('420200');
    expect(read('page=99999999999').page).toBe(1);
  });

  it('and hands its filters on in one order', () => {
    expect(list.filterSearch(new URLSearchParams('page=2&pilot=yes&x=1&city=420100&q='))).toBe(
      '?city=420100&pilot=yes'
    );
    expect(list.filterSearch(new URLSearchParams('page=2'))).toBe('');
  });
});

describe('links', () => {
  const url = new URL('https://a.example/en/projects?city=420100&page=4&size=50');
  it('keep the filters', () => {
    expect(link(url, { page: 5 })).toBe('/en/projects?city=420100&size=50&page=5');
    expect(link(url, { page: 1 })).toBe('/en/projects?city=420100&size=50');
  });
  it('start at the first page when something else changes', () => {
    expect(link(url, { size: 20 })).toBe('/en/projects?city=420100&size=20');
    expect(link(url, { city: null, size: '' })).toBe('/en/projects');
  });
});

describe('page numbers', () => {
  it.each([
    [1, 1, [1]],
    [1, 3, [1, 2, 3]],
    [3, 9, [1, 2, 3, 4, null, 9]],
    [5, 9, [1, null, 4, 5, 6, null, 9]],
    [9, 9, [1, null, 8, 9]]
  ])('%i of %i', (page, pages, expected) => {
    expect(pagesAround(page, pages)).toEqual(expected);
  });
});

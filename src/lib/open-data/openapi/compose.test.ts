import { expect, it } from 'vitest';
import { compose } from './compose.ts';

const one = {
  path: '/open/api/v1/deadlines/{id}',
  parameters: [
    { name: 'id', in: 'path' },
    { name: 'limit', in: 'query' },
    { name: 'q', in: 'query' }
  ]
} as const;
const given =
  (values: Record<string, string>) =>
  (name: string): string =>
    values[name] ?? '';

it('makes an address of what a form says, each value safe in its place', () => {
  expect(compose(one, given({ id: 'a/b?c#d', limit: '', q: ' 江岸 & 汉口 ' }))).toBe(
    '/open/api/v1/deadlines/a%2Fb%3Fc%23d?q=%E6%B1%9F%E5%B2%B8+%26+%E6%B1%89%E5%8F%A3'
  );
  expect(compose(one, given({ id: 'x' }))).toBe('/open/api/v1/deadlines/x');
});

it('makes none while a part of the path is missing', () => {
  expect(compose(one, given({ id: '  ', limit: '5' }))).toBeNull();
});

import { expect, it } from 'vitest';
import { template } from './template.ts';

it.each(['zh', 'en'] as const)(
  'the example row of the template in %s is of the day that it is given',
  (lang) => {
    const text = template(lang, '2027-03-01');
    expect(text).toContain('WH202703010001');
    expect(text).toContain('2027-03-01 09:30');
  }
);

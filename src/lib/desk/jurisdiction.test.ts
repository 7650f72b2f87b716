import { describe, expect, it } from 'vitest';
import type { Person } from '#lib/accounts/person.ts';
import { grouped, isWithin, jurisdictions, oversees, type Division } from './jurisdiction.ts';

const division = (
  division_code: string,
  name: string,
  level: Division['level'],
  parent_code: string | null
): Division => ({ division_code, name, name_en: name, level, parent_code });

const all = [
  division('420000', '湖北省', 'province', null),
  division('420100', '武汉市', 'prefecture', '420000'),
  division('420102', '江岸区', 'county', '420100'),
  division('429004', '仙桃市', 'county_direct', '420000')
];

function officerOf(...codes: string[]): Person {
  return {
    user_id: 'u',
    display_name: 'o',
    locale: 'zh',
    email: null,
    mail_notifications: true,
    unread: 0,
    totp_enabled: false,
    stands: true,
    factor_passed: false,
    factor_required: false,
    administrator: false,
    memberships: codes.map((division_code) => ({
      membership_id: division_code,
      role: 'officer',
      duties: [],
      organization_id: 'o',
      organization: 'o',
      organization_slug: 'o',
      kind: 'bureau',
      division_code,
      valid_until: null
    }))
  };
}

describe('jurisdiction', () => {
  it('holds what is inside a division', () => {
    expect(isWithin('420102', '420100')).toBe(true);
    expect(isWithin('420102', '420000')).toBe(true);
    expect(isWithin('420602', '420100')).toBe(false);
    expect(isWithin('429004', '429004')).toBe(true);
    expect(isWithin('429005', '429004')).toBe(false);
  });

  it('is that of every bureau of the person', () => {
    const who = officerOf('420100', '429004');
    expect(jurisdictions(who)).toEqual(['420100', '429004']);
    expect(oversees(who, '429004')).toBe(true);
    expect(oversees(who, '420602')).toBe(false);
  });
});

describe('grouped', () => {
  it('puts counties under their city and others first', () => {
    expect(grouped(all, 'zh')).toEqual([
      { label: '', options: [{ value: '429004', label: '仙桃市' }] },
      { label: '武汉市', options: [{ value: '420102', label: '江岸区' }] }
    ]);
  });

  it('offers cities and the province where a whole one may be meant', () => {
    const codes = grouped(all, 'zh', true).flatMap(({ options }) => options.map(({ value }) => value));
    expect(codes).toEqual(['420000', '429004', '420100', '420102']);
  });

  it('keeps a county whose city is not among them', () => {
    expect(grouped(all.slice(2, 3), 'zh')).toEqual([
      { label: '', options: [{ value: '420102', label: '江岸区' }] }
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import en from './en/index.ts';
import { langOf, localise, otherLanguage, translator, unlocalised } from './index.ts';
import zh from './zh/index.ts';

interface Tree {
  readonly [key: string]: string | Tree;
}

const placeholders = (text: string): string =>
  [...new Set([...text.matchAll(/\{\{([^},]+)/g)].map((m) => m[1]))].sort().join();

function flat(tree: Tree, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(prefix + key, value);
    else for (const [k, v] of flat(value, `${prefix}${key}.`)) found.set(k, v);
  }
  return found;
}

describe('the dictionaries', () => {
  const chinese = flat(zh);
  const english = flat(en);

  it('hold the same keys, with a singular for each English plural', () => {
    const expected = [...chinese.keys()].flatMap((key) =>
      key.endsWith('_other') ? [key.replace(/_other$/, '_one'), key] : [key]
    );
    expect([...english.keys()].sort()).toEqual(expected.sort());
  });

  it('fill the same placeholders in both languages', () => {
    for (const [key, text] of chinese) {
      expect(`${key}: ${placeholders(english.get(key) ?? '')}`).toBe(`${key}: ${placeholders(text)}`);
    }
  });

  it('leave no text empty, and no Chinese in English but its own name', () => {
    for (const text of [...chinese.values(), ...english.values()]) expect(text.trim()).not.toBe('');
    const ownNames = ['common.language.switch', 'accounts.chinese', 'openKit.page.language'];
    const han = [...english].filter(([key, text]) => /\p{Script=Han}/u.test(text) && !ownNames.includes(key));
    expect(han).toEqual([]);
  });
});

describe('translator', () => {
  it('speaks both languages with values and plurals', () => {
    expect(translator('zh')('common.unit.projects', { count: 12345 })).toBe('12,345 个项目');
    expect(translator('en')('common.unit.projects', { count: 1 })).toBe('1 project');
    expect(translator('en')('common.unit.projects', { count: 2 })).toBe('2 projects');
    expect(translator('zh')('common.footer.version', { version: '<1>' })).toBe('版本 <1>');
  });

  it('never shows an unknown key', () => {
    const t = translator('zh');
    expect(t.has('errors.required')).toBe(true);
    expect(t.has('errors.nonsense')).toBe(false);
    expect(t.has('errors')).toBe(false);
    expect(t.has('common.unit.projects')).toBe(true);
    expect(t.of('P0001: internal')).toBe(t('errors.unexpected'));
    expect(t.of('Invalid input', {}, 'errors.invalid')).toBe(t('errors.invalid'));
    expect(t.of('required')).toBe(t('errors.required'));
  });

  it('does not let a value call other texts', () => {
    const text = translator('zh')('common.footer.version', { version: '$t(common.site) {{x}}' });
    expect(text).toBe('版本 $t(common.site) {{x}}');
  });
});

describe('paths', () => {
  it('carry the language', () => {
    expect(langOf('/en')).toBe('en');
    expect(langOf('/en/projects')).toBe('en');
    expect(langOf('/entrance')).toBe('zh');
    expect(unlocalised('/en')).toBe('/');
    expect(unlocalised('/en/projects')).toBe('/projects');
    expect(unlocalised('/entrance')).toBe('/entrance');
  });

  it('are localised once however often asked', () => {
    expect(localise('/', 'en')).toBe('/en');
    expect(localise('/?q=a', 'en')).toBe('/en?q=a');
    expect(localise('/projects?q=a#b', 'en')).toBe('/en/projects?q=a#b');
    expect(localise(localise('/projects', 'en'), 'en')).toBe('/en/projects');
    expect(localise('/en/projects', 'zh')).toBe('/projects');
    expect(localise('/en?q=a', 'zh')).toBe('/?q=a');
    for (const kept of ['https://example.org/en', '//example.org', '#top', '?page=2', 'mailto:a@example.org'])
      expect(localise(kept, 'en')).toBe(kept);
  });

  it('lead to the same page in the other language', () => {
    expect(otherLanguage(new URL('https://a.example/projects?q=1'))).toEqual({
      lang: 'en',
      href: '/en/projects?q=1'
    });
    expect(otherLanguage(new URL('https://a.example/en'))).toEqual({ lang: 'zh', href: '/' });
  });
});

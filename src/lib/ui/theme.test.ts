import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../app.css', import.meta.url), 'utf8');

function colours(theme: string): Record<string, string> {
  const block = new RegExp(`name: '${theme}';([^}]*)}`).exec(css)?.[1] ?? '';
  const found: Record<string, string> = {};
  for (const [, key = '', hex = ''] of block.matchAll(/--color-([\w-]+): (#\w{6})/g)) found[key] = hex;
  return found;
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const c = parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

// axe cannot see through a button's background image, so the pairs are computed here.
describe.each(['sunlit', 'sunlit-dark'])('the theme %s', (name) => {
  const theme = colours(name);
  const at = (key: string): string => theme[key] ?? '#000000';
  const tones = ['primary', 'secondary', 'accent', 'neutral', 'info', 'success', 'warning', 'error'];

  it.each(tones)('%s carries its text, and is text on every ground', (tone) => {
    expect(contrast(at(tone), at(`${tone}-content`))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(at(tone), at('base-100'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(at(tone), at('base-200'))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['base-100', 'base-200', 'base-300'])('text reads on %s', (ground) => {
    expect(contrast(at('base-content'), at(ground))).toBeGreaterThanOrEqual(7);
  });
});

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { qr } from '#lib/ui/qr.ts';
import { drawCard } from './card.ts';

const folder = mkdtempSync(join(tmpdir(), 'sunlit-fonts-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What a machine with these fonts alone finds out about itself. */
function machineWith(fonts: string[]): string {
  const own = mkdtempSync(join(folder, 'machine-'));
  for (const [i, font] of fonts.entries()) copyFileSync(font, join(own, `${String(i)}.ttf`));
  const config = join(own, 'fonts.conf');
  writeFileSync(
    config,
    `<?xml version="1.0"?><fontconfig><dir>${own}</dir><cachedir>${own}/cache</cachedir></fontconfig>`
  );
  const script = `import { drawsChinese } from '#lib/disclosures/fonts.server.ts'; console.log(await drawsChinese());`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: join(import.meta.dirname, '../../..'),
    encoding: 'utf8',
    env: { ...process.env, FONTCONFIG_FILE: config }
  });
  return stdout.trim() || stderr;
}

/** A font that has letters and no Chinese, where the machine has one. */
function latin(): string[] {
  const known = '/usr/share/fonts/truetype/dejavu';
  try {
    return readdirSync(known)
      .filter((name) => name === 'DejaVuSans.ttf')
      .map((name) => join(known, name));
  } catch {
    return [];
  }
}

it('a machine without fonts, or with Latin ones alone, knows that it cannot draw Chinese', () => {
  expect(machineWith([])).toBe('false');
  expect(machineWith(latin())).toBe('false');
});

it('a card without words has mark, shape and code, and no letter', () => {
  const svg = drawCard(null, 'overdue', qr('https://hub.example/disclosures/abcdefghij'));
  expect(svg).not.toContain('<text');
  expect(svg).toContain('M8 2 15 14H1z');
  expect(svg).toContain('crispEdges');
});

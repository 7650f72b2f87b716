import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { samplesOf } from '#lib/open-data/pages/samples.ts';
import { demoPages } from '#tests/support/demo-pages.ts';
import { findProgram } from '#tests/support/programs.ts';

const { base, text } = demoPages();

const runners = {
  curl: { program: 'bash', args: (file: string) => [file] },
  python: { program: 'python3', args: (file: string) => [file] },
  r: { program: 'Rscript', args: (file: string) => [file] },
  javascript: { program: 'node', args: (file: string) => [file] }
};

describe('programs to copy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sunlit-samples-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(['curl', 'python', 'r', 'javascript'] as const)('in %s run as they stand', async (language) => {
    const { program, args } = runners[language];
    const sample = samplesOf({
      address: `${base}/open/divisions`,
      search: '?level=prefecture',
      name: 'divisions'
    }).find((one) => one.language === language);
    if (!sample) throw new Error(`no sample in ${language}`);
    // what stands on the page is what is run
    const page = await text('/open/divisions?level=prefecture');
    const shown = page
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
    expect(shown).toContain(sample.code);
    const path = findProgram(program);
    if (!path) {
      console.log(`the sample in ${language} is not run: ${program} is not installed`);
      return;
    }
    writeFileSync(join(folder, sample.file), sample.code);
    const { status, stdout, stderr } = spawnSync(path, args(sample.file), {
      cwd: folder,
      encoding: 'utf8',
      timeout: 60_000
    });
    expect(status, stderr).toBe(0);
    if (language !== 'curl') expect(stdout).toContain('13 rows');
    else expect(stdout).toContain('parent_code');
  });
});

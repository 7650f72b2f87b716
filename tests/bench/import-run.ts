import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as imports from '#lib/projects/import/import.server.ts';
import { readConfig } from '#lib/server/config.ts';
import { closeHub, openHub } from '#lib/server/hub.ts';
import { projectsCsv } from './import.ts';
import { sweep } from './sweep.ts';
import { fixed, row, say, timed } from './table.ts';

const root = join(import.meta.dirname, '../..');

interface Run {
  seconds: number;
  /** Most memory the process ever had, MB. */
  peak: number;
  code: number | null;
}

/** The operator's command as a process of its own, watched for its peak of memory. */
function run(args: string[], dataDir: string): Promise<Run> {
  const started = performance.now();
  const child = spawn(process.execPath, ['tools/hub.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DATA_DIR: dataDir, HUB_DEMO: 'off', DATABASE_URL: '', SUPABASE_URL: '' }
  });
  let peak = 0;
  const watch = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${String(child.pid)}/status`, 'utf8');
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    } catch (error) {
      // it ended between two looks
      if (!(error instanceof Error && 'code' in error)) throw error;
    }
  }, 100);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(watch);
      resolve({ seconds: (performance.now() - started) / 1000, peak, code });
    });
  });
}

/** 10,000 rows with every column, written, then the same file again, which must change nothing; then what the job does first. */
export async function benchImport(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sunlit-bench-'));
  try {
    const config = readConfig({ DATA_DIR: dataDir, HUB_DEMO: 'off', HUB_ROOT: root });
    const hub = await openHub(undefined, config);
    const divisions = await imports.divisions(hub.visitor);
    await closeHub();
    const file = join(dataDir, 'projects.csv');
    writeFileSync(file, projectsCsv(10_000, divisions));
    say('\nimport of 10,000 rows on the embedded engine, as `hub import projects FILE`');
    for (const what of ['first time', 'same again']) {
      const { seconds, peak, code } = await run(['import', 'projects', file], dataDir);
      if (code !== 0) throw new Error(`The import ended with ${String(code)}.`);
      row([what, `${fixed(seconds, 1)} s`, `${fixed(peak)} MB`]);
    }
    const again = await openHub(undefined, config);
    await timed('the first sweep after it', () => sweep(again));
    await closeHub();
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '#lib/server/backend/index.ts';
import { quietBackend } from '#lib/server/log.ts';
import { runNode } from '#tests/support/children.ts';
import { configOf, removeFolder, ROOT } from '#tests/support/data-folder.ts';
import { newFolder, startServer, type RunningServer } from '#tests/support/server.ts';
import { makeFolders } from '#tests/support/template.ts';

quietBackend();
const off = { HUB_DEMO: 'off' };
let server: RunningServer;
let folder: string;
/** Where row level security was switched off. */
let open: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sunlit-engine-'));
  await makeFolders(process.env.TEST_FOLDERS ?? '');
  open = await newFolder(off, 'embedded');
  server = await startServer({ engine: 'embedded' });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
  await removeFolder(open);
});

async function hub(args: string[], dataDir: string, demo = 'on') {
  const child = runNode(['tools/hub.ts', ...args], { DATA_DIR: dataDir, HUB_DEMO: demo });
  const { code } = await child.exited;
  return { code, output: child.output() };
}

describe('the start', () => {
  it('is refused, and nothing served, when visitors could read what nobody may', async () => {
    const backend = await openBackend(configOf(open));
    await backend.sql?.script('alter table public.canaries disable row level security');
    await backend.close();
    const broken = await startServer({ dataDir: open, env: off, waitUntilReady: false });
    expect(await broken.exited).toBe(1);
    expect(broken.log()).toContain('The hub does not serve.');
    expect(broken.log()).not.toMatch(/listening/i);
    await expect(fetch(`${broken.url}/`)).rejects.toThrow();
  });

  it('is refused on a data folder that is in use, and leaves the first alone', async () => {
    const second = await startServer({ dataDir: server.dataDir, env: off, waitUntilReady: false });
    expect(await second.exited).toBe(1);
    expect(second.log()).toContain(`pid ${String(server.pid)}`);
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
  });

  it('opens the database in the init hook: importing the whole build makes no data folder', async () => {
    const dataDir = join(folder, 'imported');
    const built = join(ROOT, 'build/server');
    const files = readdirSync(built, { recursive: true, encoding: 'utf8' })
      // the handler is what starts the app: its init is where the database is to be opened
      .filter((name) => name.endsWith('.js') && !/(^|\/)handler-/.test(name))
      .map((name) => pathToFileURL(join(built, name)).href);
    expect(files.length).toBeGreaterThan(20);
    const code = `for (const file of ${JSON.stringify(files)}) await import(file);
      console.log('imported all');`;
    const child = runNode(['--input-type=module', '-e', code], { DATA_DIR: dataDir });
    await child.says('imported all');
    expect(child.output()).toContain('imported all');
    expect(existsSync(dataDir)).toBe(false);
    child.kill();
    await child.exited;
  });
});

describe('backup and restore', () => {
  const head = (output: string) => /journal\s+(\d+\s+[0-9a-f]{64})/.exec(output)?.[1];
  let file: string;
  let backup: Awaited<ReturnType<typeof hub>>;
  beforeAll(async () => {
    file = join(folder, 'hub.backup');
    backup = await hub(['backup', file], server.dataDir);
  });

  it('of the running hub, by the operator, into another folder that then serves the same', async () => {
    expect(backup).toMatchObject({ code: 0 });
    expect(existsSync(file)).toBe(true);

    const dataDir = join(folder, 'restored');
    const restored = await hub(['restore', file], dataDir);
    expect(restored).toMatchObject({ code: 0 });
    expect(head(restored.output)).toBe(head(backup.output));
    expect(head(backup.output)).toBeDefined();

    const again = await startServer({ dataDir });
    const counts = async (url: string) => (await fetch(`${url}/feeds/all.json`)).text();
    expect((await counts(again.url)).replaceAll(again.url, '')).toBe(
      (await counts(server.url)).replaceAll(server.url, '')
    );
    expect(head((await hub(['status'], dataDir)).output)).toBe(head(backup.output));
    await again.stop();
  });

  it('does not restore over a hub that runs, nor over a database, and says what to do', async () => {
    const running = await hub(['restore', file, '--replace'], server.dataDir);
    expect(running).toMatchObject({ code: 1 });
    expect(running.output).toContain('stop it');
    const used = await hub(['restore', file], open, 'off');
    expect(used).toMatchObject({ code: 1 });
    expect(used.output).toContain('--replace');
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
  });
});

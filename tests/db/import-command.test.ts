import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCommand } from '#lib/server/operator/import.ts';
import * as imports from '#lib/projects/import/import.server.ts';
import type { ImportDivision } from '#lib/projects/import/schema.ts';
import { projectsCsv } from '#tests/bench/import.ts';
import { openTestHub, type TestHub } from '#tests/support/database.ts';

let hub: TestHub;
let divisions: ImportDivision[];
const folder = mkdtempSync(join(tmpdir(), 'sunlit-import-'));

beforeAll(async () => {
  hub = await openTestHub();
  divisions = await imports.divisions(hub.service);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await hub.close();
});

/** Runs the command as an operator in the folder of the file would. */
async function run(path: string, ...options: string[]) {
  const said: string[] = [];
  const shown: string[] = [];
  const code = await importCommand.run({
    hub,
    args: ['projects', basename(path), ...options],
    cwd: dirname(path),
    env: {},
    say: (line) => said.push(line),
    progress: (line) => shown.push(line)
  });
  return { code, text: said.join('\n'), shown };
}

const count = async () => {
  const [row] = await hub.sql.query('select count(*)::int as n from public.projects');
  return Number(row?.n);
};

function testFile(name: string, text: string): string {
  const path = join(mkdtempSync(join(folder, 'file-')), name);
  writeFileSync(path, text);
  return path;
}

/** A file of its own projects; `spoil` makes some of its rows bad. */
function file(rows: number, seed: number, spoil: (lines: string[]) => void = () => undefined): string {
  const lines = projectsCsv(rows, divisions, seed).split('\r\n');
  spoil(lines);
  return testFile(`list-${seed}.csv`, lines.join('\r\n'));
}

const spoilHousing = (lines: string[]) => {
  lines[2] = (lines[2] ?? '').replace(/商品住宅|公租房|政策性租赁住房|棚改房|其他保障性住房/, '别墅');
};

describe('hub import projects', () => {
  it('writes a good file and shows how far it is; again it says that nothing changed', async () => {
    const path = file(12, 1);
    const before = await count();
    const first = await run(path);
    expect(first.code).toBe(0);
    expect(first.text).toContain('新增 12 个');
    expect(first.text).toContain('已写入 12 个项目');
    expect(first.shown.at(-1)).toMatch(/█{24} 写入 12 \/ 12/);
    expect(await count()).toBe(before + 12);
    const again = await run(path, '--lang', 'en');
    expect(again.code).toBe(0);
    expect(again.text).toContain('0 new, 0 changed, 12 unchanged');
  });

  it('writes nothing of a file with a bad row, and tells line, column, value and reason', async () => {
    const before = await count();
    const { code, text } = await run(file(5, 2, spoilHousing), '--lang', 'zh');
    expect(code).toBe(1);
    expect(text).toMatch(/第 3 行 · 住房类型：「别墅」可填：/);
    expect(text).toContain('没有写入任何内容');
    expect(await count()).toBe(before);
    expect((await run(file(5, 2, spoilHousing), '--lang', 'en')).text).toMatch(
      /Line 3 · 住房类型: “别墅” Use one of/
    );
  });

  it('skips bad rows when told to, sets them aside, and never overwrites that file', async () => {
    const path = file(5, 3, spoilHousing);
    const before = await count();
    const { code, text } = await run(path, '--skip-bad');
    expect(code).toBe(0);
    expect(text).toContain(`${path}.bad.csv`);
    expect(await count()).toBe(before + 4);
    const bad = readFileSync(`${path}.bad.csv`, 'utf8');
    expect(bad.trimEnd().split('\r\n')).toHaveLength(2);
    expect(bad).toContain('别墅');

    const later = await run(path, '--skip-bad');
    expect(later.code).toBe(2);
    expect(readFileSync(`${path}.bad.csv`, 'utf8')).toBe(bad);

    writeFileSync(`${path}.bad.csv`, bad.replace('别墅', '商品住宅'));
    expect((await run(`${path}.bad.csv`)).code).toBe(0);
    expect(await count()).toBe(before + 5);
  });

  it('shows in a dry run what would change, and writes nothing', async () => {
    const path = file(3, 4);
    await run(path);
    const before = await count();
    const changed = readFileSync(path, 'utf8').replace(/,是,|,否,/, (flag) =>
      flag === ',是,' ? ',否,' : ',是,'
    );
    writeFileSync(path, changed);
    const { code, text } = await run(path, '--dry-run');
    expect(code).toBe(0);
    expect(text).toContain('变更 1 个');
    expect(text).toMatch(/试点项目：[是否] → [是否]/);
    expect(text).toContain('这是预演');
    expect((await run(path, '--dry-run')).text).toContain('变更 1 个');
    expect(await count()).toBe(before);
    const [row] = await hub.sql.query(
      "select count(*)::int as n from public.import_runs where state = 'staged'"
    );
    expect(row?.n).toBe(0);
  });

  it('moves coordinates of other systems', async () => {
    const path = file(1, 6);
    await run(path, '--crs', 'gcj02');
    const [parsed] = (await imports.parse(hub.service, readFileSync(path), 'WGS84')).rows;
    const [row] = await hub.sql.query('select lng from public.projects where permit_no = $1', [
      parsed?.row.permit_no
    ]);
    expect(Math.abs(Number(row?.lng) - Number(parsed?.row.lng))).toBeGreaterThan(0.001);
  });

  it('takes an order that it does not understand for a wrong one', async () => {
    const path = file(1, 5);
    expect((await run(path, '--crs', 'mars')).code).toBe(2);
    expect((await run(path, '--nonsense')).code).toBe(2);
    expect((await run(path, 'more')).code).toBe(2);
    expect((await run(`${path}.none`)).code).toBe(2);
    expect((await run(testFile('x.csv', ''))).code).toBe(1);
  });
});

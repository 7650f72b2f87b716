import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as orders from '#lib/complaints/hotline/import.server.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import { openContact } from '#lib/complaints/protection.server.ts';
import { importCommand } from '#lib/server/operator/import.ts';
import { openOutside, type Outside } from '#tests/support/complaints-outside.ts';

let o: Outside;
const folder = mkdtempSync(join(tmpdir(), 'sunlit-orders-'));
beforeAll(async () => {
  o = await openOutside();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await o.hub.close();
});

const header = '工单号,受理时间,诉求类型,诉求内容,区划,地址,项目,来电人,电话,是否保密,紧急';
const bytes = (...rows: string[]) => new TextEncoder().encode([header, ...rows].join('\r\n'));
const parse = (...rows: string[]) => orders.parse(o.hub, o.bureau, bytes(...rows));
const complaint = async (ref: string) => {
  const [row] = await o.hub.sql.query(
    `select c.*, s.description, s.spot, x.sealed, x.has from public.complaints c join private.complaint_statements s on s.complaint_id = c.complaint_id
     left join private.complaint_contacts x on x.complaint_id = c.complaint_id where c.external_ref = $1`,
    [`${o.bureau.slug}:${ref}`]
  );
  return row;
};
const count = async () =>
  Number((await o.hub.sql.query('select count(*)::int as n from public.complaints'))[0]?.n);

/** So many days ago, in Shanghai. */
const day = (ago: number) => calendarDay(new Date(Date.now() - ago * 86_400_000));

describe('a list of work orders', () => {
  it('is read whatever its order, language and encoding', async () => {
    const text = 'Description,Order number,Category\n外墙渗水,EN-1,Leaks and damp\n';
    const gb = iconv.encode('诉求内容;工单编号;问题类型\n楼板裂缝;GB-1;裂缝\n', 'gb18030');
    const [en, zh] = [
      await orders.parse(o.hub, o.bureau, new TextEncoder().encode(text)),
      await orders.parse(o.hub, o.bureau, new Uint8Array(gb))
    ];
    expect(en.rows.map(({ order }) => [order.order_no, order.category, order.division])).toEqual([
      ['EN-1', 'seepage', '420100']
    ]);
    expect(zh.rows.map(({ order }) => [order.order_no, order.category])).toEqual([['GB-1', 'cracks']]);
  });

  it('tells each bad cell by line, column, value and reason, and no name or phone', async () => {
    const { bad, rows, badLines } = await parse(
      `A-1,${day(10)} 09:30,漏水,好的一行,江岸区,3 栋,,,,,`,
      `,${day(10)},漏水,没有工单号,江岸区,,,,,,`,
      'A-3,昨天,外星人,,火星区,,420102209901010101,卡娜丽,打给我,也许,极急',
      `A-1,${day(10)},漏水,又一次,江岸区,,,,,,`,
      'A-5,2099-11-20,漏水,将来的,襄阳市,,,,,,',
      `A-6,${day(61)},漏水,太早的,江岸区,,,,,,`
    );
    expect(rows.map(({ line }) => line)).toEqual([2]);
    expect(badLines).toEqual([3, 4, 5, 6, 7]);
    expect(bad.map(({ line, column, value, code }) => [line, column, value, code])).toEqual([
      [3, '工单号', '', 'required'],
      [4, '诉求类型', '外星人', 'category_unknown'],
      [4, '区划', '火星区', 'place_unknown'],
      [4, '受理时间', '昨天', 'time_form'],
      [4, '诉求内容', '', 'required'],
      [4, '电话', '', 'phone_form'],
      [4, '是否保密', '也许', 'flag_form'],
      [4, '紧急', '极急', 'flag_form'],
      [5, '', 'A-1', 'order_twice'],
      [6, '区划', '襄阳市', 'place_unknown'],
      [6, '受理时间', '2099-11-20', 'time_future'],
      [7, '受理时间', day(61), 'time_old']
    ]);
    for (const { message } of bad)
      expect([message.zh.length, message.en.length].every((n) => n > 2)).toBe(true);
    expect(JSON.stringify(bad)).not.toMatch(/卡娜丽|打给我/);
  });

  it('lacks columns, has none, or is no list at all', async () => {
    const codes = async (text: string) =>
      (await orders.parse(o.hub, o.bureau, new TextEncoder().encode(text))).fileErrors.map(
        ({ code }) => code
      );
    expect(await codes('工单号,诉求类型\nX,漏水\n')).toEqual(['column_missing']);
    expect(await codes(`${header}\n`)).toEqual(['orders_none']);
    expect(await codes('')).toEqual(['file_empty']);
    expect(await codes('PK\u0003\u0004 workbook')).toEqual(['file_xlsx']);
    expect(await codes(`${header},工单编号\nA,,漏水,x,,,,,,,,B\n`)).toEqual(['column_twice']);
  });
});

describe('work orders that are taken in', () => {
  it('are complaints, once, with the caller sealed and the rest where it belongs', async () => {
    const list = await parse(
      `B-1,${day(10)} 09:30,漏水,外墙渗水,江岸区,3 栋 302,不存在的小区,卡娜丽,139-1111-2222,是,紧急`,
      'B-2,,裂缝,楼板裂缝,武昌区,,,,,否,'
    );
    expect(list.warnings.map(({ code }) => code)).toEqual(['work_unknown']);
    expect(await orders.count(o.hub, o.bureau, list)).toEqual({ filed: 2, known: 0, bad: 0 });
    expect(await orders.write(o.hub, o.bureau, list)).toEqual({ filed: 2, known: 0, bad: 0 });
    const [first, second] = [await complaint('B-1'), await complaint('B-2')];
    expect(first).toMatchObject({
      source: 'hotline',
      category: 'seepage',
      division_code: '420102',
      naming: 'bureau_only',
      urgent: true,
      visibility: 'private',
      spot: '3 栋 302'
    });
    expect(String(first?.description)).toMatch(/外墙渗水[^]*不存在的小区[^]*\d{4}-\d\d-\d\d 09:30/);
    expect(openContact(o.hub.secrets, String(first?.complaint_id), String(first?.sealed))).toEqual({
      name: '卡娜丽',
      phone: '139-1111-2222'
    });
    expect(second).toMatchObject({
      naming: 'anonymous',
      visibility: 'awaiting',
      sealed: null,
      urgent: false
    });
    expect(await orders.write(o.hub, o.bureau, list)).toEqual({ filed: 0, known: 2, bad: 0 });
  });

  it('have their days counted from the day 12345 received them, and the hub its own from today', async () => {
    const clocks = async (ref: string) => {
      const row = await complaint(ref);
      return o.hub.sql.query(
        `select k.clock, k.started_on::text as started, k.due_on::text as due, to_jsonb(k) = to_jsonb(r) || jsonb_build_object('complaint_id', k.complaint_id) as same
         from public.complaint_clocks k join private.reckon_clocks(k.complaint_id) r on r.clock = k.clock and r.round = k.round
         where k.complaint_id = $1 order by k.clock`,
        [row?.complaint_id]
      );
    };
    const list = await parse(
      `R-1,${day(20)} 09:30,漏水,外墙渗水,江岸区,,,,,,`,
      `R-2,${day(60)},漏水,外墙渗水,江岸区,,,,,,`,
      'R-3,,漏水,外墙渗水,江岸区,,,,,,'
    );
    expect(await orders.write(o.hub, o.bureau, list)).toEqual({ filed: 3, known: 0, bad: 0 });
    expect(await clocks('R-1')).toMatchObject([
      { clock: 'notice', started: day(20), due: day(5), same: true },
      { clock: 'publish', started: day(0) }
    ]);
    expect(await clocks('R-2')).toMatchObject([{ started: day(60) }, { started: day(0) }]);
    expect(await clocks('R-3')).toMatchObject([{ started: day(0) }, { started: day(0) }]);
    expect(await complaint('R-1')).toMatchObject({ clock: 'notice' });
  });

  it('are the same as what came by message, also after their number was erased', async () => {
    const list = await parse('C-1,,漏水,外墙渗水,江岸区,,,,,,');
    await orders.write(o.hub, o.bureau, list);
    await o.hub.sql.query(`update public.complaints set external_ref = null where external_ref like '%:C-1'`);
    const before = await count();
    expect(await orders.write(o.hub, o.bureau, list)).toEqual({ filed: 0, known: 1, bad: 0 });
    expect(await count()).toBe(before);
    // of another bureau the same number is another order
    const elsewhere = { slug: o.otherBureau, division_code: '420600' };
    const theirs = await orders.parse(o.hub, elsewhere, bytes('C-1,,漏水,外墙渗水,襄城区,,,,,,'));
    expect(await orders.write(o.hub, elsewhere, theirs)).toEqual({ filed: 1, known: 0, bad: 0 });
  });
});

describe('hub import complaints', () => {
  async function run(name: string, text: string, ...options: string[]) {
    const path = join(mkdtempSync(join(folder, 'file-')), name);
    writeFileSync(path, text);
    const said: string[] = [];
    const code = await importCommand.run({
      hub: o.hub,
      args: ['complaints', basename(path), ...options],
      cwd: dirname(path),
      env: {},
      say: (line) => said.push(line),
      progress: () => undefined
    });
    return { code, text: said.join('\n'), path };
  }
  const good = `${header}\nD-1,,漏水,外墙渗水,江岸区,,,卡娜丽,13911112222,,\n`;
  const bad = `${good}D-2,,外星人,不明,江岸区,,,卡娜丽,13911112222,,\n`;
  const at = () => ['--bureau', o.bureau.slug];

  it('writes nothing when dry, or when a row is bad', async () => {
    const before = await count();
    const dry = await run('a.csv', good, ...at(), '--dry-run');
    expect(dry.code).toBe(0);
    expect(dry.text).toContain('可新收 1 件');
    const refused = await run('b.csv', bad, ...at());
    expect(refused.code).toBe(1);
    expect(refused.text).toContain('3 · 诉求类型 · 外星人');
    expect(refused.text).not.toMatch(/卡娜丽|13911112222/);
    expect(await count()).toBe(before);
  });

  it('leaves bad rows out in a file for the operator alone', async () => {
    const before = await count();
    const { code, path } = await run('c.csv', bad, ...at(), '--skip-bad');
    expect(code).toBe(0);
    expect(await count()).toBe(before + 1);
    expect(readFileSync(`${path}.bad.csv`, 'utf8')).toContain('D-2');
    expect(statSync(`${path}.bad.csv`).mode & 0o077).toBe(0);
    const again = await run('d.csv', good, ...at());
    expect(again.code).toBe(0);
    expect(again.text).toContain('以前收过 1 件');
  });

  it('needs a bureau that there is', async () => {
    expect((await run('e.csv', good)).code).toBe(2);
    expect((await run('e.csv', good, '--bureau', 'nowhere')).code).toBe(2);
  });
});

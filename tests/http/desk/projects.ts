import iconv from 'iconv-lite';
import { beforeAll, describe, expect, it } from 'vitest';
import { csv, fileOf, GOOD } from '#lib/projects/import/fixtures.ts';
import { visitor, type Visitor } from '#tests/support/browserless.ts';
import type { RunningServer } from '#tests/support/server.ts';

/** Who may open which page of the desk, how projects come in, and how they are kept. */
export function projectsAtTheDesk(server: () => RunningServer): void {
  let base = '';
  const people = ['admin', 'wuhan', 'xiangyang', 'company', 'resident'] as const;
  type Name = (typeof people)[number];
  const signedIn = new Map<Name, Visitor>();
  const as = (name: Name): Visitor => signedIn.get(name) ?? visitor(base, '198.51.102.99');
  const anyone = () => visitor(base, '198.51.102.97');

  beforeAll(async () => {
    base = server().url;
    for (const [n, name] of people.entries()) {
      const who = visitor(base, `198.51.102.${String(n + 1)}`);
      const fields = { email: `${name}@example.org`, password: 'sunlit-demo-2026' };
      const response = await who.post('/account/sign-in', fields);
      if (response.status !== 303) throw new Error(`${name} could not sign in: ${String(response.status)}`);
      signedIn.set(name, who);
    }
  });

  const forAll = [
    '/desk/milestone-kinds',
    '/desk/catalogue',
    '/desk/catalogue/new',
    '/desk/catalogue/preview',
    '/desk/catalogue/completion_filing',
    '/desk/calendar'
  ];
  const forOfficers = [
    '/desk/projects',
    '/desk/projects/new',
    '/desk/projects/import',
    '/desk/projects/import/template.csv'
  ];
  const forAdministrators = [
    '/desk/organizations',
    '/desk/organizations/new',
    '/desk/people',
    '/desk/people/grant',
    '/desk/audit'
  ];
  const actions: Record<string, 'officer' | 'administrator' | 'desk'> = {
    '/desk/projects/new?/save': 'officer',
    '/desk/projects/import': 'officer',
    '/desk/projects/import/00000000-0000-4000-8000-000000000000?/check': 'officer',
    '/desk/projects/import/00000000-0000-4000-8000-000000000000?/write': 'officer',
    '/desk/projects/import/00000000-0000-4000-8000-000000000000?/discard': 'officer',
    '/desk/milestone-kinds': 'desk',
    '/desk/catalogue/new?/save': 'desk',
    '/desk/catalogue/completion_filing?/save': 'desk',
    '/desk/catalogue/completion_filing?/end': 'desk',
    '/desk/catalogue/completion_filing?/rule': 'desk',
    '/desk/catalogue/completion_filing?/endRule': 'desk',
    '/desk/calendar?/set': 'desk',
    '/desk/calendar?/clear': 'desk',
    '/desk/organizations/new': 'administrator',
    '/desk/people?/end': 'administrator',
    '/desk/people/grant': 'administrator'
  };

  describe('a page of the desk', () => {
    const every = [...forAll, ...forOfficers, ...forAdministrators];
    it.each(every)('%s is closed to residents, and to companies but for its first page', async (path) => {
      const closed = path === '/desk' ? (['resident'] as const) : (['resident', 'company'] as const);
      for (const name of closed) {
        for (const address of [path, `/en${path}`]) expect((await as(name).get(address)).status).toBe(403);
      }
    });

    it.each([...forAll, ...forOfficers])('%s is open to officers', async (path) => {
      expect((await as('wuhan').get(path)).status).toBe(200);
      expect((await as('wuhan').get(`/en${path}`)).status).toBe(200);
    });

    it.each([...forAll, ...forAdministrators])('%s is open to administrators', async (path) => {
      expect((await as('admin').get(path)).status).toBe(200);
    });

    it.each(forAdministrators)('%s is closed to officers', async (path) => {
      expect((await as('wuhan').get(path)).status).toBe(403);
    });

    it.each(forOfficers)('%s is closed to administrators', async (path) => {
      expect((await as('admin').get(path)).status).toBe(403);
    });

    it('is never kept by caches', async () => {
      for (const path of [...forAll, ...forOfficers]) {
        expect((await as('wuhan').get(path)).headers.get('cache-control')).toMatch(/no-store/);
      }
    });
  });

  describe('an action of the desk', () => {
    it.each(Object.entries(actions))('%s is for those with the right', async (path, right) => {
      const closed: Name[] = ['resident', 'company'];
      if (right === 'officer') closed.push('admin');
      if (right === 'administrator') closed.push('wuhan');
      for (const name of closed) expect((await as(name).post(path, { name: 'x' })).status, name).toBe(403);
    });
  });

  /** A file sent as a browser without scripts sends it. */
  async function upload(
    name: Name,
    bytes: Uint8Array,
    options: Record<string, string> = {}
  ): Promise<Response> {
    const body = new FormData();
    body.set('file', new File([new Uint8Array(bytes)], '项目清单.csv', { type: 'text/csv' }));
    for (const [field, value] of Object.entries({ crs: 'WGS84', ...options })) body.set(field, value);
    const cookie = Array.from(as(name).cookies, ([key, value]) => `${key}=${value}`).join('; ');
    return fetch(`${base}/desk/projects/import`, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { cookie, origin: base, accept: 'text/html', 'x-forwarded-for': '198.51.102.98' }
    });
  }

  const link = /href="([^"]*bad\.csv\?id=[^"]+)"/;

  describe('an import', () => {
    it('goes from a GB18030 file with a bad cell to public pages, without scripts', async () => {
      const rows = [
        { ...GOOD, permit_no: '420102202401010101', name: '编码小区一期' },
        { ...GOOD, permit_no: '420102202401010201', name: '编码小区二期', housing_type: '别墅' }
      ];
      const refused = await upload('wuhan', iconv.encode(fileOf(...rows), 'gb18030'));
      expect(refused.status).toBe(422);
      const page = await refused.text();
      expect(page).toContain('没有写入任何内容');
      expect(page).toContain('别墅');
      const address = link.exec(page)?.[1] ?? '';
      const bad = await as('wuhan').get(address);
      expect(bad.headers.get('content-disposition')).toMatch(/^attachment/);
      expect(await bad.text()).toContain('编码小区二期');
      expect((await as('xiangyang').get(address)).status).toBe(404);

      const corrected = rows.map((row) => ({ ...row, housing_type: '商品住宅' }));
      const taken = await upload('wuhan', iconv.encode(fileOf(...corrected), 'gb18030'));
      expect(taken.status).toBe(303);
      const run = taken.headers.get('location') ?? '';
      const preview = await (await as('wuhan').get(run)).text();
      expect(preview).toContain('编码小区一期');
      expect(preview).toContain('写入并公开 2 个项目');
      const found = async () => (await anyone().get(`/projects?q=${encodeURIComponent('编码小区')}`)).text();
      expect(await found()).not.toContain('编码小区一期');

      expect((await as('xiangyang').get(run)).status).toBe(404);
      expect((await as('xiangyang').post(`${run}?/write`)).status).toBe(404);
      const written = await as('wuhan').post(`${run}?/write`);
      expect(written.status).toBe(303);
      expect(written.headers.get('location')).toBe(run);
      expect(await (await as('wuhan').get(run)).text()).toContain('已写入 2 个项目');
      const listed = await found();
      expect(listed).toContain('编码小区一期');
      expect(listed).toContain('编码小区二期');
    });

    it('leaves bad rows out when told to, and says how many', async () => {
      const rows = [
        { ...GOOD, permit_no: '420102202401020101', name: '跳过小区一期', division_code: '420100' },
        { ...GOOD, permit_no: '420102202401020201', name: '跳过小区二期', address: '' }
      ];
      const taken = await upload('wuhan', new TextEncoder().encode(fileOf(...rows)), { skip: 'yes' });
      expect(taken.status).toBe(303);
      const page = await (await as('wuhan').get(taken.headers.get('location') ?? '')).text();
      expect(page).toContain('文件里有 1 行有错误，已跳过');
      expect(page).toContain('只填到市');
      expect(page).toMatch(link);
    });

    it('refuses what lies outside of the jurisdiction row by row', async () => {
      const rows = [{ ...GOOD, permit_no: '420102202401030101', name: '辖区外小区' }];
      const taken = await upload('xiangyang', new TextEncoder().encode(fileOf(...rows)));
      const run = taken.headers.get('location') ?? '';
      const page = await (await as('xiangyang').get(run)).text();
      expect(page).toContain('这个项目不在您所在主管部门的辖区内');
      expect((await as('xiangyang').post(`${run}?/discard`)).status).toBe(303);
      expect((await as('xiangyang').get(run)).status).toBe(404);
    });

    it('takes 20 MB and no more', async () => {
      const remark = 'x'.repeat(100_000);
      const rows = Array.from({ length: 209 }, (_, index) => [
        `4201022024030${String(1 + Math.floor(index / 90))}${String(10 + (index % 90))}01`,
        `大文件小区${String(index)}`,
        '420102',
        '一元路1号',
        '商品住宅',
        '示范建设有限公司',
        remark
      ]);
      const header = ['施工许可证号', '项目名称', '行政区划代码', '项目地址', '住房类型', '建设单位', '备注'];
      const padded = (size: number) => {
        const text = csv([header, ...rows]);
        return new TextEncoder().encode(text + ' '.repeat(size - new TextEncoder().encode(text).length));
      };
      expect((await upload('wuhan', padded(20 * 1024 * 1024))).status).toBe(303);
      expect((await upload('wuhan', padded(20 * 1024 * 1024 + 1))).status).toBe(413);
      expect((await upload('wuhan', padded(22 * 1024 * 1024))).status).toBe(413);
    });

    it('asks for a file', async () => {
      expect((await upload('wuhan', new Uint8Array(0))).status).toBe(400);
    });
  });

  describe('a project', () => {
    const fields = {
      name: '表单小区',
      permit_no: '420102202402010101',
      division_code: '420102',
      address: '一元路1号',
      housing_type: 'commodity',
      'developer.name': '示范建设有限公司'
    };

    it('is registered by a form, told at the field when it exists already, and closed to another bureau', async () => {
      const made = await as('wuhan').post('/desk/projects/new?/save', fields);
      expect(made.status).toBe(303);
      const path = (made.headers.get('location') ?? '').replace(/\?.*/, '');
      expect(path).toMatch(/^\/desk\/projects\/[a-z0-9]+$/);
      const again = await as('wuhan').post('/desk/projects/new?/save', fields);
      expect(again.status).toBe(409);
      expect(await again.text()).toContain('请改为修改它');

      expect(await (await as('xiangyang').get(path)).text()).toContain('辖区');
      const foreign = await as('xiangyang').post(`${path}?/save`, { ...fields, version: '1' });
      expect(foreign.status).toBe(403);
      const late = await as('wuhan').post(`${path}?/save`, { ...fields, address: '二元路2号', version: '0' });
      expect(late.status).toBe(409);
      const text = await late.text();
      expect(text).toContain('别人修改了这个项目');
      expect(text).toContain('二元路2号');
      expect(text).toContain('一元路1号');
    });

    it('gets more rows for buildings without losing a word', async () => {
      const more = await as('wuhan').post('/desk/projects/new?/save', {
        ...fields,
        name: '打了一半的小区',
        rows: '5',
        more: 'yes'
      });
      expect(more.status).toBe(200);
      const text = await more.text();
      expect(text).toContain('value="打了一半的小区"');
      expect(text).toContain('name="building.9.name"');
      expect(text).not.toContain('name="building.10.name"');
    });
  });
}

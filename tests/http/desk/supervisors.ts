import { beforeAll, describe, expect, it } from 'vitest';
import { pdf } from '#lib/documents/fixtures.ts';
import { crowd, visitor, type Visitor } from '#tests/support/browserless.ts';
import type { RunningServer } from '#tests/support/server.ts';

/** The directory of supervisors: who stands in it, how one gets there, and what developers offer them. */
export function socialSupervisors(server: () => RunningServer): void {
  let base = '';
  const signedIn = new Map<string, Visitor>();
  const stranger = () => visitor(base, '198.51.103.90');
  const as = (name: string): Visitor => signedIn.get(name) ?? stranger();
  const { signUp, signIn } = crowd(() => base);

  beforeAll(async () => {
    base = server().url;
    for (const [n, name] of ['wuhan', 'xiangyang', 'company', 'expert', 'deputy'].entries()) {
      const who = visitor(base, `198.51.103.${String(n + 1)}`);
      const given = { email: `${name}@example.org`, password: 'sunlit-demo-2026' };
      const response = await who.post('/account/sign-in', given);
      if (response.status !== 303) throw new Error(`${name} could not sign in: ${String(response.status)}`);
      signedIn.set(name, who);
    }
  });

  const text = async (who: Visitor, path: string) => (await who.get(path)).text();
  const links = (html: string, pattern: string) =>
    [...html.matchAll(new RegExp(`href="(${pattern})"`, 'g'))].map((match) => match[1] ?? '');
  const certificates = (html: string) => links(html, '/supervisors/\\d{6}-\\d{4}-\\d{4}');

  const facts = {
    kind: 'expert',
    division_code: '420102',
    shown_name: '周工程师',
    real_name: '周真名',
    phone: '027-81234567',
    work_unit: '某设计研究院',
    statement: '结构专业高级工程师。',
    relation_0: 'kin',
    name_0: '某建设集团',
    note_0: '表弟任职',
    honest: 'yes'
  };

  function applicationOf(
    given: Record<string, string>,
    file?: { name: string; bytes: Uint8Array }
  ): FormData {
    const form = new FormData();
    for (const [name, value] of Object.entries(given)) form.append(name, value);
    if (file) form.append('files', new File([new Uint8Array(file.bytes)], file.name));
    return form;
  }

  describe('the directory', () => {
    it('lists by number, filters, and counts, for visitors in both languages', async () => {
      const whole = certificates(await text(stranger(), '/supervisors'));
      expect(whole.length).toBeGreaterThanOrEqual(11);
      expect(whole).toEqual([...whole].sort());
      const experts = await text(stranger(), '/supervisors?category=expert&city=420600');
      expect(certificates(experts)).toHaveLength(1);
      expect(experts).toContain('共 1 位社会监督员');
      const english = await text(stranger(), '/en/supervisors?state=dismissed');
      expect(english).toContain('1 social supervisor');
      expect(english).toContain('Dismissed');
      expect(await text(stranger(), '/supervisors?q=nobody-has-this-name')).toContain('没有符合条件');
    });

    it('is news in the feed of its kind', async () => {
      const feed = await text(stranger(), '/feeds/kinds/supervisor.registered.json');
      expect(feed).toMatch(/社会监督员登记：江知远（人大代表）/);
      expect(feed).toMatch(/\/supervisors\/420100-\d{4}-0001/);
    });
  });

  describe('a certificate', () => {
    const find = async (name: string, state = '') =>
      certificates(await text(stranger(), `/supervisors?q=${encodeURIComponent(name)}&state=${state}`))[0] ??
      '';

    it('says in words whether it is valid today, with a code that leads to it', async () => {
      const html = await text(stranger(), await find('温怀瑾'));
      expect(html).toContain('今天有效');
      expect(html).toMatch(/温怀瑾是登记在册的社会监督员/);
      expect(html).toMatch(/<svg role="img" aria-label="二维码：420100-/);
      const dismissed = await text(stranger(), await find('江城验房', 'dismissed'));
      expect(dismissed).toContain('今天无效');
      expect(dismissed).toContain('公开的理由：以发布负面内容为由');
      const suspended = await text(stranger(), `/en${await find('关思齐')}`);
      expect(suspended).toContain('Not valid today');
      expect((await stranger().get('/supervisors/420100-1999-0001')).status).toBe(404);
    });

    it('tells search engines to leave persons alone', async () => {
      expect(await text(stranger(), await find('温怀瑾'))).toContain('<meta name="robots" content="noindex"');
    });
  });

  describe('an application, without scripts', () => {
    const html = { accept: 'text/html' };
    let applicant: Visitor;
    let evidence = '';
    beforeAll(async () => {
      await signUp('applicant@x.cn');
      applicant = await signIn('applicant@x.cn');
    });

    it('comes back with all that has to be mended at once, and keeps the files', async () => {
      const { honest: _, ...rest } = facts;
      const file = { name: '聘书.pdf', bytes: pdf() };
      const response = await applicant.send(
        '/supervisors/apply',
        applicationOf({ ...rest, phone: 'call me', relation_0: '' }, file),
        html
      );
      expect(response.status).toBe(400);
      const page = await response.text();
      expect(page).toContain('有 3 处需要修改');
      expect(page).toContain('保留：聘书.pdf');
      evidence = /name="evidence" value="([0-9a-f-]{36})"/.exec(page)?.[1] ?? '';
      expect(evidence).not.toBe('');
    });

    it('says which file it does not take, and why', async () => {
      const page = { name: '证件.pdf', bytes: new TextEncoder().encode('<html>not a PDF</html>') };
      const response = await applicant.send('/supervisors/apply', applicationOf(facts, page), html);
      expect(response.status).toBe(400);
      expect(await response.text()).toMatch(/证件\.pdf：/);
    });

    it('is sent with the file that was kept', async () => {
      const response = await applicant.send(
        '/supervisors/apply',
        applicationOf({ ...facts, evidence }),
        html
      );
      expect(response.status, await response.text()).toBe(303);
      expect(response.headers.get('location')).toBe('/account/supervisor?done=submitted');
      const mine = await text(applicant, '/account/supervisor');
      expect(mine).toContain('您的申请正在审核');
      expect(mine).toContain('周真名');
      expect(await text(applicant, '/supervisors/apply')).toContain('您已有一份申请或登记');
    });

    it('and its file are read by the person and the officers in charge, and kept by no cache', async () => {
      const path = `/supervisors/evidence/${evidence}`;
      for (const who of [applicant, as('wuhan')]) {
        const response = await who.get(path);
        expect(response.status).toBe(200);
        expect(response.headers.get('cache-control')).toBe('private, no-store');
        expect(response.headers.get('content-type')).toBe('application/pdf');
        expect(
          Buffer.from(await response.arrayBuffer())
            .subarray(0, 5)
            .toString()
        ).toBe('%PDF-');
      }
      for (const who of [as('xiangyang'), as('company'), as('expert')])
        expect((await who.get(path)).status).toBe(404);
      expect((await stranger().get(path)).status).toBe(303);
    });

    it('is decided at the desk, and the public reads the name that was chosen and nothing else', async () => {
      const inbox = await text(as('wuhan'), '/desk/supervisors');
      const slug = links(inbox, '/desk/supervisors/[a-z0-9]{10}').at(-1) ?? '';
      const found = await text(as('wuhan'), slug);
      expect(found).toContain('周真名');
      expect((await as('xiangyang').get(slug)).status).toBe(404);
      expect((await as('company').get(slug)).status).toBe(403);
      const edits = /name="edits" value="(\d+)"/.exec(found)?.[1] ?? '';
      const until = /name="until"[^>]*value="([\d-]+)"/.exec(found)?.[1] ?? '';
      const decide = (given: Record<string, string>) =>
        as('wuhan').post(`${slug}?/decide`, { edits, ...given });
      const early = await decide({ act: 'register', until: '2099-01-01' });
      expect(early.status).toBe(422);
      expect(await early.text()).toContain('一届最长 24 个月');
      expect((await decide({ act: 'refuse', reason: '' })).status).toBe(400);
      const done = await decide({ act: 'register', until });
      expect(done.status, await done.text()).toBe(303);
      const again = await decide({ act: 'refuse', reason: '后来改变了主意' });
      expect(again.status).toBe(409);

      const listed = await text(stranger(), `/supervisors?q=${encodeURIComponent('周工程师')}`);
      const certificate = await text(stranger(), certificates(listed)[0] ?? '');
      const feed = await text(stranger(), '/feeds/kinds/supervisor.registered.rss');
      expect(certificate).toContain('今天有效');
      for (const shown of [listed, certificate, feed])
        expect(shown).not.toMatch(/周真名|81234567|某设计研究院|某建设集团|applicant@/);
      expect(await text(applicant, '/account/inbox')).toContain('您已登记为社会监督员');
    });

    it('may be laid down again by the person', async () => {
      const response = await applicant.post('/account/supervisor?/leave');
      expect(response.status).toBe(303);
      expect(await text(applicant, '/account/supervisor')).toContain('您的登记已结束');
    });
  });

  describe('an appointment', () => {
    it('is offered by the developer, answered by the supervisor, and shown on the certificate', async () => {
      const offered = await text(as('deputy'), '/account/supervisor');
      const appointment = /name="appointment" value="([0-9a-f-]{36})"/.exec(offered)?.[1] ?? '';
      const slug = links(offered, '/projects/[a-z0-9]{10}')[0] ?? '';
      const desk = `/desk${slug}/supervisors`;
      expect(await text(as('company'), desk)).toContain('等待答复');
      const answered = await as('deputy').post('/account/supervisor?/answer', { appointment, accept: 'yes' });
      expect(answered.status).toBe(303);
      const number = certificates(await text(as('company'), desk))[0] ?? '';
      expect(await text(stranger(), number)).toContain(`href="${slug}"`);
      const short = await as('company').post(`${desk}?/end`, { appointment, reason: '无' });
      expect(short.status).toBe(400);
      const ended = await as('company').post(`${desk}?/end`, { appointment, reason: '项目已完成竣工验收' });
      expect(ended.status).toBe(303);
      expect(await text(stranger(), number)).toContain('项目已完成竣工验收');
      expect((await as('xiangyang').get(desk)).status).toBe(404);
      const unknown = await as('company').post(`${desk}?/appoint`, { number: '420100-1999-0001' });
      expect(unknown.status).toBe(404);
      expect(await unknown.text()).toContain('没有这个编号的社会监督员');
    });
  });
}

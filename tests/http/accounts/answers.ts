import { beforeAll, describe, expect, it } from 'vitest';
import { password, profile, visitor, type Crowd, type Visitor } from '#tests/support/browserless.ts';
import { offSite } from '#tests/support/off-site.ts';
import { mailsTo, waitForMails } from '#tests/support/outbox.ts';
import type { RunningServer } from '#tests/support/server.ts';

/** What accounts answer to whom, whether there is one or not, and to other sites. */
export function answersOfAccounts(server: () => RunningServer, { someone, signUp, signIn }: Crowd): void {
  /** All that an answer says, but for what is new each time. Compared for one address, before and after it has an account. */
  async function whole(response: Response) {
    const volatile = ['date', 'x-request-id', 'retry-after'];
    const headers = [...response.headers].filter(([name]) => !volatile.includes(name));
    return { status: response.status, headers, body: await response.text() };
  }

  describe('answers to known and unknown addresses', () => {
    it.each(['/account/sign-in', '/en/account/sign-in'])('are equal when signing in: %s', async (path) => {
      const email = `in${String(path.length)}@example.org`;
      const attempt = async () => whole(await someone().post(path, { email, password: 'not the password' }));
      const unknown = await attempt();
      await signUp(email);
      expect(await attempt()).toEqual(unknown);
      expect(unknown.status).toBe(400);
      expect(unknown.headers.map(([name]) => name)).not.toContain('set-cookie');
    });

    it('are equal when signing up, and the owner is told by mail', async () => {
      const email = 'twice@example.org';
      const attempt = async (name: string, secret: string) =>
        whole(
          await someone().post('/account/sign-up', {
            ...profile(email),
            display_name: name,
            password: secret
          })
        );
      const unknown = await attempt('陈小梅', password);
      expect(unknown.status).toBe(200);
      expect(mailsTo(server().dataDir, email)).toEqual([]);
      expect(await attempt('别人', 'mud boots on friday')).toEqual(unknown);
      expect(unknown.headers.map(([name]) => name)).not.toContain('set-cookie');
      const [mail] = await waitForMails(server().dataDir, email, 1);
      expect(mail?.subject).toContain('有人用您的邮箱注册阳光工地');
      const page = await (await signIn(email)).get('/account/profile');
      expect(await page.text()).toContain('陈小梅');
    });

    it('are equal when a password is forgotten', async () => {
      const email = 'forgot@example.org';
      const attempt = async () => whole(await someone().post('/account/forgot', { email }));
      const unknown = await attempt();
      expect(unknown.body).toContain('请查收邮件');
      await signUp(email);
      expect(await attempt()).toEqual(unknown);
      expect(await waitForMails(server().dataDir, email, 1)).toHaveLength(1);
    });

    it('are equal when the tries are used up, and say for how long', async () => {
      const email = 'tried@example.org';
      async function lockOut() {
        const machine = someone();
        for (let i = 0; i < 5; i += 1) {
          const wrong = await machine.post('/account/sign-in', {
            email,
            password: `wrong password ${String(i)}`
          });
          expect(wrong.status).toBe(400);
        }
        const locked = await machine.post('/account/sign-in', { email, password });
        const wait = Number(locked.headers.get('retry-after'));
        expect(wait).toBeGreaterThan(240);
        expect(wait).toBeLessThanOrEqual(300);
        return whole(locked);
      }
      const unknown = await lockOut();
      await signUp(email);
      expect(await lockOut(), 'the right password is refused as well').toEqual(unknown);
      expect(unknown.status).toBe(429);
      expect(unknown.body).toContain('请 5 分钟后再试');
      // somebody else's wrong tries do not lock the owner out
      await signIn(email);
    });

    it('never hold the password or a stack', async () => {
      const weak = await someone().post('/account/sign-up', {
        ...profile('weak@example.org'),
        password: 'qwertyuiop12'
      });
      const body = await weak.text();
      expect(weak.status).toBe(400);
      expect(body).toContain('这类密码太常见');
      expect(body).toContain('weak@example.org');
      expect(body).not.toContain('qwertyuiop12');
      const long = await someone().post('/account/sign-in', { email: 'a'.repeat(300), password });
      expect(long.status).toBe(400);
      expect(server().log()).not.toMatch(/known@example\.org|mud boots/);
    });
  });

  describe('what comes after signing in', () => {
    const leads = (location: string | null) => new URL(location ?? '', server().url).origin;

    it('stays on the site whatever the link says', async () => {
      const results = await Promise.all(
        offSite.map(async (next, i) => {
          const machine = visitor(server().url, `203.0.113.${String(i)}`);
          const path = `/account/sign-in?next=${encodeURIComponent(next)}`;
          const response = await machine.post(path, { email: 'known@example.org', password });
          const page = await (await machine.get(path)).text();
          return { next, status: response.status, location: response.headers.get('location'), page };
        })
      );
      for (const { next, status, location, page } of results) {
        expect(status, next).toBe(303);
        expect(leads(location), next).toBe(server().url);
        expect(location, next).toBe('/');
        expect(page).not.toContain('href="//evil');
      }
    });

    it('stays on the site from the page of the code as well', async () => {
      const who = await signIn('known@example.org');
      for (const next of offSite) {
        const response = await who.get(`/account/code?next=${encodeURIComponent(next)}`);
        expect(response.headers.get('location'), next).toBe('/');
      }
    });

    it('is the page that was asked for', async () => {
      const asked = await someone().get('/en/account/profile?a=1');
      expect(asked.status).toBe(303);
      const location = asked.headers.get('location') ?? '';
      expect(location).toBe('/en/account/sign-in?next=%2Fen%2Faccount%2Fprofile%3Fa%3D1');
      const response = await someone().post(location, { email: 'known@example.org', password });
      expect(response.headers.get('location')).toBe('/en/account/profile?a=1');
    });
  });

  describe('requests of other sites', () => {
    const routes = [
      'sign-in',
      'sign-up',
      'sign-out',
      'forgot',
      'reset',
      'confirm',
      'code',
      'profile',
      'delete'
    ];

    let who: Visitor;
    beforeAll(async () => {
      who = await signIn('known@example.org');
    });

    it.each(routes)('are refused at /account/%s', async (route) => {
      const fields = { ...profile('forged@example.org'), current_password: password };
      for (const origin of ['https://evil.example', 'null', `${server().url}.evil.example`, undefined]) {
        const response = await who.post(`/account/${route}`, fields, { origin });
        expect(response.status, origin).toBe(403);
      }
      expect((await who.get('/account/profile')).status).toBe(200);
    });
  });
}

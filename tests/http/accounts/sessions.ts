import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { password, type Crowd, type Visitor } from '#tests/support/browserless.ts';
import { waitForMails } from '#tests/support/outbox.ts';
import type { RunningServer } from '#tests/support/server.ts';

/** A session from sign-in to sign-out, and what a person does with their own account. */
export function sessionsOfAccounts(server: () => RunningServer, { someone, signUp, signIn }: Crowd): void {
  const sessionShape = z.looseObject({
    access_token: z.string(),
    refresh_token: z.string(),
    expires_at: z.number()
  });

  type Session = z.infer<typeof sessionShape>;

  function sessionOf(who: Visitor): Session {
    const value = who.cookies.get('sunlit') ?? '';
    const text = Buffer.from(value.replace(/^base64-/, ''), 'base64url').toString('utf8');
    return sessionShape.parse(JSON.parse(text));
  }

  function rewrite(who: Visitor, change: (held: Session) => Session): void {
    const session = JSON.stringify(change(sessionOf(who)));
    who.cookies.set('sunlit', `base64-${Buffer.from(session).toString('base64url')}`);
  }

  /** The same session as its cookie will be after the token's 15 minutes. */
  function age(who: Visitor): void {
    rewrite(who, (held) => {
      const [head = '', body = ''] = held.access_token.split('.');
      const past = Math.floor(Date.now() / 1000) - 60;
      const claims: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
      const aged = { ...z.looseObject({}).parse(claims), iat: past - 900, exp: past };
      const signed = `${head}.${Buffer.from(JSON.stringify(aged)).toString('base64url')}`;
      const secrets = z
        .object({ jwt: z.string() })
        .parse(JSON.parse(readFileSync(join(server().dataDir, 'secrets.json'), 'utf8')));
      const signature = createHmac('sha256', secrets.jwt).update(signed).digest('base64url');
      return { ...held, access_token: `${signed}.${signature}`, expires_at: past };
    });
  }

  describe('a session', () => {
    it('lives in a cookie that scripts cannot read, on pages that nobody keeps', async () => {
      const machine = someone();
      const response = await machine.post('/account/sign-in', { email: 'known@example.org', password });
      const cookies = response.headers.getSetCookie();
      expect(cookies.length).toBeGreaterThan(0);
      for (const cookie of cookies) {
        expect(cookie).toMatch(/^sunlit/);
        expect(cookie).toMatch(/; HttpOnly/i);
        expect(cookie).toMatch(/; SameSite=Lax/i);
        expect(cookie).toMatch(/; Path=\/(;|$)/i);
      }
      expect(response.headers.get('cache-control')).toContain('no-store');
      const page = await machine.get('/account/profile');
      expect(page.status).toBe(200);
      expect(page.headers.get('cache-control')).toContain('no-store');
      expect(await page.text()).toContain('known@example.org');
    });

    it('is never in the public cache, nor is a public page of the cache given to its owner', async () => {
      const visits = someone();
      await (await visits.get('/')).text();
      const kept = await visits.get('/');
      expect(kept.headers.get('x-cache')).toBe('hit');
      const etag = kept.headers.get('etag') ?? '';
      const publicPage = await kept.text();
      expect(publicPage).not.toContain('陈小梅');

      const who = await signIn('known@example.org');
      const own = await who.get('/', { 'if-none-match': etag });
      expect(own.status).toBe(200);
      expect(own.headers.get('x-cache')).toBeNull();
      expect(own.headers.get('cache-control')).toContain('no-store');
      expect(await own.text()).toContain('陈小梅');
      const data = await who.get('/__data.json');
      expect(data.headers.get('x-cache')).toBeNull();
      expect(await data.text()).toContain('陈小梅');

      for (const path of ['/', '/__data.json']) {
        for (let i = 0; i < 2; i += 1) {
          const after = await visits.get(path);
          expect(after.status).toBe(200);
          expect(await after.text()).not.toContain('陈小梅');
        }
      }
    });

    it('goes on with a new token when the old one has run out', async () => {
      const who = await signIn('known@example.org');
      age(who);
      const old = who.cookies.get('sunlit');
      const page = await who.get('/account/profile');
      expect(page.status).toBe(200);
      expect(page.headers.get('cache-control')).toContain('no-store');
      expect(who.cookies.get('sunlit')).not.toBe(old);
      expect((await who.get('/account/profile')).status).toBe(200);
      // on a public page as well, which must not be kept with the cookie
      age(who);
      const front = await who.get('/');
      expect(front.headers.getSetCookie().length).toBeGreaterThan(0);
      expect(front.headers.get('x-cache')).toBeNull();
      expect((await who.get('/account/profile')).status).toBe(200);
    });

    it('ends with sign-out, its cookie and its token with it', async () => {
      for (const aged of [false, true]) {
        const who = await signIn('known@example.org');
        const stolen = someone();
        for (const [name, value] of who.cookies) stolen.cookies.set(name, value);
        if (aged) age(who);
        const response = await who.post('/account/sign-out');
        expect(response.status).toBe(303);
        expect(who.cookies.size).toBe(0);
        const replayed = await stolen.get('/account/profile');
        expect(replayed.status, aged ? 'with an aged token' : 'with a fresh token').toBe(303);
        expect(replayed.headers.get('location')).toContain('/account/sign-in');
      }
    });

    it('is nothing with a token that somebody changed, and goes from the browser that sent it', async () => {
      const other = await signIn('known@example.org');
      for (const part of [1, 2]) {
        const who = await signIn('known@example.org');
        rewrite(who, (held) => {
          const parts = held.access_token.split('.');
          const [own = '', others = ''] = [parts[part], sessionOf(other).access_token.split('.')[part]];
          // another's claims under the own signature, and the other way round
          parts[part] = others === own ? `${own.slice(0, -2)}AA` : others;
          return { ...held, access_token: parts.join('.') };
        });
        expect((await who.get('/account/profile')).status).toBe(303);
        expect((await who.get('/account/sign-in')).status).toBe(200);
        expect(who.cookies.size).toBe(0);
      }
      expect((await other.get('/account/profile')).status).toBe(200);
    });

    it('is nothing with a token that no header can carry, and goes from the browser that sent it', async () => {
      for (const token of ['令牌', 'a\nb', 'x', '']) {
        const who = await signIn('known@example.org');
        rewrite(who, (held) => ({ ...held, access_token: token }));
        const dead = who.cookies.get('sunlit') ?? '';
        expect((await who.get('/account/profile')).status, token).toBe(303);
        expect((await who.get('/')).status).toBe(200);
        who.cookies.set('sunlit', dead);
        expect((await who.get('/account/sign-in')).status).toBe(200);
        expect(who.cookies.size, token).toBe(0);
        // nor does it stand in the way of a new one
        who.cookies.set('sunlit', dead);
        const again = await who.post('/account/sign-in', { email: 'known@example.org', password });
        expect(again.status).toBe(303);
        expect((await who.get('/account/profile')).status).toBe(200);
      }
    });

    it('leaves the browser once it was ended elsewhere, which goes on as a visitor', async () => {
      const who = await signIn('known@example.org');
      const copy = someone();
      const kept = [...who.cookies];
      for (const [name, value] of kept) copy.cookies.set(name, value);
      await who.post('/account/sign-out');
      const front = await copy.get('/');
      expect(front.status).toBe(200);
      expect(await front.text()).not.toContain('陈小梅');
      // not an answer of the public cache, which is everybody's
      expect((await copy.get('/account/sign-in')).status).toBe(200);
      expect(copy.cookies.size).toBe(0);

      // an answer that takes a cookie away is nobody else's
      for (const path of ['/organizations?q=nobody', '/organizations/__data.json?q=nobody']) {
        const third = someone();
        for (const [name, value] of kept) third.cookies.set(name, value);
        const answer = await third.get(path);
        expect(answer.status).toBe(200);
        expect(answer.headers.getSetCookie().join(), path).toMatch(/^sunlit=;/);
        expect(answer.headers.get('cache-control'), path).toContain('no-store');
      }
    });

    it('is nothing when its cookie is made up', async () => {
      for (const value of ['x', 'base64-', 'base64-e30', `base64-${'A'.repeat(3000)}`]) {
        const who = someone();
        who.cookies.set('sunlit', value);
        expect((await who.get('/account/profile')).status, value.slice(0, 12)).toBe(303);
        expect((await who.get('/')).status).toBe(200);
      }
    });
  });

  describe('the own account', () => {
    it('is given a new password by the link of a mail, which a look does not use up', async () => {
      await signUp('lost@example.org');
      const before = await signIn('lost@example.org');
      await someone().post('/en/account/forgot', { email: 'lost@example.org' });
      const [mail] = await waitForMails(server().dataDir, 'lost@example.org', 1);
      expect(mail?.subject).toBe('Reset your Sunlit password · 重设阳光工地的密码');
      const link = new URL(/http\S+/.exec(mail?.text ?? '')?.[0] ?? '');
      expect(link.origin).toBe(server().url);
      expect(link.pathname).toBe('/en/account/reset');
      const path = link.pathname + link.search;
      for (let i = 0; i < 2; i += 1)
        expect(await (await someone().get(path)).text()).toContain('New password');

      const fields = {
        token_hash: link.searchParams.get('token_hash') ?? '',
        person: link.searchParams.get('person') ?? ''
      };
      const weak = await someone().post(path, { ...fields, password: 'password1234' });
      expect(weak.status).toBe(400);
      const done = await someone().post(path, { ...fields, password: 'mud boots on friday' });
      expect(done.headers.get('location')).toBe('/en/account/sign-in?done=password');
      expect((await before.get('/account/profile')).status, 'the old session').toBe(303);
      const again = await someone().post(path, { ...fields, password: 'mud boots on monday' });
      expect(again.status).toBe(400);
      expect(await again.text()).toContain('no longer works');
      const old = await someone().post('/account/sign-in', { email: 'lost@example.org', password });
      expect(old.status).toBe(400);
    });

    it('changes name, language and password, and is deleted', async () => {
      await signUp('own@example.org');
      const who = await signIn('own@example.org');
      const other = await signIn('own@example.org');
      const saved = await who.post('/account/profile', { display_name: '陈工', locale: 'en' });
      expect(await saved.text()).toContain('已保存');
      expect(await (await who.get('/account/profile')).text()).toContain('陈工');

      const changed = { current_password: password, password: 'mud boots on friday' };
      const wrong = await who.post('/account/security?/password', { ...changed, current_password: 'no' });
      expect(wrong.status).toBe(400);
      const right = await who.post('/account/security?/password', changed);
      expect(right.headers.get('location')).toBe('/account/security?done=changed');
      expect((await other.get('/account/profile')).status).toBe(303);

      const kept = await who.post('/account/delete', { current_password: password });
      expect(kept.status, 'the old password').toBe(400);
      const gone = await who.post('/account/delete', { current_password: changed.password });
      expect(gone.headers.get('location')).toBe('/account/sign-in?done=deleted');
      expect(who.cookies.size).toBe(0);
      const back = await someone().post('/account/sign-in', {
        email: 'own@example.org',
        password: changed.password
      });
      expect(back.status).toBe(400);
    });
  });
}

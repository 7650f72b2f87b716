import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publicRoutes } from '#lib/accounts/public-routes.ts';
import type { RunningServer } from '#tests/support/server.ts';

/** Every route of the app that is not public, asked as a visitor on the built server. */
export function closedRoutes(server: () => RunningServer): void {
  const routes = join(import.meta.dirname, '../../../src/routes');

  const ids = [
    ...new Set(
      readdirSync(routes, { recursive: true, encoding: 'utf8' })
        .filter((path) => /(^|\/)\+(page\.svelte|page\.server\.ts|server\.ts)$/.test(path))
        .map((path) => (dirname(path) === '.' ? '/' : `/${dirname(path)}`))
    )
  ];
  const closed = ids.filter((id) => !(id in publicRoutes));
  /** Groups are not in the address; a parameter takes anything. */
  const pathOf = (id: string) =>
    id.replaceAll(/\/\([^)]+\)/g, '').replaceAll(/\[[^\]]+\]/g, '00000000-0000-4000-8000-000000000000');

  let machines = 0;
  /** Each request from an address of its own: they are more than one address may send. */
  function ask(
    path: string,
    init: { method?: string; body?: string; headers?: Record<string, string> } = {}
  ) {
    machines += 1;
    const headers = {
      accept: 'text/html',
      'x-forwarded-for': `198.51.100.${String(machines % 250)}`,
      ...init.headers
    };
    return fetch(server().url + path, { ...init, redirect: 'manual', headers });
  }

  describe('a route that is not public', () => {
    it('exists', () => {
      expect(closed.length).toBeGreaterThan(10);
    });

    it.each(closed)('%s leads visitors to sign in', async (id) => {
      const response = await ask(pathOf(id));
      expect(response.status).toBe(303);
      expect(response.headers.get('location')).toMatch(/^\/account\/sign-in\?next=/);
      expect(response.headers.get('cache-control')).toMatch(/no-store/);
    });

    it.each(closed)('%s tells visitors nothing in its data', async (id) => {
      const response = await ask(`${pathOf(id)}/__data.json`);
      const text = await response.text();
      expect([200, 303, 404]).toContain(response.status);
      if (response.status === 200)
        expect(text).toMatch(/^\{"type":"redirect","location":"\/account\/sign-in/);
    });

    it.each(closed)('%s takes nothing from visitors', async (id) => {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const response = await ask(pathOf(id), {
          method,
          headers: { origin: server().url, 'content-type': 'application/x-www-form-urlencoded' },
          body: 'name=x'
        });
        expect([401, 405], `${method} ${id}: ${String(response.status)}`).toContain(response.status);
      }
    });
  });
}

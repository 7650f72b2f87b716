import { expect, inject } from 'vitest';

/** The server with demonstration data that the files of this suite share: nobody writes to it. */
export function demoPages() {
  const base = inject('baseUrl');
  const get = (path: string, init: RequestInit = {}) => fetch(base + path, { redirect: 'manual', ...init });
  /** A page that has to be there. */
  async function text(path: string): Promise<string> {
    const answer = await get(path, { headers: { accept: 'text/html' } });
    expect(answer.status, path).toBe(200);
    return answer.text();
  }
  return { base, get, text };
}

import { z } from 'zod';

const problem = z.object({ code: z.string(), status: z.number(), detail: z.string() });

/** What a machine route says is wrong (RFC 9457). */
export async function refusal(response: Response) {
  const type = response.headers.get('content-type');
  if (!type?.includes('application/problem+json')) throw new Error(`no problem details but ${String(type)}`);
  return problem.parse(await response.json());
}

/** A person at a browser without scripts: posts forms, keeps cookies, follows nothing by itself. */
export interface Visitor {
  get: (path: string, headers?: Record<string, string>) => Promise<Response>;
  post: (
    path: string,
    fields?: Record<string, string>,
    headers?: Record<string, string | undefined>
  ) => Promise<Response>;
  /** A form with files, or anything else that has a body of its own. */
  send: (path: string, body: FormData, headers?: Record<string, string>) => Promise<Response>;
  cookies: Map<string, string>;
}

interface Sent {
  method?: string;
  body?: URLSearchParams | FormData;
  headers: Record<string, string>;
}

/** `address` is where the request comes from, for a server that is told to read it from X-Forwarded-For. */
export function visitor(base: string, address: string): Visitor {
  const cookies = new Map<string, string>();

  async function ask(path: string, init: Sent): Promise<Response> {
    const cookie = Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(base + path, {
      ...init,
      redirect: 'manual',
      headers: { 'x-forwarded-for': address, ...(cookie ? { cookie } : {}), ...init.headers }
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      if (value === '' || /max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  return {
    cookies,
    get: (path, headers = {}) => ask(path, { headers: { accept: 'text/html', ...headers } }),
    send: (path, body, headers = {}) =>
      ask(path, { method: 'POST', body, headers: { origin: base, ...headers } }),
    post: (path, fields = {}, headers = {}) => {
      const all: Record<string, string | undefined> = { accept: 'text/html', origin: base, ...headers };
      const given = Object.entries(all).flatMap(([name, value]): [string, string][] =>
        value === undefined ? [] : [[name, value]]
      );
      return ask(path, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: Object.fromEntries(given)
      });
    }
  };
}

export const password = 'mud boots on tuesday';

export const profile = (email: string) => ({ email, password, display_name: '陈小梅', locale: 'zh' });

/** People at one server, each at an address of its own, so that tests do not use up one another's tries. */
export function crowd(base: () => string) {
  let machines = 0;

  function someone(): Visitor {
    machines += 1;
    return visitor(base(), `198.51.${machines >> 8}.${machines & 255}`);
  }

  return {
    someone,
    signUp: async (email: string): Promise<void> => {
      const response = await someone().post('/account/sign-up', profile(email));
      if (response.status !== 200) throw new Error(`${email} could not sign up: ${response.status}`);
    },
    signIn: async (email: string): Promise<Visitor> => {
      const who = someone();
      const response = await who.post('/account/sign-in', { email, password });
      if (response.status !== 303) throw new Error(`${email} could not sign in: ${response.status}`);
      return who;
    }
  };
}
export type Crowd = ReturnType<typeof crowd>;

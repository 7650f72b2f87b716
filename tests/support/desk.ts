import { expect } from 'vitest';
import { visitor, type Visitor } from './browserless.ts';
import { newPermit, projectForm } from './disclosing.ts';
import type { RunningServer } from './server.ts';

/** The people of the demonstration who work in the desk, and one who doesn't. */
const people = ['wuhan', 'xiangyang', 'company', 'supervisor', 'contractor', 'testing', 'resident'] as const;
export type DeskName = (typeof people)[number];

interface Part {
  field: string;
  name: string;
  content: Uint8Array;
}

export interface Desk {
  permit: string;
  estate: string;
  /** Slug of a project whose parties are the people here, with its main structure accepted. */
  project: string;
  as: (name: DeskName) => Visitor;
  stranger: () => Visitor;
  /** What a person reads at an address. */
  page: (name: DeskName, path: string) => Promise<string>;
  /** The address of what the project owes for an item, as the queue leads there; empty where it doesn't. */
  caseOf: (item: string, name?: DeskName) => Promise<string>;
  /** A form with files, sent as a browser sends it. */
  send: (name: DeskName, path: string, fields: Record<string, string>, parts?: Part[]) => Promise<Response>;
}

/** On a server with demonstration data: everyone signed in, each from an address of one /24 network, and a new project. */
export async function openDesk({ url: base }: RunningServer, network: string, estate: string): Promise<Desk> {
  const signedIn = new Map<DeskName, Visitor>();
  const stranger = () => visitor(base, `${network}.60`);
  const as = (name: DeskName): Visitor => signedIn.get(name) ?? stranger();
  for (const [n, name] of people.entries()) {
    const who = visitor(base, `${network}.${String(n + 1)}`);
    const given = { email: `${name}@example.org`, password: 'sunlit-demo-2026' };
    const response = await who.post('/account/sign-in', given);
    expect(response.status, name).toBe(303);
    signedIn.set(name, who);
  }
  const permit = newPermit();
  const made = await as('wuhan').post('/desk/projects/new?/save', projectForm(permit, estate));
  expect(made.status, await made.text()).toBe(303);
  const project = /projects\/([a-z0-9]+)/.exec(made.headers.get('location') ?? '')?.[1] ?? '';
  const page = async (name: DeskName, path: string) => (await as(name).get(path)).text();
  return {
    ...{ permit, estate, project, as, stranger, page },
    async caseOf(item, name = 'company') {
      const text = await page(name, `/desk/disclosures?project=${project}&item=${item}&todo=all`);
      return /href="(\/desk\/disclosures\/[a-z0-9]{10})"/.exec(text)?.[1] ?? '';
    },
    send(name, path, fields, parts = []) {
      const body = new FormData();
      for (const [field, value] of Object.entries(fields)) body.append(field, value);
      for (const { field, name: file, content } of parts)
        body.append(field, new File([new Uint8Array(content)], file));
      const cookie = Array.from(as(name).cookies, ([key, value]) => `${key}=${value}`).join('; ');
      return fetch(base + path, {
        method: 'POST',
        body,
        redirect: 'manual',
        headers: { cookie, origin: base, accept: 'text/html', 'x-forwarded-for': `${network}.99` }
      });
    }
  };
}

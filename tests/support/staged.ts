import { z } from 'zod';
import { anonymous, type Client } from '#lib/server/client.ts';
import { closeHub, openHub, type Hub } from '#lib/server/hub.ts';
import { visitor, type Visitor } from './browserless.ts';
import { openDisclosureDesk, rebar } from './disclosures.ts';
import { testPassword } from './database.ts';
import { sha256 } from './hash.ts';
import { startServer, type RunningServer } from './server.ts';

const written = z.object({ edits: z.number() });
const reached = { permit: { reached: '2026-01-05' }, structure_acceptance: { planned: '2099-06-01' } };

/**
 * A built server on a database in which one project owes a disclosure. Between two starts `backstage` writes to it
 * directly: what the pages of the desk do is tested elsewhere.
 */
export async function stage() {
  const desk = await openDisclosureDesk();
  const { slug, project_id } = await desk.project(reached);
  const disclosure = await desk.slugOf(project_id, 'rebar_tests');
  const { config } = desk.hub;
  const emails = {
    developer: desk.developer.email,
    engineer: desk.engineer.email,
    stranger: desk.company.email,
    officer: desk.wuhan.email
  };
  await closeHub();

  async function backstage<T>(
    work: (hub: Hub, as: (email: string) => Promise<Client>) => Promise<T>
  ): Promise<T> {
    const hub = await openHub(undefined, config);
    try {
      return await work(hub, async (email) => {
        const db = anonymous(hub.backend);
        const { error } = await db.auth.signInWithPassword({ email, password: testPassword });
        if (error) throw error;
        return db;
      });
    } finally {
      await closeHub();
    }
  }

  /** From nothing to public; a second time it corrects, and needs a reason. */
  const publish = (documents: string[], reason?: string) =>
    backstage(async (_, as) => {
      const developer = await as(emails.developer);
      const engineer = await as(emails.engineer);
      const save = await developer.rpc('save_disclosure', {
        slug: disclosure,
        facts: rebar,
        note: null,
        documents: documents.map((document_id) => ({ document_id, caption: '扫描件' })),
        ...(reason ? { reason } : {})
      });
      if (save.error) throw new Error(save.error.message);
      let { edits } = written.parse(save.data);
      for (const [act, db] of [
        ['submit', developer],
        ['confirm', engineer],
        ['publish', developer]
      ] as const) {
        const { data, error } = await db.rpc('advance_disclosure', {
          slug: disclosure,
          act,
          expected_edits: edits
        });
        if (error) throw new Error(`${act}: ${error.message}`);
        edits = written.parse(data).edits;
      }
    });

  const serve = (): Promise<RunningServer> =>
    startServer({ dataDir: config.dataDir, env: { HUB_DEMO: 'off', ADDRESS_HEADER: 'x-forwarded-for' } });

  let machines = 0;
  const someone = (server: RunningServer): Visitor => {
    machines += 1;
    return visitor(server.url, `198.51.100.${String(machines)}`);
  };
  async function signIn(server: RunningServer, who: keyof typeof emails): Promise<Visitor> {
    const one = someone(server);
    const response = await one.post('/account/sign-in', { email: emails[who], password: testPassword });
    if (response.status !== 303) throw new Error(`${who} could not sign in: ${String(response.status)}`);
    return one;
  }

  /** What the picker of a page sends. */
  function form(bytes: Uint8Array, name: string, more: Record<string, string> = {}): FormData {
    const data = new FormData();
    data.set('project', slug);
    data.set('sha256', sha256(bytes));
    data.set('file', new File([new Uint8Array(bytes)], name, { type: 'application/pdf' }));
    for (const [field, value] of Object.entries(more)) data.set(field, value);
    return data;
  }

  return {
    form,
    project: slug,
    disclosure,
    dataDir: config.dataDir,
    backstage,
    publish,
    serve,
    someone,
    signIn
  };
}

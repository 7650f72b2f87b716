import { createHash } from 'node:crypto';
import { z } from 'zod';
import { deskDisclosure, disclosurePage } from '#lib/disclosures/schema.ts';
import type { Client } from '#lib/server/client.ts';
import { organization, person, type TestPerson } from './database.ts';
import { openProjectDesk, uscc, type Facts } from './projects.ts';

const written = z.object({ version: z.number(), edits: z.number() });
const moved = written.extend({ state: z.string() });
const slugs = z.array(z.object({ slug: z.string(), item: z.string(), status: z.string() }));

/** Complete facts of the item that most tests disclose: one group failed at first and passed its retest. */
export const rebar: Facts = {
  material_batches: 12,
  material_groups: 24,
  material_failed: 1,
  material_passed_retest: 1,
  joint_groups: 10,
  joint_failed: 0,
  joint_passed_retest: 0,
  testing_body: '测试工程质量检测有限公司',
  report_numbers: 'GJ-2026-001 至 GJ-2026-034',
  conclusion: 'qualified_after_retest'
};

/** SHA-256 of a text, as a file of that content would have. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A project with its parties, a member of each, an officer who reviews, and short ways to disclose. */
export async function openDisclosureDesk() {
  const desk = await openProjectDesk();
  const { hub } = desk;
  let people = 0;

  async function party(role: string, name: string, duties: string[], number: number) {
    const code = uscc(number);
    const id = await organization(hub, { kind: 'company', name, uscc: code });
    people += 1;
    const member = await person(hub, {
      email: `${role}${String(people)}@x.cn`,
      role: 'company_member',
      organization: id,
      duties
    });
    return { role, name, uscc: code, member };
  }

  const developer = await party('developer', '测试房地产开发有限公司', ['edit', 'reply'], 1);
  const contractor = await party('contractor', '测试建设集团有限公司', ['edit'], 2);
  const engineer = await party('supervising_engineer', '测试工程监理有限公司', ['confirm'], 3);
  const tester = await party('testing_body', '测试工程质量检测有限公司', ['edit'], 4);
  const parties = [developer, contractor, engineer, tester];
  const reviewer = await person(hub, {
    email: 'reviewer@x.cn',
    role: 'officer',
    division: '420100',
    duties: ['reviewer']
  });

  /** A project with all four parties; its milestones decide what is due. */
  async function project(milestones: Facts, more: Facts = {}) {
    return desk.must({
      ...desk.basics(),
      parties: Object.fromEntries(
        parties.map(({ role, name, uscc: code }) => [role, { name, uscc: code, leader: '李工' }])
      ),
      milestones,
      ...more
    });
  }

  /** The address of what a project owes for an item. */
  async function slugOf(project_id: string, item: string): Promise<string> {
    const rows = await hub.sql.query(
      'select slug, item, status from public.disclosures where project_id = $1 and item = $2',
      [project_id, item]
    );
    const [found] = slugs.parse(rows);
    if (!found) throw new Error(`${item} is not owed`);
    return found.slug;
  }

  async function statuses(project_id: string): Promise<Record<string, string>> {
    const rows = await hub.sql.query(
      'select slug, item, status from public.disclosures where project_id = $1',
      [project_id]
    );
    return Object.fromEntries(slugs.parse(rows).map(({ item, status }) => [item, status]));
  }

  /** A document of the project, as if the server had taken it. */
  async function document(project_id: string, content: string, uploader: TestPerson = developer.member) {
    const { data, error } = await hub.service.rpc('register_document', {
      uploader: uploader.id,
      project: project_id,
      facts: {
        sha256: hashOf(content),
        original_sha256: hashOf(`original of ${content}`),
        media_type: 'application/pdf',
        bytes: 1000,
        original_bytes: 1200,
        file_name: `${content}.pdf`,
        pages: 1,
        text: content
      }
    });
    if (error) throw new Error(error.message);
    return z.string().parse(data);
  }

  const message = (error: { message: string } | null) => error?.message ?? 'no error';

  /** What was written, or the message of the refusal. */
  async function save(
    slug: string,
    facts: Facts,
    documents: string[],
    more: Facts = {},
    db: Client = developer.member.db
  ) {
    const { data, error } = await db.rpc('save_disclosure', {
      slug,
      facts,
      note: null,
      documents: documents.map((document_id) => ({ document_id, caption: '扫描件' })),
      ...more
    });
    return error ? message(error) : written.parse(data);
  }

  async function advance(slug: string, act: string, edits: number, db: Client, more: Facts = {}) {
    const { data, error } = await db.rpc('advance_disclosure', { slug, act, expected_edits: edits, ...more });
    return error ? message(error) : moved.parse(data);
  }

  async function page(slug: string, db: Client = hub.visitor) {
    const { data, error } = await db.rpc('disclosure_page', { slug });
    if (error) throw new Error(error.message);
    return disclosurePage.parse(data);
  }

  async function atDesk(slug: string, db: Client) {
    const { data, error } = await db.rpc('desk_disclosure', { slug });
    if (error) throw new Error(error.message);
    return deskDisclosure.nullable().parse(data);
  }

  /** From nothing to public, as the parties do it; a second time it corrects. */
  async function publish(slug: string, facts: Facts, documents: string[], reason?: string) {
    const draft = await save(slug, facts, documents, reason ? { reason } : {});
    if (typeof draft === 'string') throw new Error(draft);
    const steps: [string, Client][] = [
      ['submit', developer.member.db],
      ['confirm', engineer.member.db],
      ['publish', developer.member.db]
    ];
    let edits = draft.edits;
    for (const [act, db] of steps) {
      const done = await advance(slug, act, edits, db);
      if (typeof done === 'string') throw new Error(`${act}: ${done}`);
      edits = done.edits;
    }
    return draft.version;
  }

  return {
    ...desk,
    developer: developer.member,
    contractor: contractor.member,
    engineer: engineer.member,
    tester: tester.member,
    reviewer,
    project,
    slugOf,
    statuses,
    document,
    save,
    advance,
    page,
    atDesk,
    publish
  };
}
export type DisclosureDesk = Awaited<ReturnType<typeof openDisclosureDesk>>;

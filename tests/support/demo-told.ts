import { z } from 'zod';
import { loadDemo } from '#lib/programme/demo/load.server.ts';
import type { Sql } from '#lib/server/backend/index.ts';
import type { Hub } from '#lib/server/hub.ts';

/** What a demonstration tells, in words that are the same on both engines and each time it is loaded on one day. */
export const told = z.object({
  works: z.array(z.string()),
  story: z.array(z.string()),
  disclosures: z.array(z.string()),
  /** How many works there were when it was stopped in the middle; 0 where it was not. */
  stoppedAt: z.number()
});
export type Told = z.infer<typeof told>;

const texts = async (sql: Sql, statement: string): Promise<string[]> =>
  (await sql.query(statement)).map((row) => String(row.value));

/** What is known of all works, without ids and short codes, which are chance. */
const allFacts = (sql: Sql) =>
  texts(
    sql,
    `select private.canonical_json(private.project_facts(p.project_id) || jsonb_build_object('stage', p.stage,
       'quality', p.location_quality, 'buildings', (select count(*) from public.buildings b where b.project_id = p.project_id),
       'updated', private.iso_time(p.updated_at))) as value
     from public.projects p order by p.project_code`
  );

/** How each disclosure stands, without its address, which is chance, and the hashes over it. */
const allDisclosures = (sql: Sql) =>
  texts(
    sql,
    `select p.project_code || ' ' || private.canonical_json((to_jsonb(d) - array['disclosure_id', 'slug', 'project_id',
         'deadline_rule_id', 'withheld_by', 'withdrawn_by', 'changed_at', 'first_published_at', 'withheld_at', 'withdrawn_at'])
       || jsonb_build_object('changed', private.iso_time(d.changed_at), 'versions', (
         select jsonb_agg(jsonb_build_object('state', v.state, 'facts', v.facts, 'note', v.note, 'reason', v.reason, 'changes', v.changes,
           'seq', v.journal_seq, 'at', private.iso_time(v.updated_at), 'edits', v.edits,
           'by', (select jsonb_agg(o.name) from public.organizations o where o.organization_id in (v.supplied_by, v.confirmed_by, v.published_by)),
           'files', (select jsonb_agg(x.sha256 order by dd.position) from public.disclosure_documents dd join public.documents x using (document_id)
             where dd.disclosure_id = v.disclosure_id and dd.version = v.version)) order by v.version)
         from public.disclosure_versions v where v.disclosure_id = d.disclosure_id))) as value
     from public.disclosures d join public.projects p using (project_id) order by p.project_code, d.item`
  );

const story = (sql: Sql) =>
  texts(
    sql,
    `select j.seq || ' ' || j.kind || ' ' || private.iso_time(j.recorded_at) || ' ' || (j.facts ->> 'name')
       || coalesce(' ' || (j.facts ->> 'item'), '') as value
     from public.journal j order by j.seq`
  );

export async function tell(sql: Sql, stoppedAt = 0): Promise<Told> {
  return {
    works: await allFacts(sql),
    story: await story(sql),
    disclosures: await allDisclosures(sql),
    stoppedAt
  };
}

/** As by a start that is killed; the next load goes on from there. How many works there are by then. */
export async function stopInTheMiddle(hub: Hub, sql: Sql): Promise<number> {
  let steps = 0;
  const killed = loadDemo(hub, () => {
    steps += 1;
    if (steps === 4) throw new Error('killed');
  });
  await killed.catch((error: unknown) => {
    if (!(error instanceof Error) || error.message !== 'killed') throw error;
  });
  const [row] = await sql.query('select count(*)::int as n from public.projects');
  return Number(row?.n);
}

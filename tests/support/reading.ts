import { z } from 'zod';
import { pdf } from '#lib/documents/fixtures.ts';
import { openDisclosureDesk, rebar, type DisclosureDesk } from './disclosures.ts';
import type { Facts } from './projects.ts';

/**
 * Projects whose disclosures stand in every way that the public can meet, told by the real verbs at the times they would
 * have been: published on time and late, corrected, withdrawn, withheld, overdue, due, not due yet.
 */

async function at<R>(desk: DisclosureDesk, daysAgo: number, work: () => Promise<R>): Promise<R> {
  await desk.hub.sql.query(
    `insert into private.settings values ('clock', (now() - make_interval(days => ${String(daysAgo)}))::text)
     on conflict (name) do update set value = excluded.value`
  );
  try {
    return await work();
  } finally {
    await desk.hub.sql.query(`delete from private.settings where name = 'clock'`);
  }
}

/** Facts that pass the schema of an item: the plainest value of each required field. */
async function plainFacts(desk: DisclosureDesk, item: string): Promise<Facts> {
  const field = z.object({
    name: z.string(),
    kind: z.string(),
    required: z.boolean(),
    min: z.number().optional(),
    choices: z.array(z.object({ value: z.string() })).optional()
  });
  const { data } = await desk.hub.visitor.from('disclosure_items').select('fields').eq('item', item).single();
  const { fields } = z.object({ fields: z.array(field) }).parse(data);
  const value = ({ kind, min, choices }: z.infer<typeof field>): unknown => {
    if (kind === 'integer' || kind === 'number') return Math.max(min ?? 0, 1);
    if (kind === 'date') return '2026-01-10';
    if (kind === 'yes_no') return true;
    return kind === 'choice' ? choices?.[0]?.value : '测试内容';
  };
  return Object.fromEntries(fields.filter(({ required }) => required).map((one) => [one.name, value(one)]));
}

export async function tellStory() {
  const desk = await openDisclosureDesk();
  const { hub } = desk;
  const rpc = async (db: typeof hub.visitor, verb: string, args: Facts) => {
    const { data, error } = await db.rpc(verb, args);
    if (error) throw new Error(`${verb}: ${error.message}`);
    const answer: unknown = data;
    return answer;
  };
  await hub.sql.query(`update public.memberships set valid_from = '2020-01-01'`);
  const [row] = await hub.sql.query(
    `select (private.today() - 200)::text as registered, (private.today() - 130)::text as foundation,
       (private.today() - 90)::text as structure, (private.today() - 3)::text as recently, (private.today() + 200)::text as later`
  );
  const days = z.record(z.string(), z.string()).parse(row);

  /** A real file of the project, in the store. */
  async function file(project_id: string, text: string): Promise<string> {
    const bytes = pdf({ pages: [text] });
    const sha256 = await hub.files.put('public', bytes);
    const facts = {
      sha256,
      original_sha256: sha256,
      media_type: 'application/pdf',
      bytes: bytes.length,
      original_bytes: bytes.length,
      file_name: `${text}.pdf`,
      pages: 1,
      text
    };
    return z.string().parse(
      await rpc(hub.service, 'register_document', {
        uploader: desk.developer.id,
        project: project_id,
        facts
      })
    );
  }

  const main = await at(desk, 200, () =>
    desk.project(
      {
        permit: { reached: days.registered },
        foundation_acceptance: { planned: days.foundation },
        structure_acceptance: { planned: days.structure },
        completion_acceptance: { planned: days.later }
      },
      { name: '江湾花园', fit_out: 'fitted_out', lat: 30.6, lng: 114.3 }
    )
  );
  const slugOf = (item: string) => desk.slugOf(main.project_id, item);
  const slugs = {
    permit: await slugOf('construction_permit'),
    foundation: await slugOf('foundation_acceptance'),
    rebar: await slugOf('rebar_tests'),
    concrete: await slugOf('concrete_tests'),
    entity: await slugOf('structure_entity_tests'),
    structure: await slugOf('structure_acceptance'),
    report: await slugOf('completion_report')
  };

  const proposal = z.object({ proposal: z.array(z.looseObject({ item: z.string() })) });
  await at(desk, 198, async () => {
    const plan = proposal.parse(await rpc(desk.developer.db, 'project_plan', { slug: main.slug }));
    await rpc(desk.developer.db, 'confirm_plan', { slug: main.slug, items: plan.proposal });
  });
  const permitFile = await file(main.project_id, 'Construction permit');
  await at(desk, 195, async () =>
    desk.publish(slugs.permit, await plainFacts(desk, 'construction_permit'), [permitFile])
  );
  await at(desk, 190, () =>
    rpc(desk.developer.db, 'record_channel', {
      slug: slugs.permit,
      channel: 'website',
      posted_on: days.registered,
      url: 'https://developer.example/permit?id=1'
    })
  );
  await at(desk, 130, () =>
    desk.must({
      project_id: main.project_id,
      milestones: { foundation_acceptance: { planned: days.foundation, reached: days.foundation } }
    })
  );
  await at(desk, 80, async () => {
    await desk.must({
      project_id: main.project_id,
      milestones: { structure_acceptance: { planned: days.structure, reached: days.structure } }
    });
    await rpc(hub.service, 'sweep_disclosures', {});
    // late by then
    const report = await file(main.project_id, 'Foundation acceptance');
    await desk.publish(slugs.foundation, await plainFacts(desk, 'foundation_acceptance'), [report]);
    const structure = await file(main.project_id, 'Structure acceptance');
    await desk.publish(slugs.structure, await plainFacts(desk, 'structure_acceptance'), [structure]);
  });
  const tests = await file(main.project_id, 'Rebar tests');
  await at(desk, 75, () => desk.publish(slugs.rebar, rebar, [tests]));
  await at(desk, 20, async () => {
    await rpc(hub.service, 'sweep_disclosures', {});
    const better = await file(main.project_id, 'Rebar tests, complete');
    await desk.publish(slugs.rebar, { ...rebar, material_groups: 26 }, [better], '补充两组复检报告');
    await rpc(desk.reviewer.db, 'withdraw_disclosure', {
      slug: slugs.structure,
      reason: '附件中有未遮盖的个人信息'
    });
    await rpc(desk.reviewer.db, 'withhold_disclosure', {
      slug: slugs.entity,
      ground: 'third_party',
      reason: '报告含检测机构的专有方法',
      until: days.later
    });
  });
  const second = await desk.project(
    { permit: { reached: days.recently } },
    { name: '滨河家园', division_code: '420102' }
  );
  await rpc(hub.service, 'sweep_disclosures', {});

  return { desk, main, second, slugs };
}
export type Story = Awaited<ReturnType<typeof tellStory>>;

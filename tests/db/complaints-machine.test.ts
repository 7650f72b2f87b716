import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { load, publishedDays } from '#lib/catalogue/calendar.server.ts';
import { Model } from '#tests/support/complaint-model.ts';
import { allows } from '#tests/support/complaint-rights.ts';
import { officers, plus, World } from '#tests/support/complaint-world.ts';
import { walkSql, walked, type Step, type Walked } from '#tests/support/complaint-walk.ts';
import { openTestHub, organization, person, type TestHub } from '#tests/support/database.ts';

/** A thousand on both engines together in each run of the tests; `npm run test:soak` walks as many on each, from another seed each time. */
const RUNS = Number(process.env.COMPLAINT_WALKS ?? 500);
/** Other walks on each engine. */
const seed = inject('databaseUrl') ? 20260914 : 20260915;
const FIRST = '2026-09-14';
const published = new Map(publishedDays().map(({ day, works }) => [day, works]));

let hub: TestHub;
const claims: Record<string, string> = {};
const slugs: Record<string, string> = {};

beforeAll(async () => {
  hub = await openTestHub({ sql: walkSql });
  await load(hub.service);
  const bureaus = new Map<string, string>();
  for (const [name, { bureau, duties }] of Object.entries(officers)) {
    const at =
      bureaus.get(bureau) ??
      (await organization(hub, { kind: 'bureau', name: `住建局 ${bureau}`, division: bureau }));
    bureaus.set(bureau, at);
    const { id } = await person(hub, { email: `${name}@x.cn`, role: 'officer', organization: at, duties });
    const [session] = await hub.sql.query('select id from auth.sessions where user_id = $1', [id]);
    claims[name] = JSON.stringify({ sub: id, role: 'authenticated', session_id: session?.id });
  }
  // memberships count from the first day of the walks
  await hub.sql.query(`update public.memberships set valid_from = '2026-01-01'`);
  const found = z.array(z.object({ division_code: z.string(), slug: z.string() }));
  const rows = await hub.sql.query(
    `select division_code, slug from public.organizations where kind = 'bureau'`
  );
  for (const { division_code, slug } of found.parse(rows)) slugs[division_code] = slug;
});
afterAll(() => hub.close());

const because = '现场核实后决定如此';
const facts: Record<string, fc.Arbitrary<Record<string, unknown>>> = {
  accept: fc.constant({}),
  not_accept: fc.constant({ reason: because, channel: '请向人民法院起诉' }),
  transfer: fc.constantFrom('420100', '420106', '420000').map((to) => ({ to, bureau: to, reason: because })),
  appoint: fc.constantFrom('420100', '420106').map((to) => ({ to, bureau: to, reason: because })),
  object: fc.constant({ reason: because }),
  take_back: fc.constant({}),
  order_acceptance: fc.constant({ reason: because }),
  investigate: fc.constant({}),
  rectify: fc.constant({ reason: because }),
  reply: fc.constant({ text: '经查，外墙渗漏属实，已返工。', outcome: 'substantiated', result: 'fixed' }),
  extend: fc.constantFrom(5, 30, 31).map((days) => ({ days, reason: because })),
  close: fc.constant({ reason: because }),
  reopen: fc.constant({ reason: because, text: because }),
  decide_review: fc
    .constantFrom('upheld', 'changed', 'sent_back')
    .map((outcome) => ({ outcome, reason: because })),
  hold_hearing: fc.constantFrom(3, 20).map((days) => ({ days, reason: because })),
  decide_final: fc.constant({ outcome: 'upheld', reason: because }),
  supervise: fc.constant({ reason: because }),
  publish: fc.constant({ title: '外墙渗漏', text: '多户反映外墙渗漏。' }),
  keep_private: fc.constant({ reason: because }),
  ask: fc.constant({ text: '请补充渗漏的位置' }),
  recuse: fc.constant({ reason: because }),
  withdraw: fc.constant({}),
  write: fc.constant({ text: '补充一点' }),
  rate: fc.constant({ rating: 2, solved: false }),
  request_review: fc.constant({ text: because }),
  request_final: fc.constant({ text: because })
};

const personal = ['withdraw', 'write', 'rate', 'request_review', 'request_final'];
const aside = ['appoint', 'ask', 'write', 'recuse', 'publish', 'keep_private', 'withdraw', 'not_accept'];
const everybody = [...Object.keys(officers), 'person'];
const pairs = Object.keys(facts).flatMap((name) =>
  everybody
    .filter((actor) =>
      actor === 'person' ? [...personal, 'reopen'].includes(name) : !personal.includes(name)
    )
    .map((actor) => ({ actor, act: name }))
);

const time = fc
  .constantFrom(1, 2, 4, 7, 16, 31, 65)
  .map((days): Step => ({ actor: 'clock', act: 'wait', facts: { days } }));
const calendar = fc
  .record({ after: fc.integer({ min: 1, max: 20 }), works: fc.boolean() })
  .map((one): Step => ({ actor: 'clock', act: 'calendar', facts: one }));
const rule = fc
  .record({
    item: fc.constantFrom('answer', 'objection', 'follow_up'),
    days: fc.integer({ min: 3, max: 20 }),
    kind: fc.constantFrom('natural', 'working')
  })
  .map((one): Step => ({ actor: 'clock', act: 'rule', facts: one }));

/** What to do next, told as how to choose: mostly a step that the model allows, so that walks go far; sometimes any. */
const choice = fc.oneof(
  {
    weight: 14,
    arbitrary: fc.record({
      kind: fc.constant('allowed' as const),
      n: fc.nat(),
      side: fc.nat(3),
      given: fc.record(facts)
    })
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('any' as const), n: fc.nat(), given: fc.record(facts) })
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('clock' as const), step: time }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clock' as const), step: calendar }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clock' as const), step: rule }) }
);
type Choice = typeof choice extends fc.Arbitrary<infer T> ? T : never;
const walk = fc.array(choice, { minLength: 4, maxLength: 16, size: 'max' });

/** The step that a choice comes to, where the model stands. */
function stepOf(model: Model, chosen: Choice): Step {
  if (chosen.kind === 'clock') return chosen.step;
  const allowed = ({ actor, act }: (typeof pairs)[number]) =>
    allows(model, actor, act, chosen.given[act] ?? {});
  let open = chosen.kind === 'any' ? pairs : pairs.filter(allowed);
  if (chosen.kind === 'allowed' && chosen.side > 0) {
    const onwards = open.filter(({ act }) => !aside.includes(act));
    if (onwards.length > 0) open = onwards;
  }
  const acts = [...new Set(open.map(({ act }) => act))];
  const act = acts[chosen.n % acts.length];
  const who = open.filter((pair) => pair.act === act);
  const pair = who[Math.floor(chosen.n / 64) % who.length];
  if (!act || !pair) return { actor: 'clock', act: 'wait', facts: { days: 1 } };
  return { actor: pair.actor, act, facts: chosen.given[act] ?? {} };
}

let gone = 0;
async function go(steps: Step[], urgent: boolean): Promise<Walked> {
  let day = FIRST;
  const told = steps.map((step) => {
    if (step.act === 'wait') day = plus(day, Number(step.facts.days));
    const extra = step.act === 'calendar' ? { day: plus(day, Number(step.facts.after)) } : {};
    const bureau = 'bureau' in step.facts ? { bureau: slugs[String(step.facts.bureau)] } : {};
    return { ...step, facts: { ...step.facts, ...extra, ...bureau } };
  });
  // what is undone stays behind until it is swept away, and each look at the clock would pass over it
  if ((gone += 1) % 20 === 0)
    await hub.sql.query('vacuum private.settings, public.complaints, public.complaint_clocks');
  const filing = { division: '420100', category: 'seepage', description: '外墙渗漏', urgent };
  const [row] = await hub.sql.query(
    'select private.test_walk($1::text::jsonb, $2::text::jsonb, $3::date, $4::text::jsonb) as walk',
    [JSON.stringify(told), JSON.stringify(claims), FIRST, JSON.stringify(filing)]
  );
  return walked.parse(row?.walk);
}

/** What the clock alone does to the model. */
function pass(model: Model): void {
  const main = model.main();
  const due = main && model.dueOf(main);
  const inHand = [
    'registered',
    'transferred',
    'objected',
    'accepted',
    'investigating',
    'rectification'
  ].includes(model.state);
  if (due && due < model.day && inHand) model.supervised = true;
  const publish = model.dueOf('publish');
  if (model.visibility === 'awaiting' && publish && publish < model.day) {
    model.visibility = 'stub';
    model.clocks.delete('publish');
  }
}

/** A step taken by the model: the notice it must bring, or undefined where it must be refused. */
function follow(model: Model, { actor, act, facts: given }: Step): string | null | undefined {
  const { world } = model;
  if (actor !== 'clock') return allows(model, actor, act, given) ? model.take(actor, act, given) : undefined;
  if (act === 'wait') model.day = plus(model.day, Number(given.days));
  if (act === 'calendar') world.days.set(plus(model.day, Number(given.after)), Boolean(given.works));
  if (act === 'rule') {
    const kind = given.kind === 'working' ? 'working' : 'natural';
    world.cityRules.set(String(given.item), { days: Number(given.days), kind, from: model.day });
  }
  pass(model);
  return null;
}

const afresh = (urgent: boolean) => new Model(new World(published), FIRST, urgent);

/** The steps of a walk, found by going it with the model. */
function plan(choices: Choice[], urgent: boolean): Step[] {
  const model = afresh(urgent);
  const steps: Step[] = [];
  for (const chosen of choices) {
    const step = stepOf(model, chosen);
    // a rule of the same step is entered once in a walk
    if (step.act === 'rule' && model.world.cityRules.has(String(step.facts.item))) continue;
    steps.push(step);
    follow(model, step);
  }
  return steps;
}

/** Goes the same way through the model, and compares after each step. */
function compare(steps: Step[], urgent: boolean, answer: Walked): void {
  const model = afresh(urgent);
  for (const [n, step] of steps.entries()) {
    const got = answer.steps[n];
    if (!got) throw new Error(`step ${String(n)} was not taken`);
    const at = `${String(n)}: ${step.actor} ${step.act} ${JSON.stringify(step.facts)}`;
    const notice = follow(model, step);
    expect(got.problem === null, `${at} → ${String(got.problem)}`).toBe(notice !== undefined);
    if (got.problem !== null) expect(got.problem, at).toMatch(/^[a-z_]+$/);
    if (step.actor !== 'clock') {
      if (notice !== undefined) taken.set(step.act, (taken.get(step.act) ?? 0) + 1);
      expect(got.notices, at).toEqual(notice ? [`complaint.${notice}`] : []);
    }
    const main = model.main();
    const { state, bureau, clock, due_on, visibility, supervised } = got;
    expect({ state, bureau, clock, due_on, visibility, supervised }, at).toEqual({
      state: model.state,
      bureau: model.bureau,
      clock: main,
      due_on: main && model.dueOf(main),
      visibility: model.visibility,
      supervised: model.supervised
    });
  }
  recompute(answer, model.world);
  expect(answer.ledger, 'the counts of the public list').toEqual(answer.counted);
}

/** How often each step was taken, so that a test that walks nowhere is seen. */
const taken = new Map<string, number>();

/** Each clock again, from the history alone, a day at a time. */
function recompute({ events, clocks }: Walked, world: World): void {
  const again = events.flatMap((event, n) =>
    event.starts.map((clock) => {
      const end = events.findIndex((later, m) => m > n && later.stops.includes(clock));
      const while_ = events.slice(n + 1, end === -1 ? undefined : end);
      const extra = while_.reduce(
        (sum, { moves, extra: days }) => sum + (moves === clock ? (days ?? 0) : 0),
        0
      );
      return {
        clock,
        started_on: event.day,
        due_on: plus(world.due(clock, event.day, event.division), extra),
        stopped_on: events[end]?.day ?? null
      };
    })
  );
  const plain = clocks.map(({ clock, started_on, due_on, stopped_on }) => ({
    clock,
    started_on,
    due_on,
    stopped_on
  }));
  const order = (a: { clock: string; started_on: string }, b: { clock: string; started_on: string }) =>
    a.clock.localeCompare(b.clock) || a.started_on.localeCompare(b.started_on);
  expect(plain.filter(({ stopped_on }) => stopped_on === null).sort(order)).toEqual(
    again.filter(({ stopped_on }) => stopped_on === null).sort(order)
  );
}

describe('the life of a complaint', () => {
  it(`follows the model in ${String(RUNS)} random walks, over changed calendars and rules`, async () => {
    await fc.assert(
      fc.asyncProperty(walk, fc.boolean(), async (choices, urgent) => {
        const steps = plan(choices, urgent);
        compare(steps, urgent, await go(steps, urgent));
      }),
      { numRuns: RUNS, seed: process.env.COMPLAINT_WALKS ? undefined : seed }
    );
    // each step is among those that were taken
    const rare = Object.keys(facts).filter((name) => (taken.get(name) ?? 0) < RUNS / 500);
    expect(rare).toEqual([]);
  });
});

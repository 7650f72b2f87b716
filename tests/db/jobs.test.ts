import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { openBackend } from '#lib/server/backend/index.ts';
import { service } from '#lib/server/client.ts';
import type { Hub } from '#lib/server/hub.ts';
import { createScheduler, register, runNow, type Job } from '#lib/server/jobs.ts';
import { readWork } from '#lib/server/work.ts';
import { openTestHub, type TestHub } from '#tests/support/database.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

const call = async (verb: string, args: Record<string, unknown>) => {
  const { data, error } = await hub.service.rpc(verb, args);
  expect(error).toBeNull();
  return data;
};
const claim = (job: string, node: string, more: object = {}) =>
  call('claim_job', { job, node, seconds: 60, ...more });
/** As if the claim had been made long ago by a node that died. */
const expire = (job: string) =>
  hub.sql.query(`update private.jobs set claimed_until = now() - interval '1 second' where job = $1`, [job]);
const make = (name: string, run: Job['run'], every = 3600): Job => ({ name, every, run });

describe('a job', () => {
  it('is claimed by one of many nodes that try at once', async () => {
    await register(hub, [make('once', () => Promise.resolve({}))]);
    for (let round = 0; round < 5; round++) {
      const tries = await Promise.all(
        Array.from({ length: 20 }, (_, node) => claim('once', `node ${String(node)}`, { early: true }))
      );
      expect(tries.filter((won) => won === true)).toHaveLength(1);
      await expire('once');
    }
  });

  it('is claimed again when it is due, or when the operator wants it', async () => {
    await register(hub, [make('due', () => Promise.resolve({}))]);
    expect(await claim('due', 'a')).toBe(true);
    expect(await call('finish_job', { job: 'due', node: 'a', outcome: { done: 1 } })).toBe(true);
    expect(await claim('due', 'a')).toBe(false);
    expect(await claim('due', 'a', { early: true })).toBe(true);
    expect(await call('fail_job', { job: 'due', node: 'a', error: 'TypeError' })).toBe(true);
    const { jobs } = await readWork(hub);
    expect(jobs.find(({ job }) => job === 'due')).toMatchObject({
      running: false,
      last_error: 'TypeError',
      last_outcome: { done: 1 }
    });
  });

  it('is taken over when the claim of a node that died has ended, and that node has no say any more', async () => {
    await register(hub, [make('taken', () => Promise.resolve({}))]);
    expect(await claim('taken', 'dead')).toBe(true);
    expect(await claim('taken', 'heir')).toBe(false);
    await expire('taken');
    expect(await claim('taken', 'heir')).toBe(true);
    for (const verb of ['keep_job', 'finish_job', 'fail_job']) {
      const more = { keep_job: { seconds: 60 }, finish_job: { outcome: {} }, fail_job: { error: 'x' } }[verb];
      expect(await call(verb, { job: 'taken', node: 'dead', ...more }), verb).toBe(false);
    }
    expect(await call('finish_job', { job: 'taken', node: 'heir', outcome: {} })).toBe(true);
  });

  it('is not known until it was registered, and keeps its history when its period changes', async () => {
    expect(await claim('nobody_knows_it', 'a', { early: true })).toBe(false);
    await register(hub, [make('period', () => Promise.resolve({ n: 1 }))]);
    await runNow(
      hub,
      make('period', () => Promise.resolve({ n: 2 }))
    );
    await register(hub, [make('period', () => Promise.resolve({}), 60)]);
    const { jobs } = await readWork(hub);
    expect(jobs.find(({ job }) => job === 'period')).toMatchObject({
      runs_every: 60,
      last_outcome: { n: 2 }
    });
  });
});

describe('the jobs of a node', () => {
  it('never overlap, whoever wakes them, and end with their work when the node stops', async () => {
    let under = 0;
    let most = 0;
    let runs = 0;
    const job = make('slow', async () => {
      under += 1;
      most = Math.max(most, under);
      await new Promise((resolve) => setTimeout(resolve, 50));
      under -= 1;
      runs += 1;
      return { done: 1 };
    });
    await register(hub, [job]);
    const nodes = [createScheduler(hub, [job]), createScheduler(hub, [job])];
    await vi.waitFor(
      () => {
        for (const node of nodes) node.wake('slow');
        expect(runs).toBeGreaterThanOrEqual(5);
      },
      { timeout: 60_000, interval: 5 }
    );
    await Promise.all(nodes.map((node) => node.stop()));
    expect(most).toBe(1);
    expect(under).toBe(0);
    const before = runs;
    for (const node of nodes) node.wake('slow');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(runs).toBe(before);
  });

  it('hold their claim for as long as they work, and are told when it was lost', async () => {
    const { promise: aborted, resolve: tell } = Promise.withResolvers<string>();
    const { promise: began, resolve: begin } = Promise.withResolvers<undefined>();
    const job = make('long', async (_, signal) => {
      begin(undefined);
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      tell('aborted');
      return {};
    });
    await register(hub, [job]);
    const node = createScheduler(hub, [job], 3);
    await began;
    // longer than the claim, which was renewed meanwhile
    await new Promise((resolve) => setTimeout(resolve, 4500));
    expect(await claim('long', 'another', { early: true })).toBe(false);
    await expire('long');
    await hub.sql.query(`update private.jobs set claimed_by = 'another' where job = 'long'`);
    expect(await aborted).toBe('aborted');
    await node.stop();
  });

  it('go on after a run that failed, whose message nobody reads', async () => {
    let runs = 0;
    const job = make(
      'broken',
      () => {
        runs += 1;
        if (runs === 1) throw new TypeError('name@example.org was refused');
        return Promise.resolve({ runs });
      },
      1
    );
    await register(hub, [job]);
    await expect(runNow(hub, job)).rejects.toThrow(TypeError);
    const failing = async () => (await readWork(hub)).jobs.find((one) => one.job === 'broken')?.last_error;
    expect(await failing()).toBe('TypeError');
    const node = createScheduler(hub, [job]);
    await vi.waitFor(async () => expect(await failing()).toBeNull(), { timeout: 60_000, interval: 50 });
    await node.stop();
  });
});

if (inject('databaseUrl')) {
  it('two hubs on one database share the work without doing any of it twice', async () => {
    const backend = await openBackend(hub.config);
    const second: Hub = { ...hub, backend, service: service(backend) };
    const doers = new Map<Hub, number>();
    let under = 0;
    let most = 0;
    const job = make(
      'shared',
      async (by) => {
        under += 1;
        most = Math.max(most, under);
        doers.set(by, (doers.get(by) ?? 0) + 1);
        await new Promise((resolve) => setTimeout(resolve, 20));
        under -= 1;
        return {};
      },
      1
    );
    await register(hub, [job]);
    const nodes = [createScheduler(hub, [job]), createScheduler(second, [job])];
    await vi.waitFor(
      () => {
        for (const node of nodes) node.wake('shared');
        expect(doers.size).toBe(2);
        expect([...doers.values()].reduce((sum, n) => sum + n, 0)).toBeGreaterThan(20);
      },
      { timeout: 60_000, interval: 10 }
    );
    await Promise.all(nodes.map((node) => node.stop()));
    await backend.close();
    expect(most).toBe(1);
  });
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { standComplaint } from '../support/complaints-standing.ts';
import { startServer } from '../support/server.ts';
import { fixed, row, say } from './table.ts';

const letters = '23456789abcdefghjkmnpqrstvwxyz';
const guessed = (): string =>
  Array.from({ length: 20 }, () => letters[Math.floor(Math.random() * letters.length)]).join('');
/** What a form's own script is answered. */
const answered = z.object({ status: z.number() });

/** Each address may try thirty times in ten minutes. */
const perAddress = 25;
const clients = 32;
const turns = 150;
const guesses = Number(process.env.BENCH_GUESSES ?? 10_000);

const median = (times: number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

/**
 * An attack on tracking codes: how long right and wrong ones take, one after the other from addresses of their own, and what
 * ten thousand guesses from four hundred addresses find.
 */
export async function benchTracking(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sunlit-bench-'));
  const { code } = await standComplaint(dataDir);
  const env = { HUB_DEMO: 'off', HUB_BENCH: 'on', HUB_JOBS: 'off', ADDRESS_HEADER: 'x-forwarded-for' };
  const server = await startServer({ dataDir, env });
  let machine = 0;
  /** `quick`: as the page's own script sends it, so that the hub need not write a page for each guess. */
  async function enter(typed: string, quick = false): Promise<number> {
    machine += 1;
    const network = Math.floor(machine / perAddress);
    const response = await fetch(`${server.url}/complaints/track?/enter`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        origin: server.url,
        accept: quick ? 'application/json' : 'text/html',
        ...(quick ? { 'x-sveltekit-action': 'true' } : {}),
        'x-forwarded-for': `10.${String(network >> 8)}.${String(network & 255)}.1`
      },
      body: new URLSearchParams({ code: typed })
    });
    const text = await response.text();
    return quick ? answered.parse(JSON.parse(text)).status : response.status;
  }
  async function timed(typed: string, wanted: number): Promise<number> {
    const started = performance.now();
    const status = await enter(typed);
    if (status !== wanted) throw new Error(`answered ${String(status)}, not ${String(wanted)}`);
    return performance.now() - started;
  }
  try {
    say('\nTracking codes');
    for (let n = 0; n < 10; n += 1) await enter(guessed());
    const [right, wrong]: [number[], number[]] = [[], []];
    for (let n = 0; n < turns; n += 1) {
      right.push(await timed(code, 303));
      wrong.push(await timed(guessed(), 400));
    }
    const [r, w] = [median(right), median(wrong)];
    row(['right, median ms', fixed(r, 1)]);
    row(['wrong, median ms', fixed(w, 1)]);
    row(['they differ by', `${fixed((Math.abs(r - w) / Math.min(r, w)) * 100, 1)} %`]);
    const counts = new Map<number, number>();
    const left = Array.from({ length: guesses }, guessed).values();
    await Promise.all(
      Array.from({ length: clients }, async () => {
        for (const one of left) {
          const status = await enter(one, true);
          counts.set(status, (counts.get(status) ?? 0) + 1);
        }
      })
    );
    row(['guesses', guesses]);
    row(['hits', counts.get(303) ?? 0]);
    row(['answered as unknown', counts.get(400) ?? 0]);
    row(['stopped by the limit (429)', counts.get(429) ?? 0]);
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

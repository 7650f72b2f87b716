import { readFileSync } from 'node:fs';
import { answerOf, cold, warm, type Fresh, type Load } from './load.ts';
import type { Nginx } from './nginx.ts';

const seconds = Number(process.env.BENCH_SECONDS ?? 4);

export const say = (line = ''): void => {
  process.stdout.write(`${line}\n`);
};
export const row = (cells: (string | number)[]): void =>
  say(cells.map((cell, i) => (i === 0 ? String(cell).padEnd(30) : String(cell).padStart(11))).join(''));
export const fixed = (n: number, digits = 0): string => (Number.isFinite(n) ? n.toFixed(digits) : '–');

/** Seconds that some work took, said with what it answered. */
export async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  const said = typeof result === 'object' ? JSON.stringify(result) : '';
  row([name, `${fixed((performance.now() - started) / 1000, 1)} s`, said.length > 80 ? '' : `  ${said}`]);
  return result;
}

export const residentMegabytes = (pid: number): number => {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
};

export const headings = (): void =>
  row([
    '',
    'KB (br)',
    'cold p50',
    'cold p99',
    'warm /s',
    'p50 ms',
    'p99 ms',
    'constant/s',
    'ratio',
    'nginx /s'
  ]);

/** The better of two turns: whatever else the machine did in one of them says nothing of the server. */
const better = (a: Load, b: Load): Load =>
  Object.assign({}, a.perSecond >= b.perSecond ? a : b, { failed: a.failed + b.failed });

/**
 * One address, cold and warm, beside a constant answer of its size from the same server, and nginx with the same bytes.
 * Page and constant take turns after a run that does not count: a server that has just started is slower whatever it answers.
 */
export async function measure(
  name: string,
  url: string,
  base: string,
  nginx: Nginx | null,
  fresh?: Fresh
): Promise<void> {
  const first = await cold(url, 20, fresh);
  const bytes = await answerOf(url);
  const plain = `${base}/health/constant?size=${String(bytes.length)}`;
  await warm(url, seconds);
  await warm(plain, 1);
  const turns = [await warm(url, seconds), await warm(plain, seconds)] as const;
  const page = better(turns[0], await warm(url, seconds));
  const constant = better(turns[1], await warm(plain, seconds));
  const still: Load | null = nginx
    ? await warm(nginx.serve(name.replaceAll(' ', '-'), bytes), seconds)
    : null;
  if (first.failed + page.failed + constant.failed > 0) throw new Error(`${name}: some answers were not 200`);
  row([
    name,
    fixed(bytes.length / 1024, 1),
    fixed(first.p50, 1),
    fixed(first.p99, 1),
    fixed(page.perSecond),
    fixed(page.p50, 1),
    fixed(page.p99, 1),
    fixed(constant.perSecond),
    fixed(page.perSecond / constant.perSecond, 2),
    still ? fixed(still.perSecond) : '–'
  ]);
}

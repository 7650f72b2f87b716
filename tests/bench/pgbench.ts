import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findBinaries } from '../support/postgres.ts';

interface Task {
  url: string;
  /** A file of SQL that is run once before, anew each time. */
  setup: string;
  statement: string;
  clients: number;
  times: number;
}

function runProgram(program: string, args: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
  return stdout;
}

/** Transactions a second of PostgreSQL's own load generator; null where it is not installed. */
export function pgbench({ url, setup, statement, clients, times }: Task): number | null {
  const folder = findBinaries();
  if (!folder) return null;
  const drop =
    'drop function if exists public.bench_book; drop table if exists public.bench_guests, public.bench_days; drop sequence if exists public.bench_turn';
  runProgram(join(folder, 'psql'), [url, '-q', '-v', 'ON_ERROR_STOP=1', '-c', drop, '-f', setup]);
  const script = join(dirname(setup), 'script.sql');
  writeFileSync(script, `${statement}\n`);
  const each = String(Math.floor(times / clients));
  const told = runProgram(join(folder, 'pgbench'), [
    ...['-n', '-c', String(clients), '-j', '2', '-t', each, '-f', script, url]
  ]);
  return Number(/tps = ([\d.]+) \(without/.exec(told)?.[1] ?? /tps = ([\d.]+)/.exec(told)?.[1]);
}

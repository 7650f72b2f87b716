import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import * as orders from '#lib/complaints/hotline/import.server.ts';
import type { T } from '#lib/i18n/index.ts';
import { correctionCsv, summarize } from '#lib/projects/import/report.ts';
import { unwrap } from '../errors.ts';
import type { CommandContext } from './command.ts';

const ok = 0;
const badRows = 1;
const misused = 2;

export interface OrdersOrder {
  bureau: string;
  dry: boolean;
  skip: boolean;
}

const bureau = z.object({ slug: z.string(), name: z.string(), division_code: z.string() });

function sayProblems({ say }: CommandContext, t: T, parsed: Awaited<ReturnType<typeof orders.parse>>): void {
  const { problems, problemsLeftOut, warnings, total, good, badRows: bad } = summarize(parsed);
  say(t('complaintOutside.imports.rows', { total, good, bad }));
  for (const { line, column, value, message } of [...problems, ...warnings])
    say(`  ${[String(line), column, value, message[t.lang]].filter((part) => part !== '').join(' · ')}`);
  if (problemsLeftOut > 0) say(`  … ${String(problemsLeftOut)}`);
}

/** Takes a file of 12345 work orders in for a bureau. */
export async function importOrders(
  context: CommandContext,
  t: T,
  path: string,
  bytes: Uint8Array,
  { bureau: slug, dry, skip }: OrdersOrder
): Promise<number> {
  const { hub, say, progress } = context;
  const found = unwrap(await hub.service.rpc('hotline_bureau', { slug }), bureau.nullable());
  if (!found) {
    say(t.of('errors.bureau_unknown'));
    return misused;
  }
  const parsed = await orders.parse(hub, found, bytes);
  sayProblems(context, t, parsed);
  const bad = parsed.badLines.length;
  const unusable = parsed.fileErrors.length > 0 || parsed.rows.length === 0;
  if (dry && !unusable)
    say(t('complaintOutside.imports.wouldCounts', { ...(await orders.count(hub, found, parsed)) }));
  if (dry || unusable || (bad > 0 && !skip)) {
    say(dry ? t('imports.cli.dryRun') : t('imports.cli.nothingWritten'));
    return bad > 0 || unusable ? badRows : ok;
  }
  const file = `${path}.bad.csv`;
  if (bad > 0) {
    try {
      // the rows hold names and phones: for the operator alone
      await writeFile(file, correctionCsv(parsed), { flag: 'wx', mode: 0o600 });
    } catch {
      say(t('imports.cli.badFileExists', { file }));
      return misused;
    }
    say(t('imports.cli.badFile', { count: bad, file }));
  }
  const counts = await orders.write(hub, found, parsed, (done, total) =>
    progress(`${String(done)} / ${String(total)}`)
  );
  say(t('complaintOutside.imports.counts', { ...counts }));
  return counts.bad > bad ? badRows : ok;
}

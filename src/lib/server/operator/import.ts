import { readFile, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isHttpError } from '@sveltejs/kit';
import { z } from 'zod';
import { translator, type Lang, type T } from '#lib/i18n/index.ts';
import { changedFields } from '#lib/projects/import/changes.ts';
import * as imports from '#lib/projects/import/import.server.ts';
import { correctionCsv, textReport } from '#lib/projects/import/report.ts';
import type { Crs } from '#lib/projects/import/schema.ts';
import type { Command, CommandContext } from './command.ts';
import { importOrders } from './import-complaints.ts';

const ok = 0;
const badRows = 1;
const misused = 2;

const usage =
  'import projects FILE [--crs wgs84|gcj02|bd09] | complaints FILE --bureau SLUG [--dry-run] [--skip-bad] [--lang zh|en]';
const CHANGES_SHOWN = 50;
const WIDTH = 24;

const names = { wgs84: 'WGS84', gcj02: 'GCJ02', bd09: 'BD09' } as const;
const order = z.object({
  what: z.enum(['projects', 'complaints']),
  bureau: z.string().max(60).optional(),
  file: z.string().min(1),
  crs: z
    .enum(['wgs84', 'gcj02', 'bd09'])
    .default('wgs84')
    .transform((name): Crs => names[name]),
  'dry-run': z.boolean().default(false),
  'skip-bad': z.boolean().default(false),
  lang: z.enum(['zh', 'en']).optional()
});
type Order = z.infer<typeof order>;

/** Reading goes wrong for people in the first place: the answer is the usage, not a stack. */
function readOrder(args: string[]): Order | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: {
        crs: { type: 'string' },
        bureau: { type: 'string' },
        'dry-run': { type: 'boolean' },
        'skip-bad': { type: 'boolean' },
        lang: { type: 'string' }
      },
      allowPositionals: true
    });
    const [what, file, ...more] = positionals;
    const read = order.safeParse({ ...values, crs: values.crs?.toLowerCase(), what, file });
    if (!read.success || more.length > 0) return null;
    return (what === 'complaints') === (read.data.bureau !== undefined) ? read.data : null;
  } catch {
    return null;
  }
}

interface Work {
  t: T;
  lang: Lang;
  context: CommandContext;
  order: Order;
  path: string;
  bytes: Uint8Array;
}

const bar = ({ t, context }: Work, step: 'read' | 'stage' | 'check' | 'write') => {
  let last = '';
  return (done: number, total: number) => {
    const filled = total === 0 ? WIDTH : Math.floor((done / total) * WIDTH);
    const text = t(`imports.cli.step.${step}`, { done, total });
    const line = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${text}`;
    if (line !== last) context.progress(line);
    last = line;
  };
};

/** Every row that the database refuses, with its reason. */
async function refusedRows({ t, context }: Work, id: string) {
  const size = 200;
  const found: { line: number; name: string; reason: string }[] = [];
  for (let page = 1; ; page += 1) {
    const { rows } = await imports.read(context.hub.service, id, { outcome: 'refused', page, size });
    for (const { line, name, detail } of rows) {
      const reason = detail?.reason ?? 'errors.invalid';
      found.push({ line, name: name ?? '', reason });
      if (found.length <= size)
        context.say(
          `  ${t('imports.cli.refusedRow', { line, name: name ?? '', reason: t.of(reason, {}, 'errors.invalid') })}`
        );
    }
    if (rows.length < size) return found;
  }
}

async function sayChanges({ t, context }: Work, id: string, total: number): Promise<void> {
  if (total === 0) return;
  const shown = { outcome: 'changed', page: 1, size: CHANGES_SHOWN } as const;
  const { rows } = await imports.read(context.hub.service, id, shown);
  context.say(t('imports.cli.changes'));
  for (const { line, name, detail } of rows) {
    context.say(`  ${t('imports.cli.changedRow', { line, name: name ?? '' })}`);
    for (const field of changedFields(detail?.changes ?? {}, t)) context.say(`    ${field}`);
  }
  if (total > rows.length) context.say(`  ${t('imports.cli.moreChanges', { count: total - rows.length })}`);
}

type Parsed = Awaited<ReturnType<typeof imports.parse>>;

/** The bad rows as they stood in the file, with what is wrong. An older file of that name is left alone. */
async function writeBad(work: Work, parsed: Parsed, refused: { line: number; reason: string }[]) {
  const [zh, en] = [translator('zh'), translator('en')];
  const said = refused.map(({ line, reason }) => ({
    line,
    zh: zh.of(reason, {}, 'errors.invalid'),
    en: en.of(reason, {}, 'errors.invalid')
  }));
  const csv = correctionCsv(imports.withRefused(parsed, work.bytes, said));
  await writeFile(`${work.path}.bad.csv`, csv, { flag: 'wx' });
}

async function takeIn(work: Work, parsed: Parsed): Promise<number> {
  const { t, context, order } = work;
  const { say } = context;
  const db = context.hub.service;
  const id = await imports.stage(db, basename(work.path), parsed.rows, bar(work, 'stage'));
  const found = await imports.preview(db, id, bar(work, 'check'));
  say(t('imports.cli.found', found));
  await sayChanges(work, id, found.changed);
  const refused = found.refused > 0 ? await refusedRows(work, id) : [];
  const bad = parsed.badLines.length + refused.length;

  if (order['dry-run'] || (bad > 0 && !order['skip-bad'])) {
    await imports.discard(db, id);
    say(order['dry-run'] ? t('imports.cli.dryRun') : t('imports.cli.nothingWritten'));
    return bad > 0 ? badRows : ok;
  }
  if (bad > 0) {
    try {
      await writeBad(work, parsed, refused);
    } catch {
      await imports.discard(db, id);
      say(t('imports.cli.badFileExists', { file: `${work.path}.bad.csv` }));
      return misused;
    }
    say(t('imports.cli.badFile', { count: bad, file: `${work.path}.bad.csv` }));
  }
  const written = await imports.commit(db, id, { skipRefused: true }, bar(work, 'write'));
  say(t('imports.cli.done', { count: written.written ?? 0, unchanged: written.unchanged }));
  return written.refused > refused.length ? badRows : ok;
}

async function importFile(context: CommandContext, order: Order): Promise<number> {
  const lang = order.lang ?? (/^en/i.test(context.env.LANG ?? '') ? 'en' : 'zh');
  const t = translator(lang);
  const path = resolve(context.cwd, order.file);
  const bytes = await readFile(path).catch(() => null);
  if (!bytes) {
    context.say(t('imports.cli.noFile', { file: path }));
    return misused;
  }
  if (order.bureau !== undefined) {
    const wish = { bureau: order.bureau, dry: order['dry-run'], skip: order['skip-bad'] };
    return importOrders(context, t, path, bytes, wish);
  }
  const work: Work = { t, lang, context, order, path, bytes };
  const parsed = await imports.parse(context.hub.service, bytes, order.crs, bar(work, 'read'));
  context.say(textReport(parsed, lang));
  const unusable = parsed.fileErrors.length > 0;
  if (unusable || (parsed.badLines.length > 0 && !order['skip-bad'] && !order['dry-run'])) {
    context.say(unusable ? t('imports.cli.unusable') : t('imports.cli.nothingWritten'));
    return badRows;
  }
  return takeIn(work, parsed);
}

export const importCommand: Command = {
  usage,
  summary:
    'projects, or 12345 work orders of a bureau, from a CSV file; nothing is written when a row is bad, unless --skip-bad',
  environment: ['LANG'],
  async run(context) {
    const read = readOrder(context.args);
    if (!read) {
      context.say(`Usage: hub ${usage}`);
      return misused;
    }
    try {
      return await importFile(context, read);
    } catch (thrown) {
      if (!isHttpError(thrown)) throw thrown;
      context.say(translator(read.lang ?? 'zh').of(thrown.body.code));
      return badRows;
    }
  }
};

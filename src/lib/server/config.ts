import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const flag = (on: string, off: string) =>
  z
    .enum([on, off])
    .optional()
    .transform((value) => value === on);

/** Every setting the hub reads from its environment; docs/operations.md lists them for operators. */
const environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  ORIGIN: z.url().optional(),
  DATA_DIR: z.string().min(1).default('data'),
  HUB_ROOT: z.string().min(1).default('.'),
  HUB_FILES_DIR: z.string().min(1).optional(),
  HUB_DEMO: z.enum(['on', 'off']).default('on'),
  HUB_EXPOSE_DEMO: flag('yes', 'no'),
  HUB_STAFF_TOTP: z.enum(['required', 'optional']).default('optional'),
  HUB_OPEN_DAY_CAP: z.coerce.number().int().min(1).max(365).default(3),
  HUB_OPEN_DAY_WAITLIST: z.coerce.number().int().min(0).max(100_000).default(1000),
  HUB_OPEN_DAY_NO_SHOW_MINUTES: z.coerce.number().int().min(0).max(1440).default(30),
  HUB_OPEN_DAY_PRIORITY_HOURS: z.coerce.number().int().min(1).max(720).default(48),
  HUB_OPEN_DAY_PURGE_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  HUB_CHANGES_WAITING: z.coerce.number().int().min(1).max(100_000).default(2000),
  HUB_OPEN_STORE_MB: z.coerce.number().int().min(16).max(10_000_000).default(4096),
  HUB_CONTACT: z.string().max(200).optional(),
  HUB_PUBLISHER: z.string().max(200).optional(),
  HUB_PUBLISHER_CODE: z
    .string()
    .regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/)
    .optional(),
  HUB_OC4IDS_PREFIX: z
    .string()
    .regex(/^oc4ids-[a-z0-9]{6}$/)
    .default('oc4ids-xxxxxx'),
  HUB_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  HUB_MAIL_FROM: z.string().max(200).optional(),
  HUB_TILE_URL: z.string().optional(),
  HUB_TILE_LABELS_URL: z.string().optional(),
  HUB_TILE_ATTRIBUTION: z.string().max(300).optional(),
  HUB_MAP_REVIEW: z.string().max(60).optional(),
  HUB_BOUNDARY_FILE: z.string().optional(),
  HUB_METRICS_TOKEN: z.string().min(16).optional(),
  HUB_WEBSUB: z.url({ protocol: /^https?$/ }).optional(),
  HUB_WEBHOOK_LOOPBACK: flag('on', 'off'),
  HUB_JOBS: z.enum(['on', 'off']).default('on'),
  HUB_SNAPSHOTS: z.enum(['on', 'off']).default('on'),
  HUB_SNAPSHOTS_DIR: z.string().min(1).optional(),
  HUB_SNAPSHOTS_KEEP_DAYS: z.coerce.number().int().min(1).max(36_500).optional(),
  HUB_BENCH: flag('on', 'off'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  SUPABASE_URL: z.url().optional(),
  SUPABASE_PUBLISHABLE_KEY: z.string().min(20).optional(),
  SUPABASE_SECRET_KEY: z.string().min(20).optional(),
  SUPABASE_DB_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info')
});

export type Config = ReturnType<typeof readConfig>;

/** Reads and checks the environment. Throws an Error whose message names each wrong setting. */
export function readConfig(env: Record<string, string | undefined> = process.env) {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(filled);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The configuration is not valid:\n${wrong.join('\n')}`);
  }
  const e = parsed.data;
  if (e.SUPABASE_URL && !(e.SUPABASE_PUBLISHABLE_KEY && e.SUPABASE_SECRET_KEY)) {
    throw new Error('SUPABASE_URL needs SUPABASE_PUBLISHABLE_KEY and SUPABASE_SECRET_KEY beside it.');
  }
  if (e.SUPABASE_URL && e.DATABASE_URL) {
    throw new Error('Set either SUPABASE_URL or DATABASE_URL, not both.');
  }
  const engine: 'supabase' | 'postgres' | 'embedded' = e.SUPABASE_URL
    ? 'supabase'
    : e.DATABASE_URL
      ? 'postgres'
      : 'embedded';
  return {
    ...e,
    engine,
    root: resolve(e.HUB_ROOT),
    dataDir: resolve(e.HUB_ROOT, e.DATA_DIR),
    /** Uploaded documents; nodes that share a database share this folder too. */
    filesDir: resolve(e.HUB_ROOT, e.HUB_FILES_DIR ?? join(e.DATA_DIR, 'files')),
    /** Snapshots of open data; shared like that folder. */
    snapshotsDir: resolve(e.HUB_ROOT, e.HUB_SNAPSHOTS_DIR ?? join(e.DATA_DIR, 'open/snapshots')),
    /** Demonstration data is for a first look: never on a database that somebody brought along. */
    demo: e.HUB_DEMO === 'on' && (engine === 'embedded' || env.HUB_DEMO === 'on'),
    staffTotpRequired: e.HUB_STAFF_TOTP === 'required',
    exposeDemo: e.HUB_EXPOSE_DEMO,
    jobs: e.HUB_JOBS === 'on',
    snapshots: e.HUB_SNAPSHOTS === 'on',
    bench: e.HUB_BENCH
  };
}

/** The start of links where no request says it: in mails that a job writes. */
export const siteOrigin = ({ ORIGIN, PORT }: Pick<Config, 'ORIGIN' | 'PORT'>): string =>
  ORIGIN ?? `http://localhost:${String(PORT)}`;

/** Whether a listening address is reached from this machine only. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}

/** Why the hub must not listen at this address, or null when it may. Known passwords stay on this machine. */
export function listenRefusal(config: Pick<Config, 'HOST' | 'demo' | 'exposeDemo'>): string | null {
  if (!config.demo || config.exposeDemo || isLoopback(config.HOST)) return null;
  return (
    `The demonstration accounts have public passwords, so the hub will not listen on ${config.HOST}.\n` +
    'Set HUB_DEMO=off for real use, or HUB_EXPOSE_DEMO=yes to show the demonstration to others anyway.'
  );
}

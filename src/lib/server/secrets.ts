import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** 32 random bytes as base64url are 43 characters; anything shorter or repetitive was not made by chance. */
const strong = z
  .string()
  .min(43, 'shorter than 32 bytes')
  .refine((value) => new Set(value).size >= 16, 'too few different characters');

const shape = z.object({
  /** Signs the tokens of people (HS256). */
  jwt: strong,
  /** Encrypts what must not be read from the database alone: second factors, later contact data. */
  encryption: strong,
  /** Turns addresses and accounts into keys of limits, so that neither is stored. */
  limits: strong,
  publishableKey: z.string().startsWith('sb_publishable_').min(37),
  secretKey: z.string().startsWith('sb_secret_').min(53)
});

export type Secrets = z.infer<typeof shape>;

const random = () => randomBytes(32).toString('base64url');

function generate(): Secrets {
  return {
    jwt: random(),
    encryption: random(),
    limits: random(),
    publishableKey: `sb_publishable_${randomBytes(18).toString('base64url')}`,
    secretKey: `sb_secret_${random()}`
  };
}

/** Written aside and renamed, so that a killed first start leaves either no secrets or all of them. */
export function writeSecrets(path: string, secrets: Secrets | Record<string, string>): void {
  const aside = `${path}.${process.pid}`;
  const file = openSync(aside, 'w', 0o600);
  writeSync(file, JSON.stringify(secrets, null, 2));
  fsyncSync(file);
  closeSync(file);
  renameSync(aside, path);
}

/**
 * The secrets of this data folder, made at the first start (mode 0600). Throws when the file is readable by others and
 * that cannot be mended, or when a secret is weak: a hub with a guessable key would accept forged tokens.
 */
export function loadSecrets(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json');
  if (!existsSync(path)) writeSecrets(path, generate());
  if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  const parsed = shape.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.message})`).join(', ');
    throw new Error(`The secrets in ${path} are too weak to use: ${wrong}. Restore the file from a backup.`);
  }
  return parsed.data;
}

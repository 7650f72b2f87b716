import {
  createHash,
  createPrivateKey,
  createPublicKey,
  randomBytes,
  sign,
  type KeyObject
} from 'node:crypto';
import { z } from 'zod';
import { unwrap } from '#lib/server/errors.ts';
import type { Hub } from '#lib/server/hub.ts';
import { open, seal } from '#lib/server/seal.ts';
import { keyIdInput, writeLine, writeVerifier } from './note.ts';
import { keyRing, type KeyRing } from './schema.ts';

/** PKCS #8 and SPKI of an Ed25519 key (RFC 8410) up to its 32 bytes. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const spki = Buffer.from('302a300506032b6570032100', 'hex');
const purpose = 'transparency log';

const row = z.object({
  number: z.number(),
  name: z.string(),
  public_key: z.string(),
  sealed: z.string().nullable()
});

export interface Signer {
  number: number;
  /** Origin of the log. */
  name: string;
  /** The signature line of a checkpoint's text. */
  sign: (text: string) => string;
}

const keyOf = (seed: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });

const publicOf = (key: KeyObject): Buffer<ArrayBuffer> =>
  Buffer.from(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32));

const keyIdOf = (name: string, key: Uint8Array): Buffer =>
  createHash('sha256')
    .update(keyIdInput(name, 'log', key))
    .digest()
    .subarray(0, 4);

/** A new key, with its secret half sealed: the database alone can't sign, and no file has to reach the other nodes. */
function generate({ secrets }: Pick<Hub, 'secrets'>, name: string) {
  const seed = randomBytes(32);
  const key = publicOf(keyOf(seed));
  const public_key = key.toString('hex');
  const keyId = keyIdOf(name, key).toString('hex');
  return {
    public_key,
    verifier: writeVerifier({ name, keyId, kind: 'log', key }),
    sealed: seal(secrets.encryption, purpose, seed.toString('hex'), public_key)
  };
}

/** The address of the log where it is known, else a name made by chance: either stays for ever. */
function originOf({ config }: Pick<Hub, 'config'>): string {
  if (config.ORIGIN) return `${new URL(config.ORIGIN).host}/log`;
  return `sunlit-${randomBytes(6).toString('hex')}/log`;
}

function signerOf(
  { secrets }: Pick<Hub, 'secrets'>,
  { number, name, public_key, sealed }: z.infer<typeof row>
): Signer {
  if (sealed === null)
    throw new Error(
      'The secret half of the key of the transparency log is gone. Restore a backup, or rotate: hub log rotate.'
    );
  let seed: string;
  try {
    seed = open(secrets.encryption, purpose, sealed, public_key);
  } catch (cause) {
    throw new Error(
      'The key of the transparency log does not open: secrets.json of this node is not the one of the node that made it. All nodes need the same secrets.json.',
      { cause }
    );
  }
  const key = keyOf(Buffer.from(seed, 'hex'));
  const keyId = keyIdOf(name, publicOf(key));
  return { number, name, sign: (text) => writeLine(name, keyId, sign(null, Buffer.from(text), key)) };
}

type Opened = Pick<Hub, 'service' | 'config' | 'secrets'>;

/** The keys that sign now, the one in force first. The first call of a hub makes the first key. */
export async function signers(hub: Opened): Promise<Signer[]> {
  const rows = z.array(row);
  let found = unwrap(await hub.service.rpc('log_signers'), rows);
  if (found.length === 0) {
    const name = originOf(hub);
    found = unwrap(await hub.service.rpc('open_log_key', { name, ...generate(hub, name) }), rows);
  }
  const all = found.map((one) => signerOf(hub, one));
  if (all.length === 0) throw new Error('No key of the transparency log signs.');
  return all;
}

/** Puts a new key in force; the old one signs beside it for some days, so that those who know only it can follow. */
export async function rotate(hub: Opened, overlapDays: number): Promise<number> {
  const [now] = unwrap(await hub.service.rpc('log_signers'), z.array(row));
  const name = now?.name ?? (await signers(hub))[0]?.name ?? originOf(hub);
  const made = generate(hub, name);
  return unwrap(await hub.service.rpc('rotate_log_key', { ...made, overlap_days: overlapDays }), z.number());
}

/** Public keys, old ones too, and witnesses. */
export const read = async ({ visitor }: Pick<Hub, 'visitor'>): Promise<KeyRing> =>
  unwrap(await visitor.rpc('log_key_ring'), keyRing);

/** For programs that take keys as files: openssl. */
export const pemOf = (publicKey: string): string =>
  `-----BEGIN PUBLIC KEY-----\n${Buffer.concat([spki, Buffer.from(publicKey, 'hex')]).toString('base64')}\n-----END PUBLIC KEY-----\n`;

/** The answer of /log/key. */
export async function told(hub: Pick<Hub, 'visitor'>) {
  const { keys, witnesses } = await read(hub);
  return {
    origin: keys[0]?.name ?? null,
    keys: keys.map((key) => ({ ...key, pem: pemOf(key.public_key) })),
    witnesses
  };
}

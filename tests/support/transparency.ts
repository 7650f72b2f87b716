import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { commands } from '#lib/server/operator/commands.ts';
import type { TestHub } from './database.ts';

/** A witness written from the specification alone (C2SP tlog-cosignature v1). */
export function openWitness(name: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const id = createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.of(4))
    .update(key)
    .digest()
    .subarray(0, 4);
  const textOf = (note: string) => note.slice(0, note.lastIndexOf('\n\n') + 1);

  function line(note: string, seconds = Math.floor(Date.now() / 1000), signed = textOf(note)): string {
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(BigInt(seconds));
    const message = `cosignature/v1\ntime ${String(seconds)}\n${signed}`;
    const bytes = Buffer.concat([id, time, sign(null, Buffer.from(message), privateKey)]);
    return `— ${name} ${bytes.toString('base64')}\n`;
  }
  return {
    name,
    verifier: `${name}+${id.toString('hex')}+${Buffer.concat([Buffer.of(4), key]).toString('base64')}`,
    line,
    /** The note as the witness sends it. */
    cosign: (note: string, seconds?: number) => note + line(note, seconds)
  };
}

/** A command of the operator, inside this process. */
export async function operate(
  hub: TestHub,
  name: string,
  ...args: string[]
): Promise<{ code: number; output: string }> {
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const context = { args, cwd: process.cwd(), env: {}, say, progress: () => undefined };
  const command = commands[name];
  const code = (await command?.alone?.(context)) ?? (await command?.run({ ...context, hub }));
  return { code: code ?? -1, output: said.join('\n') };
}

import { createChallenge, randomInt, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { z } from 'zod';
import * as limits from '#lib/accounts/limits.server.ts';
import { hub } from '#lib/server/hub.ts';
import { keyFor } from '#lib/server/seal.ts';

/**
 * Proof of work: a browser spends a second or two of one processor, so that a flood of complaints costs whoever sends it.
 * Nobody is asked to tell letters or pictures apart, and nothing is asked of another site.
 */
const algorithm = 'PBKDF2/SHA-256';
const cost = 5000;
/** Between these many tries: a second on a desk, a few on an old phone. */
const tries = { least: 150, most: 300 };
const minutes = 30;

const keys = () => {
  const { encryption } = hub().secrets;
  return {
    hmacSignatureSecret: keyFor(encryption, 'complaint proof').toString('base64url'),
    hmacKeySignatureSecret: keyFor(encryption, 'complaint proof key').toString('base64url')
  };
};

export const challenge = () =>
  createChallenge({
    ...{ algorithm, cost, deriveKey, counter: randomInt(tries.least, tries.most) },
    expiresAt: new Date(Date.now() + minutes * 60_000),
    ...keys()
  });

const hex = z
  .string()
  .max(200)
  .regex(/^[0-9a-f]*$/);
const sent = z.object({
  challenge: z.object({
    parameters: z.strictObject({
      ...{ algorithm: z.literal(algorithm), cost: z.literal(cost), keyLength: z.literal(32) },
      ...{ nonce: hex, salt: hex, keyPrefix: hex, keySignature: z.string().max(200), expiresAt: z.number() }
    }),
    signature: z.string().max(200)
  }),
  solution: z.object({
    counter: z.number().int().nonnegative(),
    derivedKey: hex,
    time: z.number().optional()
  })
});

function read(payload: unknown) {
  if (typeof payload !== 'string' || payload === '' || payload.length > 4000) return null;
  try {
    return sent.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}

/** Whether a solution is right, in time, and was not used before. A wrong one counts as none: nobody is refused for it. */
export async function isProved(payload: unknown): Promise<boolean> {
  const given = read(payload);
  if (!given) return false;
  const { verified } = await verifySolution({ ...given, deriveKey, ...keys() });
  return verified && (await limits.use('complaint_proof', given.challenge.parameters.nonce)) === 0;
}

import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Encrypts what must not be readable from the database alone (AES-256-GCM). Each purpose has a key of its own, derived
 * from the secret `encryption` (HKDF-SHA-256), and `bound` ties the text to its place (a row's id): a ciphertext moved
 * to another purpose or row does not open.
 */
const version = 1;
const ivLength = 12;
const tagLength = 16;

/** The 32 bytes of one purpose. */
export const keyFor = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64url'), 'sunlit', purpose, 32));

export function seal(secret: string, purpose: string, text: string, bound = ''): string {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv('aes-256-gcm', keyFor(secret, purpose), iv).setAAD(Buffer.from(bound));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), body]).toString('base64url');
}

/** Throws when a byte was changed, or when it was sealed for another purpose, place or secret. */
export function open(secret: string, purpose: string, sealed: string, bound = ''): string {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes[0] !== version || bytes.length < 1 + ivLength + tagLength) throw new Error('This is not sealed.');
  const iv = bytes.subarray(1, 1 + ivLength);
  const tag = bytes.subarray(1 + ivLength, 1 + ivLength + tagLength);
  const cipher = createDecipheriv('aes-256-gcm', keyFor(secret, purpose), iv, { authTagLength: tagLength })
    .setAAD(Buffer.from(bound))
    .setAuthTag(tag);
  const body = bytes.subarray(1 + ivLength + tagLength);
  return Buffer.concat([cipher.update(body), cipher.final()]).toString('utf8');
}

/**
 * A text that stands for another and cannot be turned back, or guessed without the secret (HMAC-SHA-256, 43 characters):
 * tells whether two sealed texts are the same, and makes tokens that need not be stored.
 */
export const fingerprint = (secret: string, purpose: string, text: string): string =>
  createHmac('sha256', keyFor(secret, `fingerprint ${purpose}`))
    .update(text)
    .digest('base64url');

const form = /^[0-9a-f]{64}$/;

/** Not on the thread that answers requests. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex');
}

/** `ab/cdef…`; throws for what is no hash, so that nothing else ever becomes part of a path. */
export function pathOf(hash: string): string {
  if (!form.test(hash)) throw new Error('This is not the name of a file.');
  return `${hash.slice(0, 2)}/${hash.slice(2)}`;
}

/** Browsers hash only where the connection is private: https, or this machine. */
export const canHash = (): boolean => 'crypto' in globalThis && 'subtle' in globalThis.crypto;

/** SHA-256 in hex, made in the browser. Files here are at most 20 MB, so they are read in one piece. */
export async function hashOf(file: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

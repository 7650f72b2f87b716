/** A number of an entry as people write it, in digits of either width; null for anything else. */
export function readNumber(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[\s,#]/g, '');
  return /^[1-9]\d{0,14}$/.test(plain) ? Number(plain) : null;
}

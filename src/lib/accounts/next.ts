/** Only there to resolve relative paths against; no such host exists. */
const here = 'http://here.invalid';

const longest = 2000;
const controls = /[\p{Cc}\\]/u;

/**
 * Where to go after signing in: a path of this site, or `otherwise`. Browsers read backslashes as slashes and drop
 * control characters, so a text with either never passes, and what `URL` made of the rest is what is returned.
 */
export function nextPath(wanted: string | null | undefined, otherwise = '/'): string {
  if (!wanted || wanted.length > longest || !wanted.startsWith('/') || controls.test(wanted))
    return otherwise;
  if (!URL.canParse(wanted, here)) return otherwise;
  const { origin, pathname, search, hash } = new URL(wanted, here);
  // `/.//elsewhere` is a path to the parser and a host to a browser that is sent there
  if (origin !== here || pathname.startsWith('//')) return otherwise;
  return pathname + search + hash;
}

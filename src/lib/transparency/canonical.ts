export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** RFC 8785: keys in the order of their UTF-16 units, numbers and strings as ECMAScript prints them, no spaces. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`);
  return `{${members.join(',')}}`;
}

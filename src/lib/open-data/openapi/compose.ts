/** What a form asks of an operation. */
export interface Asked {
  path: string;
  parameters: readonly { name: string; in: 'query' | 'path' }[];
}

/** The address that a filled-in form means; null while a part of its path is missing. */
export function compose({ path, parameters }: Asked, valueOf: (name: string) => string): string | null {
  let address = path;
  const query = new URLSearchParams();
  for (const { name, in: where } of parameters) {
    const value = valueOf(name).trim();
    if (where === 'path' && value === '') return null;
    if (where === 'path') address = address.replace(`{${name}}`, encodeURIComponent(value));
    else if (value !== '') query.set(name, value);
  }
  return query.size > 0 ? `${address}?${query}` : address;
}

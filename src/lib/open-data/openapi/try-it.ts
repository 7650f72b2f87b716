/** An answer as the page shows it. */
export interface Told {
  status: number;
  type: string;
  headers: [string, string][];
  /** null for what is no text. */
  body: string | null;
  characters: number;
}

/** More than this makes a phone slow. */
const most = 20_000;
const shown = ['etag', 'last-modified', 'link', 'repr-digest', 'content-encoding', 'retry-after'];

function tidy(text: string, type: string): string {
  if (!type.includes('json') || type.includes('ndjson')) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

export async function readAnswer(address: string, signal: AbortSignal): Promise<Told> {
  const response = await fetch(address, { signal, headers: { accept: '*/*' } });
  const type = response.headers.get('content-type') ?? '';
  const headers = shown.flatMap((name): [string, string][] => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  const { status } = response;
  if (!/text|json|xml|csv/.test(type)) {
    await response.body?.cancel();
    return { status, type, headers, body: null, characters: 0 };
  }
  const text = tidy(await response.text(), type);
  return { status, type, headers, body: text.slice(0, most), characters: text.length };
}

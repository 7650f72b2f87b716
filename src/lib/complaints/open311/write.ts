/** What an answer of Open311 is made of, in either format. */
export type Value = string | number | boolean | null | Value[] | { [name: string]: Value | undefined };

/** How one of a list is called in XML. */
const members: Record<string, string> = {
  attributes: 'attribute',
  endpoints: 'endpoint',
  errors: 'error',
  formats: 'format',
  jurisdictions: 'jurisdiction',
  notes: 'note',
  service_requests: 'request',
  services: 'service',
  values: 'value'
};

/** What XML 1.0 can't hold, escaped or not: control characters, halves of characters, U+FFFE and U+FFFF. */
const unwritable =
  // oxlint-disable-next-line no-control-regex -- these are what it is about
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#13;'
};

export const escapeText = (text: string): string =>
  text.replace(unwritable, '').replace(/[&<>\r]/g, (one) => escapes[one] ?? '');

function element(name: string, value: Value): string {
  if (value === null || value === '') return `<${name}/>`;
  if (typeof value !== 'object') return `<${name}>${escapeText(String(value))}</${name}>`;
  const inside = Array.isArray(value)
    ? value.map((one) => element(members[name] ?? 'item', one)).join('')
    : Object.entries(value)
        .map(([key, one]) => (one === undefined ? '' : element(key, one)))
        .join('');
  return inside === '' ? `<${name}/>` : `<${name}>${inside}</${name}>`;
}

/** `root`: how XML calls what JSON gives bare. */
export const toXml = (root: string, value: Value): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}\n`;

export type Format = 'xml' | 'json';

const types: Record<Format, string> = {
  xml: 'text/xml; charset=utf-8',
  json: 'application/json; charset=utf-8'
};

export function write(format: Format, root: string, value: Value, status = 200): Response {
  const body = format === 'json' ? JSON.stringify(value) : toXml(root, value);
  const headers = new Headers({ 'content-type': types[format], 'access-control-allow-origin': '*' });
  if (status !== 200) headers.set('cache-control', 'no-store');
  return new Response(body, { status, headers });
}

export const writeErrors = (format: Format, code: number, description: string): Response =>
  write(format, 'errors', [{ code, description }], code);

/** Programs that ask for anything else get XML, which each of them has to read. */
export const formatOf = (path: string): Format => (path.endsWith('.json') ? 'json' : 'xml');

import { licence } from '../licence.ts';
import type { Changed } from './schema.ts';

export type Form = 'json' | 'ndjson';

export const contentTypes: Record<Form, string> = {
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8'
};

interface Page extends Changed {
  after: number;
  next_url: string;
}

/** In NDJSON each change is a line, and the last line says where to go on. */
export function write(form: Form, { changes, ...frame }: Page): string {
  const about = { ...frame, licence: licence.url };
  if (form === 'json') return JSON.stringify({ ...about, changes });
  return [...changes, about].map((line) => `${JSON.stringify(line)}\n`).join('');
}

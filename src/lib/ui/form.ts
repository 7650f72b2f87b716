import type { z } from 'zod';

/** A key of the dictionaries, or a bare code under `errors`, with values where its text asks for some. */
export type Message = string | { key: string; values: Record<string, string | number> };

export type FormValues = Record<string, string | string[] | undefined>;

/** What an action returns by `fail`, and a page hands to `<Form {form}>`. */
export interface FormState {
  /** Which form of the page it belongs to, where there are several. */
  id?: string;
  values?: FormValues;
  errors?: Record<string, Message>;
  /** About the form as a whole. */
  message?: Message;
  /** The `{{detail}}` of the message, as the database gave it. */
  detail?: string;
  /** Shown as done rather than as a problem. */
  saved?: boolean;
}

type Read<Output> = { ok: true; data: Output } | { ok: false; form: FormState };

const secret = /password|totp|secret/i;
const looksLikeKey = /^[a-z]\w*(\.\w+)*$/;

/** What was written, to be shown again; never passwords and one-time codes, never files. */
export function values(data: FormData): FormValues {
  const kept: FormValues = {};
  for (const name of new Set(data.keys())) {
    if (secret.test(name)) continue;
    const texts = data.getAll(name).filter((entry) => typeof entry === 'string');
    if (texts.length > 0) kept[name] = texts.length > 1 ? texts : texts[0];
  }
  return kept;
}

/** One message a field. Schemas write keys as their messages; zod's own English becomes a plain sentence. */
export function errors(error: z.ZodError): Record<string, Message> {
  const found: Record<string, Message> = {};
  for (const issue of error.issues) {
    const field = issue.path.length > 0 ? issue.path.map(String).join('.') : 'form';
    found[field] ??= looksLikeKey.test(issue.message) ? issue.message : 'errors.invalid';
  }
  return found;
}

/** Reads a form by its schema: the data, or what to give to `fail(400, …)`. */
export function readForm<S extends z.ZodType>(data: FormData, schema: S, id?: string): Read<z.output<S>> {
  const given: Record<string, unknown> = {};
  for (const name of new Set(data.keys())) {
    const all = data.getAll(name);
    given[name] = all.length > 1 ? all : all[0];
  }
  const read = schema.safeParse(given);
  if (read.success) return { ok: true, data: read.data };
  return { ok: false, form: { id, values: values(data), errors: errors(read.error) } };
}

/** The same answer for a rule that only the database knows, such as an address already taken. */
export function refuse(data: FormData, problem: Pick<FormState, 'id' | 'errors' | 'message'>): FormState {
  return { values: values(data), ...problem };
}

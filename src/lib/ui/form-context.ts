import { getContext, setContext } from 'svelte';
import type { FormState, FormValues, Message } from './form.ts';
import type { Key, T } from '#lib/i18n/types.ts';

interface FormContext {
  readonly id: string;
  readonly pending: boolean;
  readonly form: FormState | undefined;
  readonly initial: FormValues;
  readonly labels: Record<string, string>;
}

const key = Symbol('form');

export const provideForm = (context: FormContext): FormContext => setContext(key, context);

/** Undefined outside of `<Form>`: fields also stand in filter forms. */
export const useForm = (): FormContext | undefined => getContext<FormContext | undefined>(key);

/** Of a field: what is unknown is at least told to be wrong. */
export const say = (t: T, message: Message, otherwise: Key = 'errors.invalid'): string =>
  typeof message === 'string' ? t.of(message, {}, otherwise) : t.of(message.key, message.values, otherwise);

import { fail, type RequestEvent } from '@sveltejs/kit';
import { refuse, type FormState, type Message } from '#lib/ui/form.ts';

/** Why a slice did not do what was asked, told in the form. */
export interface Refusal {
  status: number;
  errors?: Record<string, Message>;
  message?: Message;
  /** Seconds until the next try. */
  wait?: number;
}

export const wrong = (field: string, message: Message): Refusal => ({
  status: 400,
  errors: { [field]: message }
});

export const refused = (message: Message, status = 400): Refusal => ({ status, message });

/** Rounded up, since a second too early would count as another try. */
export function limited(seconds: number): Refusal {
  const minutes = Math.ceil(seconds / 60);
  const message =
    minutes <= 90
      ? { key: 'accounts.limitedMinutes', values: { count: minutes } }
      : { key: 'accounts.limitedHours', values: { count: Math.ceil(minutes / 60) } };
  return { status: 429, wait: seconds, message };
}

/** The answer of an action; passwords and codes are never sent back. */
export function answer(event: RequestEvent, data: FormData, refusal: Refusal, id?: string) {
  const { status, wait, ...problem } = refusal;
  if (wait) event.setHeaders({ 'retry-after': String(wait) });
  const form: FormState = refuse(data, { id, ...problem });
  return fail(status, form);
}

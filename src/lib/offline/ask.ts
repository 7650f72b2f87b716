/** Asking the server from a page that may have no network, or one that answers in the server's place. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

export interface Answered {
  response: Response;
  /** What came as JSON, else null. */
  body: unknown;
}

/** null where nothing answered in time. */
export async function ask(path: string, init: RequestInit = {}, patience = 20_000): Promise<Answered | null> {
  try {
    const isText = typeof init.body === 'string';
    const response = await fetch(path, {
      ...init,
      // a session that ended leads to another page
      redirect: 'manual',
      cache: 'no-store',
      headers: { accept: 'application/json', ...(isText ? { 'content-type': 'application/json' } : {}) },
      signal: AbortSignal.timeout(patience)
    });
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const body: unknown = isJson ? await response.json() : null;
    return { response, body };
  } catch {
    return null;
  }
}

export const signedOut = ({ type, status }: Response) => type === 'opaqueredirect' || status === 401;

export type Refused =
  | { kind: 'refused'; code: string; detail: string | null }
  | { kind: 'no_answer'; seconds?: number };

/** What an answer that is no yes means: the server's own refusal, or something that may pass. */
export function refusalOf({ response, body }: Answered): Refused {
  const seconds = Number(response.headers.get('retry-after') ?? 0);
  const mayPass = response.status === 408 || response.status === 429 || response.status >= 500;
  if (!mayPass && !response.ok && isRecord(body) && typeof body.code === 'string')
    return {
      kind: 'refused',
      code: body.code,
      detail: typeof body.detail === 'string' ? body.detail : null
    };
  return { kind: 'no_answer', seconds: Number.isFinite(seconds) ? seconds : 0 };
}

const longest = 300;
/** 2, 4, 8 … seconds, never more than five minutes. */
export const pauseAfter = (failures: number): number => Math.min(longest, 2 ** Math.min(failures, 20));

/** Classes and codes that the embedded API hands on by itself. */
const handedOn = /^(21|22|42|53|55)|^(23502|23503|23505|25006)$|^(PGRST|PT)/;

/** PostgREST's status for what is left: a rule that was broken is the caller's, anything else the server's. */
const statusOf = (code: string) => (/^(23|P0)/.test(code) ? 400 : 500);

interface Refusal {
  code: string;
  message: string;
  detail?: unknown;
  hint?: unknown;
}

const isRefusal = (error: unknown): error is Refusal =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.length === 5;

/**
 * The embedded API answers check violations, conflicts and `raise … using errcode` as "SUP" without their SQLSTATE, where
 * Supabase tells it. Errors that say PGRST are answered as they ask, so the lost ones ask to be told as they are.
 */
export function keepSqlState(error: unknown): unknown {
  if (!isRefusal(error) || handedOn.test(error.code)) return error;
  const { code, message, detail, hint } = error;
  return Object.assign(
    new Error(JSON.stringify({ code, message, details: detail ?? null, hint: hint ?? null })),
    {
      code: 'PGRST',
      detail: JSON.stringify({ status: statusOf(code), headers: {} })
    }
  );
}

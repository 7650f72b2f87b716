import type { PgliteConnection } from '@supabase/lite/pglite';

type Driver = Pick<PgliteConnection['driver'], 'query' | 'exec'>;

/** One setting for the rest of a transaction, as the embedded API asks for it: role, claims, what was requested. */
const one = /^\s*select set_config\('([\w.]+)', (?:\$1|''), true\)\s*$/i;
const role = /^\s*set local role "(\w+)"\s*$/i;
const end = /^\s*(commit|rollback)\b/i;

/**
 * The embedded API sends a dozen settings before each call, by a statement each, which takes longer than most calls do. Here
 * they wait for the next statement of whatever kind and go before it as one, in their order; with the transaction they end.
 */
export function gatherSettings(driver: Driver): void {
  const query = driver.query.bind(driver);
  const exec = driver.exec.bind(driver);
  let waiting: { name: string; value: unknown }[] = [];

  async function send(): Promise<void> {
    if (waiting.length === 0) return;
    const settings = waiting;
    waiting = [];
    const calls = settings.map(({ name }, i) => `set_config('${name}', $${String(i + 1)}, true)`);
    await query(
      `select ${calls.join(', ')}`,
      settings.map(({ value }) => value)
    );
  }

  driver.query = async (statement, parameters, options) => {
    const name = one.exec(statement)?.[1];
    const named = role.exec(statement)?.[1];
    if (name !== undefined) waiting.push({ name, value: parameters?.[0] ?? '' });
    else if (named !== undefined) waiting.push({ name: 'role', value: named });
    else {
      if (end.test(statement)) waiting = [];
      await send();
      return query(statement, parameters, options);
    }
    return { rows: [], fields: [], affectedRows: 0 };
  };
  driver.exec = async (statements, options) => {
    await send();
    return exec(statements, options);
  };
}

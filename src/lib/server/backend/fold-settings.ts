import type { PgliteConnection } from '@supabase/lite/pglite';

type Driver = Pick<PgliteConnection['driver'], 'query' | 'exec'>;

/** As the API says who asks and how, in ten statements before the one that is meant. */
const setting = /^SELECT set_config\('([a-z_.]+)', (\$1|''), true\)$/;
const role = /^SET LOCAL ROLE "([a-z_]+)"$/;

/** What a statement sets for its transaction, or null where it does anything else. */
function settingOf(statement: string, parameters: readonly unknown[]): [name: string, value: string] | null {
  const [, name, value] = setting.exec(statement) ?? [];
  if (name !== undefined) {
    const given = value === '$1' ? parameters[0] : '';
    return typeof given === 'string' ? [name, given] : null;
  }
  const [, asked] = role.exec(statement) ?? [];
  return asked === undefined ? null : ['role', asked];
}

const nothing = () => ({ rows: [], fields: [], affectedRows: 0 });

/**
 * Each statement costs PGlite a fifth of a millisecond, whatever it does, and the API begins each request with a dozen:
 * BEGIN, and one for each setting that says who asks. They are kept until a statement comes that does something, and go
 * to the database as two. What looks otherwise than expected is passed on as it is; a refusal of one of them is told to
 * the statement that it goes with, and the API takes the transaction back.
 */
export function foldSettings(driver: Driver): void {
  const query = driver.query.bind(driver);
  const exec = driver.exec.bind(driver);
  let waiting: [name: string, value: string][] | null = null;

  async function begin(): Promise<void> {
    if (waiting === null) return;
    const settings = waiting;
    waiting = null;
    await exec('BEGIN');
    if (settings.length === 0) return;
    const list = settings.map(([name], n) => `set_config('${name}', $${String(n + 1)}, true)`);
    await query(
      `select ${list.join(', ')}`,
      settings.map(([, value]) => value)
    );
  }

  driver.exec = async (statements, options) => {
    await begin();
    return exec(statements, options);
  };

  driver.query = async (statement, parameters, options) => {
    if (statement === 'BEGIN' && waiting === null) {
      waiting = [];
      return nothing();
    }
    if (statement === 'COMMIT' || statement === 'ROLLBACK') {
      if (waiting === null) await exec(statement);
      waiting = null;
      return nothing();
    }
    const told = waiting && settingOf(statement, parameters ?? []);
    if (waiting && told) {
      waiting.push(told);
      return nothing();
    }
    await begin();
    return query(statement, parameters, options);
  };
}

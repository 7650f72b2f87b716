import type { PgliteConnection } from '@supabase/lite/pglite';
import type postgres from 'postgres';

/** As the API says who asks and how, in ten statements before the one that is meant. */
const setting = /^SELECT set_config\('([a-z_.]+)', (\$1|''), true\)$/;
const role = /^SET LOCAL ROLE "([a-z_]+)"$/;

type Setting = [name: string, value: string];

/** What a statement sets for its transaction, or null where it does anything else. */
function settingOf(statement: string, parameters: readonly unknown[]): Setting | null {
  const [, name, value] = setting.exec(statement) ?? [];
  if (name !== undefined) {
    const given = value === '$1' ? parameters[0] : '';
    return typeof given === 'string' ? [name, given] : null;
  }
  const [, asked] = role.exec(statement) ?? [];
  return asked === undefined ? null : ['role', asked];
}

const oneStatement = (settings: Setting[]): string =>
  `select ${settings.map(([name], n) => `set_config('${name}', $${String(n + 1)}, true)`).join(', ')}`;

interface Connection {
  begin: (settings: Setting[]) => Promise<unknown>;
  /** COMMIT or ROLLBACK. */
  end: (statement: string) => Promise<unknown>;
}

/**
 * Each statement is a round trip, whatever it does, and the API begins each request with a dozen: BEGIN, and one for each
 * setting that says who asks. They are kept until a statement comes that does something, and go with it as one. What looks
 * otherwise than expected is passed on as it is; a refusal of one of them is told to the statement that it goes with,
 * which is not run, and the API takes the transaction back.
 */
function folding({ begin, end }: Connection) {
  let waiting: Setting[] | null = null;
  return {
    /** Before a statement that does something. */
    flush: async (): Promise<void> => {
      if (waiting === null) return;
      const settings = waiting;
      waiting = null;
      await begin(settings);
    },
    /** Whether there is nothing more to do for a statement: it waits, or ended its transaction. */
    keep: async (statement: string, parameters: readonly unknown[] = []): Promise<boolean> => {
      const word = statement.toUpperCase();
      if (word === 'BEGIN' && waiting === null) {
        waiting = [];
        return true;
      }
      if (word === 'COMMIT' || word === 'ROLLBACK') {
        const isBegun = waiting === null;
        waiting = null;
        if (isBegun) await end(statement);
        return true;
      }
      const told = waiting && settingOf(statement, parameters);
      if (told) waiting?.push(told);
      return told !== null;
    }
  };
}

const values = (settings: Setting[]) => settings.map(([, value]) => value);

/** PGlite needs a fifth of a millisecond for a statement. It must have answered once: it has questions of its own before. */
export function foldPglite(driver: Pick<PgliteConnection['driver'], 'query' | 'exec'>): void {
  const query = driver.query.bind(driver);
  const exec = driver.exec.bind(driver);
  const { flush, keep } = folding({
    begin: async (settings) => {
      await exec('BEGIN');
      if (settings.length > 0) await query(oneStatement(settings), values(settings));
    },
    end: exec
  });
  driver.exec = async (statements, options) => {
    await flush();
    return exec(statements, options);
  };
  driver.query = async (statement, parameters, options) => {
    if (await keep(statement, parameters)) return { rows: [], fields: [], affectedRows: 0 };
    await flush();
    return query(statement, parameters, options);
  };
}

/** A server may be in another building: the API takes a connection of the pool for each transaction. */
export function foldPool(driver: Pick<postgres.Sql, 'reserve'>): void {
  const reserve = driver.reserve.bind(driver);
  const folded = async () => {
    const connection = await reserve();
    const unsafe = connection.unsafe.bind(connection);
    const { flush, keep } = folding({
      begin: (settings) =>
        Promise.all([
          unsafe('begin'),
          settings.length > 0 ? unsafe(oneStatement(settings), values(settings)) : null
        ]),
      end: (statement) => unsafe(statement)
    });
    const send = async (...given: Parameters<typeof unsafe>) => {
      const [statement, parameters] = given;
      if (await keep(statement, parameters)) return [];
      await flush();
      return unsafe(...given);
    };
    Object.defineProperty(connection, 'unsafe', { value: send });
    return connection;
  };
  Object.defineProperty(driver, 'reserve', { value: folded });
}

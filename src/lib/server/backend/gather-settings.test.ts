import { describe, expect, it } from 'vitest';
import { gatherSettings } from './gather-settings.ts';

type Driver = Parameters<typeof gatherSettings>[0];

/** What reaches the database, in order. `refuses`: a statement that fails, once. */
function recorded(refuses?: RegExp) {
  const sent: [string, unknown[]?][] = [];
  let left = refuses;
  const driver: Driver = {
    query: async (statement, parameters) => {
      sent.push(parameters ? [statement, parameters] : [statement]);
      if (left?.test(statement)) {
        left = undefined;
        throw new Error('refused');
      }
      return { rows: [], fields: [] };
    },
    exec: async (statements) => {
      sent.push([statements]);
      return [];
    }
  };
  gatherSettings(driver);
  return { driver, sent };
}
const set = (name: string) => `SELECT set_config('${name}', $1, true)`;

describe('settings of a transaction', () => {
  it('go before the next statement as one, in their order', async () => {
    const { driver, sent } = recorded();
    await driver.query('BEGIN');
    await driver.query(set('role'), ['anon']);
    await driver.query(set('request.jwt.claim.sub'), ['']);
    await driver.query(`SELECT set_config('response.status', '', true)`, []);
    await driver.query('SET LOCAL ROLE "anon"');
    await driver.query('select * from public.whoami() limit $1', [1]);
    await driver.query('COMMIT');
    expect(sent).toEqual([
      ['BEGIN'],
      [
        `select set_config('role', $1, true), set_config('request.jwt.claim.sub', $2, true), set_config('response.status', $3, true), set_config('role', $4, true)`,
        ['anon', '', '', 'anon']
      ],
      ['select * from public.whoami() limit $1', [1]],
      ['COMMIT']
    ]);
  });

  it('go before statements of the other kind too', async () => {
    const { driver, sent } = recorded();
    await driver.query(set('role'), ['anon']);
    await driver.exec('set transaction read only');
    expect(sent.map(([statement]) => statement)).toEqual([
      `select set_config('role', $1, true)`,
      'set transaction read only'
    ]);
  });

  it('that are refused let nothing pass that they were meant for', async () => {
    const { driver, sent } = recorded(/set_config/);
    await driver.query('BEGIN');
    await driver.query(set('role'), ['nobody']);
    await expect(driver.query('select song from public.canaries')).rejects.toThrow('refused');
    await driver.query('ROLLBACK');
    expect(sent.map(([statement]) => statement)).toEqual([
      'BEGIN',
      `select set_config('role', $1, true)`,
      'ROLLBACK'
    ]);
  });

  it('end with their transaction', async () => {
    for (const end of ['COMMIT', 'ROLLBACK']) {
      const { driver, sent } = recorded();
      await driver.query(set('role'), ['anon']);
      await driver.query(end);
      await driver.query('select 1');
      expect(sent.map(([statement]) => statement)).toEqual([end, 'select 1']);
    }
  });

  it('are those alone: a value that is computed, or lasts, is sent as it is', async () => {
    const { driver, sent } = recorded();
    for (const statement of [
      `select set_config('role', $1, false)`,
      `select set_config('a.b', now()::text, true)`
    ])
      await driver.query(statement);
    expect(sent).toHaveLength(2);
  });
});

import { inject } from 'vitest';
import type { Sql } from '#lib/server/backend/index.ts';
import { openBackend } from '#lib/server/backend/index.ts';
import { anonymous, type Client } from '#lib/server/client.ts';
import type { Config } from '#lib/server/config.ts';
import { closeHub, hub as openedHub, openHub, type Hub } from '#lib/server/hub.ts';
import { startState } from '#lib/server/state.ts';
import { configOf, removeFolder } from './data-folder.ts';
import { newDatabase, placeIn } from './places.ts';
import { makeDemo } from './template.ts';

/**
 * Real databases for the tests of tests/db, on the engine that ENGINE names:
 *
 *   const hub = await openTestHub();            // fresh, migrated, empty
 *   const officer = await person(hub, { email: 'o@x.cn', role: 'officer', division: '420100' });
 *   await officer.db.rpc('save_project', { facts });
 *   await hub.sql.query('select …');            // as the owner of the database
 *   await hub.close();
 *
 * Making and migrating a database takes seconds, so it is done once a run (template.ts); each file gets a copy of it.
 */
export { ROOT } from './data-folder.ts';

export interface TestHub extends Hub {
  sql: Sql;
  close: () => Promise<void>;
}

export interface TestHubOptions {
  /** Loads the demonstration data. */
  demo?: boolean;
  /** Further settings, as in the environment. */
  env?: Record<string, string>;
  /** Statements to run before the API looks at the schema, which it does once: functions of a test. */
  sql?: string;
}

/** What a test knows of the engine: settings that name a database of its own, and how to remove it. */
export interface TestDatabase {
  config: Config;
  remove: () => Promise<void>;
}

/** A database for one test, empty (`fresh`: not even migrated), with its settings. Nothing is opened yet. */
export async function testDatabase(
  options: { env?: Record<string, string>; fresh?: boolean; demo?: boolean } = {}
): Promise<TestDatabase> {
  const place = placeIn(inject('templates'), inject('databaseUrl'));
  if (options.demo) await makeDemo(place);
  const begun = options.demo ? 'demonstration' : 'migrations';
  const dataDir = await newDatabase(place, options.fresh ? 'nothing' : begun);
  return { config: configOf(dataDir, options.env), remove: () => removeFolder(dataDir) };
}

/** The hub on a fresh migrated database. It is also the one that `hub()` returns, until another is opened. */
export async function openTestHub(options: TestHubOptions = {}): Promise<TestHub> {
  const env = { ...(options.demo ? { HUB_DEMO: 'on' } : {}), ...options.env };
  const { config, remove } = await testDatabase({ env, demo: options.demo });
  if (options.sql) {
    const first = await openBackend(config);
    await first.sql?.script(options.sql);
    await first.close();
  }
  const hub = await openHub(undefined, config);
  startState(hub);
  const { sql } = hub.backend;
  if (!sql) throw new Error('Tests need an engine with SQL.');
  return {
    ...hub,
    sql,
    close: async () => {
      if (openedHub() === hub) await closeHub();
      else await hub.backend.close();
      await remove();
    }
  };
}

export interface PersonOptions {
  email: string;
  password?: string;
  role?: 'administrator' | 'officer' | 'company_member';
  /** An organization that exists (id); else one is made, a bureau for an officer, a company for a member. */
  organization?: string;
  /** Of the organization that is made; the whole province unless given. */
  division?: string;
  duties?: string[];
}

export interface TestPerson {
  /** The database as this person, signed in. */
  db: Client;
  id: string;
  email: string;
  password: string;
  organization: string | null;
}

export const testPassword = 'correct horse 42 staple';

/** Adds an organization as the owner of the database and returns its id. */
export async function organization(
  { sql }: Pick<TestHub, 'sql'>,
  facts: { kind: 'bureau' | 'company'; name: string; division?: string; uscc?: string }
): Promise<string> {
  const [row] = await sql.query(
    `insert into public.organizations (kind, name, division_code, uscc) values ($1, $2, $3, $4)
     returning organization_id`,
    [
      facts.kind,
      facts.name,
      facts.division ?? (facts.kind === 'bureau' ? '420000' : null),
      facts.uscc ?? null
    ]
  );
  return String(row?.organization_id);
}

/** An account made by sign-up, with a membership when a role is given; comes back signed in. */
export async function person(
  hub: Pick<TestHub, 'sql' | 'backend'>,
  options: PersonOptions
): Promise<TestPerson> {
  const { email, password = testPassword, role } = options;
  const db = anonymous(hub.backend);
  const { data, error } = await db.auth.signUp({ email, password });
  if (error || !data.session || !data.user)
    throw new Error(`${email} could not sign up: ${error?.message ?? 'no session'}`);
  const { id } = data.user;
  let at = options.organization ?? null;
  if (role && role !== 'administrator') {
    const kind = role === 'officer' ? 'bureau' : 'company';
    at ??= await organization(hub, { kind, name: `${kind} of ${email}`, division: options.division });
  }
  if (role) {
    await hub.sql.query(
      `insert into public.memberships (user_id, organization_id, role, duties)
       values ($1, $2, $3, array(select jsonb_array_elements_text($4::jsonb)))`,
      [id, role === 'administrator' ? null : at, role, JSON.stringify(options.duties ?? [])]
    );
  }
  return { db, id, email, password, organization: at };
}

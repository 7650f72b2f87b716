import type { TestProject } from 'vitest/node';
import { demoTold, onPostgres, placeIn, type Place } from './places.ts';
import { standPostgres } from './standing.ts';
import { makeTemplates, runFolder } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's address of the real PostgreSQL; empty on the embedded engine. */
    databaseUrl: string;
    /** A folder of this run: the migrated database that each test file gets a copy of stands in it. */
    templates: string;
    /** What the demonstration tells, here and on the other engine of the run. */
    demo: { told: string; elsewhere: ReturnType<typeof demoTold> };
  }
}

interface Stand {
  place: Place;
  /** The same run's place on the embedded engine. */
  embedded: Place;
  leave: () => Promise<void>;
}

/**
 * Where the databases of a suite are, and how to leave: of a whole run on the server that `npm test` started for all its
 * suites (TEST_POSTGRES), else on one for this suite.
 */
export async function standOn(engine: 'embedded' | 'postgres', name: string): Promise<Stand> {
  const { folder, leave } = runFolder(name);
  const embedded = placeIn(folder);
  if (engine === 'embedded') return { place: embedded, embedded, leave: async () => leave() };
  const shared = process.env.TEST_POSTGRES;
  const standing = shared ? null : await standPostgres();
  const place = placeIn(onPostgres(folder), shared ?? standing?.url);
  return {
    ...{ place, embedded },
    leave: async () => {
      await standing?.leave(place);
      leave();
    }
  };
}

/** ENGINE=postgres runs the suite on a real server. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engine = process.env.ENGINE === 'postgres' ? 'postgres' : 'embedded';
  const { place, embedded, leave } = await standOn(engine, 'db-tests');
  try {
    await makeTemplates(place);
  } catch (error) {
    await leave();
    throw error;
  }
  project.provide('templates', place.folder);
  project.provide('databaseUrl', place.url);
  const other = engine === 'postgres' ? embedded.folder : onPostgres(place.folder);
  project.provide('demo', { told: demoTold(place.folder).told, elsewhere: demoTold(other) });
  return leave;
}

import postgresClient from 'postgres';
import { onServer } from './data-folder.ts';
import { startPostgres } from './postgres.ts';
import type { Place } from './places.ts';

/** Databases of this run on a server that goes on: somebody else's. */
async function dropDatabases({ url, prefix }: Place): Promise<void> {
  const server = postgresClient(url, { max: 1, onnotice: () => undefined });
  try {
    const left = await server<{ datname: string }[]>`
      select datname from pg_database where starts_with(datname, ${prefix})`;
    for (const { datname } of left) await onServer(url, `drop database if exists "${datname}" with (force)`);
  } finally {
    await server.end();
  }
}

export interface Standing {
  /** Superuser's address. */
  url: string;
  /** Ends a server of our own; on another one drops what stands in the place. */
  leave: (place: Place) => Promise<void>;
}

/** The PostgreSQL named by DATABASE_URL, or one of our own. */
export async function standPostgres(): Promise<Standing> {
  const given = process.env.DATABASE_URL;
  if (given) return { url: given, leave: dropDatabases };
  const own = await startPostgres();
  return { url: own.url, leave: own.stop };
}

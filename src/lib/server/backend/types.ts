/** One statement with parameters. */
export type Query = (statement: string, parameters?: unknown[]) => Promise<Record<string, unknown>[]>;

/** What may be said inside a transaction. */
export interface Statements {
  query: Query;
  /** Several statements without parameters. */
  script: (statements: string) => Promise<void>;
}

/** Plain SQL as the owner of the database: for migrations, backup, self-test and operator's commands, never for requests. */
export interface Sql extends Statements {
  /** All or nothing. As a `snapshot` everything is read as of one moment and nothing can be written. */
  transaction: <T>(work: (inside: Statements) => Promise<T>, mode?: 'write' | 'snapshot') => Promise<T>;
}

export interface Backend {
  engine: 'embedded' | 'postgres' | 'supabase';
  /** What supabase-js is given; for engines in process it names no host that exists. */
  url: string;
  publishableKey: string;
  secretKey: string;
  fetch: typeof fetch;
  /** null on Supabase unless SUPABASE_DB_URL is set. */
  sql: Sql | null;
  close(): Promise<void>;
}

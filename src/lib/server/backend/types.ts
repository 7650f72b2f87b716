/** Plain SQL as the owner of the database: for migrations, backup, self-test and operator's commands, never for requests. */
export interface Sql {
  /** One statement with parameters. */
  query(statement: string, parameters?: unknown[]): Promise<Record<string, unknown>[]>;
  /** Several statements in one transaction. */
  script(statements: string): Promise<void>;
  /** Runs with nobody else on the database, where the engine has one connection; elsewhere at once. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
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

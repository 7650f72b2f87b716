import { appliedMigrations, listMigrations } from '../backend/migrations.ts';
import type { Command } from './command.ts';

/** Opening the hub has migrated already: this says what the database has, for upgrades done by hand. */
export const migrate: Command = {
  usage: 'migrate',
  summary: 'applies what is missing of the migrations and lists them (a start does so too)',
  async run({ hub, say }) {
    if (!hub.backend.sql) {
      say('Supabase without SUPABASE_DB_URL is migrated by its CLI: supabase db push --remote');
      return 1;
    }
    const applied = await appliedMigrations(hub.backend.sql.query);
    for (const { version, name } of listMigrations(hub.config.root))
      say(`${applied.includes(version) ? 'applied' : 'missing'}  ${version}  ${name.replaceAll('_', ' ')}`);
    return 0;
  }
};

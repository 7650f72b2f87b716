import { join } from 'node:path';
import { makeEmptyDatabase } from '#lib/server/backend/empty-database.ts';

/** Part of the build, in a process of its own: it goes on while the site is built. */
await makeEmptyDatabase(join(import.meta.dirname, '..'));

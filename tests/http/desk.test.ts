import { afterAll, beforeAll, describe } from 'vitest';
import { startServer, type RunningServer } from '#tests/support/server.ts';
import { batchesAtTheDesk } from './desk/batches.ts';
import { theCatalogue } from './desk/catalogue.ts';
import { disclosuresAtTheDesk } from './desk/disclosures.ts';
import { projectsAtTheDesk } from './desk/projects.ts';
import { socialSupervisors } from './desk/supervisors.ts';

/**
 * What people write to the demonstration through pages without scripts. One server, since each part has projects and
 * addresses of its own; the last changes what all projects of a city owe.
 */
let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ env: { ADDRESS_HEADER: 'x-forwarded-for' }, lasting: true });
});
afterAll(() => server.stop());

const same = () => server;
describe('projects', () => projectsAtTheDesk(same));
describe('disclosures', () => disclosuresAtTheDesk(same));
describe('batches', () => batchesAtTheDesk(same));
describe('supervisors', () => socialSupervisors(same));
describe('the catalogue', () => theCatalogue(same));

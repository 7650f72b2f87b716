import { afterAll, beforeAll } from 'vitest';
import { serveStaged, type StagedDesk } from '#tests/support/complaints-staged.ts';
import { whatTheDeskKeeps } from './desk-complaints/kept.ts';
import { pagesOfTheDesk } from './desk-complaints/pages.ts';

/** The desk of complaints as a browser without scripts uses it: one server, since each part has complaints of its own. */

let desk: StagedDesk;
beforeAll(async () => {
  desk = await serveStaged();
});
afterAll(() => desk.close());

pagesOfTheDesk(() => desk);
whatTheDeskKeeps(() => desk);

import { afterAll, beforeAll, describe } from 'vitest';
import { serveVisitStory, type VisitStory } from '#tests/support/visit-story.ts';
import { complaintsOfVisits } from './visits/complaints.ts';
import { reportsOfVisits } from './visits/reports.ts';

/** A visit and what comes of it, on one server. */

let story: VisitStory;
beforeAll(async () => {
  story = await serveVisitStory();
});
afterAll(() => story.close());

describe('reports', () => reportsOfVisits(() => story));
describe('complaints', () => complaintsOfVisits(() => story));

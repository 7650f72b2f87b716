import { afterAll, beforeAll } from 'vitest';
import { serveOpenDayStory, type OpenDaySite } from '#tests/support/open-day-story.ts';
import { manyAtOnce } from './open-days/burst.ts';
import { whoHosts } from './open-days/desk.ts';
import { whoVisits } from './open-days/visitors.ts';

/** Open days without scripts, on one server: each part has days and people of its own. */

let site: OpenDaySite;
beforeAll(async () => {
  site = await serveOpenDayStory();
});
afterAll(() => site.close());

whoVisits(() => site);
whoHosts(() => site);
manyAtOnce(() => site);

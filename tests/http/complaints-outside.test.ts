import { afterAll, beforeAll, describe } from 'vitest';
import { serveOutsideStory, type OutsideStory } from '#tests/support/outside-story.ts';
import { hotline } from './complaints-outside/hotline.ts';
import { open311 } from './complaints-outside/open311.ts';

/** Complaints from and to programs of others, over HTTP. */

let story: OutsideStory;
beforeAll(async () => {
  story = await serveOutsideStory();
});
afterAll(async () => {
  await story.close();
  await story.receiver.close();
});

describe('Open311', () => open311(() => story));
describe('the hotline', () => hotline(() => story));

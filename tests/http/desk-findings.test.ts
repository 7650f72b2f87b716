import { afterAll, beforeAll, describe } from 'vitest';
import { serveFindingsAtDesk, type DeskOfFindings } from '#tests/support/findings-at-desk.ts';
import { decisionsOnFindings } from './desk-findings/decisions.ts';
import { rectificationsOfFindings } from './desk-findings/rectifications.ts';

/** The desk of findings as a browser without scripts uses it: one server, since each part has findings of its own. */

let desk: DeskOfFindings;
beforeAll(async () => {
  desk = await serveFindingsAtDesk();
});
afterAll(() => desk.close());

describe('up to a decision', () => decisionsOnFindings(() => desk));
describe('after it', () => rectificationsOfFindings(() => desk));

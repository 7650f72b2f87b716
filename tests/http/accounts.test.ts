import { afterAll, beforeAll, describe } from 'vitest';
import { crowd } from '#tests/support/browserless.ts';
import { startServer, type RunningServer } from '#tests/support/server.ts';
import { answersOfAccounts } from './accounts/answers.ts';
import { closedRoutes } from './accounts/routes.ts';
import { sessionsOfAccounts } from './accounts/sessions.ts';

/** A hub without any data, where people come and go. */

let server: RunningServer;
const people = crowd(() => server.url);
beforeAll(async () => {
  server = await startServer({ env: { HUB_DEMO: 'off', ADDRESS_HEADER: 'x-forwarded-for' } });
  await people.signUp('known@example.org');
});
afterAll(() => server.stop());

const same = () => server;
describe('routes', () => closedRoutes(same));
describe('accounts', () => answersOfAccounts(same, people));
describe('sessions', () => sessionsOfAccounts(same, people));

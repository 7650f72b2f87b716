import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { crowd, password, profile } from '#tests/support/browserless.ts';
import { removeFolder } from '#tests/support/data-folder.ts';
import { newFolder, startServer, type RunningServer } from '#tests/support/server.ts';
import { makeFolders } from '#tests/support/template.ts';

let server: RunningServer;
let dataDir: string;

beforeAll(async () => {
  await makeFolders(process.env.TEST_FOLDERS ?? '');
  // what is left in the folder is of the embedded engine
  dataDir = await newFolder({ HUB_DEMO: 'off' }, 'embedded');
  server = await startServer({ dataDir, env: { HUB_DEMO: 'off' } });
});
afterAll(async () => {
  await server.stop();
  await removeFolder(dataDir);
});

/** A sign-up whose body comes in two parts: between them it is under way. */
function slowSignUp(email: string) {
  const body = new URLSearchParams(profile(email)).toString();
  const half = Math.floor(body.length / 2);
  const sent = request(`${server.url}/account/sign-up`, {
    method: 'POST',
    headers: {
      origin: server.url,
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body)
    }
  });
  const status = new Promise<number | undefined>((resolve, reject) => {
    sent.once('error', reject);
    sent.once('response', (response) => {
      response.resume().once('end', () => {
        resolve(response.statusCode);
      });
    });
  });
  const begun = new Promise<void>((resolve) => {
    sent.write(body.slice(0, half), () => {
      resolve();
    });
  });
  return { status, begun, finish: () => sent.end(body.slice(half)) };
}

const refusesConnections = async () => {
  try {
    await fetch(`${server.url}/health/live`, { signal: AbortSignal.timeout(1000) });
    return false;
  } catch {
    return true;
  }
};

it('on SIGTERM lets a request finish, takes no new one, and leaves a folder that opens with all of it', async () => {
  const email = 'last-minute@example.org';
  const slow = slowSignUp(email);
  await slow.begun;
  // the server has the request once a later one was answered
  expect((await fetch(`${server.url}/health/live`)).status).toBe(200);

  process.kill(server.pid, 'SIGTERM');
  while (!(await refusesConnections())) await new Promise((resolve) => setTimeout(resolve, 20));
  slow.finish();
  expect(await slow.status).toBe(200);

  expect(await server.exited).toBe(0);
  expect(existsSync(join(dataDir, 'hub.lock'))).toBe(false);
  expect(existsSync(join(dataDir, 'hub.sock'))).toBe(false);

  server = await startServer({ dataDir, env: { HUB_DEMO: 'off' } });
  const who = crowd(() => server.url).someone();
  expect((await who.post('/account/sign-in', { email, password })).status).toBe(303);
});

it('ends at once, without an error, when nothing is under way', async () => {
  expect(await server.stop()).toBe(0);
  expect(server.log()).not.toMatch(/error/i);
});

import { defineConfig } from 'playwright/test';
import { FLAGS, findChromium } from './tests/support/chromium.ts';

const executablePath = findChromium();

// `npm test -- --only e2e` builds and starts the server and passes its address; a server of your own works as well.
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  workers: 2,
  retries: 0,
  forbidOnly: true,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['line'], ['./tools/reporting/playwright.ts']],
  use: {
    baseURL: process.env.BASE_URL ?? 'http://127.0.0.1:3000',
    browserName: 'chromium',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: { args: FLAGS, ...(executablePath ? { executablePath } : {}) }
  }
});

import { defineConfig } from 'playwright/test';
import { FLAGS, findChromium } from './tests/support/chromium.ts';

const executablePath = findChromium();

// `npm test -- --only e2e` builds and starts the server and passes its address; a server of your own works as well.
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  workers: 3,
  retries: 0,
  forbidOnly: true,
  fullyParallel: true,
  // generous: up to three other suites may be at work on the same two cores
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['line'], ['./tools/reporting/playwright.ts']],
  use: {
    baseURL: process.env.BASE_URL ?? 'http://127.0.0.1:3000',
    browserName: 'chromium',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    screenshot: 'only-on-failure',
    // a trace of every test takes longer than the test: TRACE=on when one is to be understood
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    launchOptions: {
      args: FLAGS,
      // without a locale of UTF-8 the browser can't name a download in Chinese
      env: { ...process.env, LANG: 'C.UTF-8' },
      ...(executablePath ? { executablePath } : {})
    }
  }
});

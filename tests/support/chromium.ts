import { spawnSync } from 'node:child_process';
import { findProgram, installPackages, isProgram, isRoot } from './programs.ts';

/** The first draws and nothing else, at two thirds of the work of a browser with windows. */
const SHELL = 'chromium-headless-shell';
const NAMES = [SHELL, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLACES = [
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
];

/** Without these the browser keeps calling home, which a closed network answers with refusals by the dozen. */
export const FLAGS = [
  '--disable-background-networking',
  // drawing by software twice over costs more than the tests
  '--disable-gpu',
  // a page lives too short for its scripts to run faster by what the compiler spends on them
  '--js-flags=--no-maglev,--no-turbofan',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  ...(isRoot ? ['--no-sandbox'] : [])
];

/** CHROMIUM names one; else the usual names and places. Null: Playwright's own, if it was downloaded. */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM;
  if (named) return isProgram(named) ? named : null;
  for (const name of NAMES) {
    const found = findProgram(name);
    if (found) return found;
  }
  return PLACES.find(isProgram) ?? null;
}

async function downloaded(): Promise<boolean> {
  const { chromium } = await import('playwright');
  return isProgram(chromium.executablePath());
}

function hasChineseFont(): boolean {
  const list = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' });
  return list.status === 0 && list.stdout.trim() !== '';
}

export const shellPackages = [SHELL, 'fonts-wqy-microhei', 'fontconfig'];

/** The headless shell is missed, and nobody chose another browser. */
export const mayInstallShell = (): boolean =>
  process.env.CHROMIUM === undefined && findProgram(SHELL) === null;

/** Finds or installs a browser and a font with Chinese characters; throws with what to do otherwise. */
export async function ensureChromium(): Promise<void> {
  const none = findChromium() === null && !(await downloaded());
  if (mayInstallShell()) installPackages(shellPackages, 'for the browser tests');
  if (none && findChromium() === null) {
    installPackages(['chromium', 'fonts-wqy-microhei', 'fontconfig'], 'for the browser tests');
    if (findChromium() === null)
      throw new Error(
        'The browser tests need Chromium: install the packages chromium and fonts-wqy-microhei (Debian), or any ' +
          'Chrome and set CHROMIUM=/path/to/it, then run npm test again.'
      );
  }
  if (!hasChineseFont() && !installPackages(['fonts-wqy-microhei', 'fontconfig'], 'Chinese characters'))
    process.stderr.write(
      'No font with Chinese characters was found: pages will show boxes (fonts-wqy-microhei).\n'
    );
}

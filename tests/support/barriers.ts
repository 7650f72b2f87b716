import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type * as Axe from 'axe-core';
import { expect, type Page } from 'playwright/test';
import { scripted } from './scripted.ts';

type Scheme = 'light' | 'dark';
const [phone, desk] = [375, 1280];

/** The rules whose answer the colour scheme can change; all others look at the same document and the same boxes. */
const ofColours = ['color-contrast', 'link-in-text-block'];

async function show(page: Page, width: number, colorScheme: Scheme): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  // half-way from one scheme to the other a colour has no contrast with anything
  await page.evaluate(() => {
    for (const animation of document.getAnimations())
      if (animation instanceof CSSTransition) animation.finish();
  });
}

declare global {
  interface Window {
    axe: typeof Axe;
  }
}

/** A page has a dozen colours and a thousand elements; axe works each out anew, which is a third of all its work. */
const remembering = `(() => {
  const shape = axe.commons.color.Color.prototype;
  const parse = shape.parseString;
  const known = new Map();
  shape.parseString = function (text) {
    const colour = known.get(text);
    if (colour) return Object.assign(this, colour);
    parse.call(this, text);
    known.set(text, { r: this.r, g: this.g, b: this.b, alpha: this.alpha });
    return this;
  };
})();`;

const axeFile = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'));
const axeSource = `${readFileSync(axeFile, 'utf8')}\n${remembering}`;

async function expectNoViolation(page: Page, what: string, rules?: string[]): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  const options: Axe.RunOptions = {
    resultTypes: ['violations'],
    // style sheets are read anew for one rule only, which is an experiment of axe and not among those asked
    preload: { assets: ['media'] },
    ...(rules ? { runOnly: { type: 'rule', values: rules } } : {})
  };
  // no page has frames, which are all that the builder of axe for Playwright does more
  const found = await page.evaluate(async (asked) => {
    const { violations } = await window.axe.run(document, asked);
    return violations.map(({ id, nodes }) => [
      id,
      nodes.map(({ target, html, any }) => [target, html, any[0]?.message])
    ]);
  }, options);
  expect(found, what).toEqual([]);
}

async function expectToFit(page: Page, what: string): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(beyond, `${what} scrolls sideways`).toBeLessThanOrEqual(0);
}

/** The page as it stands: all rules. */
async function expectWholeIn(page: Page, what: string, width: number, scheme: Scheme): Promise<void> {
  const at = `${what} at ${width}, ${scheme}`;
  await show(page, width, scheme);
  await expectToFit(page, at);
  await expectNoViolation(page, at);
}

/** The page as it stands, by the rules whose answer the scheme can change. */
async function expectColoursIn(page: Page, what: string, width: number, scheme: Scheme): Promise<void> {
  await show(page, width, scheme);
  await expectNoViolation(page, `${what} at ${width}, ${scheme}`, ofColours);
}

/** No barrier and nothing beyond the edge on the page as it stands at one width, in the light and the dark. */
export async function expectNoBarriersIn(page: Page, what: string, width: number): Promise<void> {
  await expectWholeIn(page, what, width, 'light');
  await expectColoursIn(page, what, width, 'dark');
}

/** The same on a phone and a desk. */
export async function expectNoBarriers(page: Page, what: string): Promise<void> {
  await expectNoBarriersIn(page, what, phone);
  await expectWholeIn(page, what, desk, 'dark');
  await expectColoursIn(page, what, desk, 'light');
}

/** Pages in which axe is there from the start of each document: it is sent to them once. */
const prepared = new WeakSet<Page>();

async function open(page: Page, path: string): Promise<void> {
  if (!prepared.has(page)) await page.addInitScript(axeSource);
  prepared.add(page);
  const answer = await page.goto(path);
  expect(answer?.status(), path).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await scripted(page);
}

/**
 * The same of an address in both languages: all rules on a phone in the light and on a desk in the dark, the second in
 * other words, so in other widths.
 */
export async function expectNoBarriersAt(page: Page, path: string): Promise<void> {
  await page.setViewportSize({ width: phone, height: 900 });
  await open(page, path);
  await expectWholeIn(page, path, phone, 'light');
  await show(page, desk, 'light');
  await expectToFit(page, `${path} at ${desk}`);
  const english = `/en${path}`;
  await open(page, english);
  await expectWholeIn(page, english, desk, 'dark');
  await show(page, phone, 'light');
  await expectToFit(page, `${english} at ${phone}`);
}

/** All rules once, on a phone in the light: of a page made of what other pages show in every width and language. */
export async function expectNoBarriersOnPhoneAt(page: Page, path: string): Promise<void> {
  await open(page, path);
  await expectWholeIn(page, path, phone, 'light');
}

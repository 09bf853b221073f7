/** Every page of the back office in both themes: axe finds nothing, and the menu leads nowhere that is not looked at here. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { demoPassword, enterBackOffice, startBackOffice, type BackOffice } from './support/back-office.ts';
import { launchBrowser, newAgentPage } from './support/browser.ts';

const port = 19_700;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const themes = ['light', 'dark'] as const;

/** Pages by address; `open` brings a form or panel to the front that is looked at as well. */
const pages: readonly string[] = [
  '/', '/customers', '/calls', '/users', '/users?open=new', '/departments', '/agent-groups', '/roles', '/sign-ins', '/caller-ids', '/audit', '/settings', '/api-keys', '/webhooks', '/jobs', '/imports/new?kind=customers', '/account',
];
const operatorPages: readonly string[] = ['/operator', '/operator/operators', '/operator/branding', '/operator/log'];

let office: BackOffice;
let browser: Browser;
beforeAll(async () => {
  office = await startBackOffice(port);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

/** What axe finds on the page as it is, by WCAG 2.2 AA: `rule: element` for each. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${String(target)}`));
}

/** Nothing moves or loads any more. */
async function settle(page: Page): Promise<void> {
  await page.locator('main').waitFor();
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(300);
}

async function themed(theme: 'light' | 'dark'): Promise<{ context: BrowserContext; page: Page; errors: string[] }> {
  const made = await newAgentPage(browser);
  await made.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  return made;
}

describe.each(themes)('in the %s theme', (theme) => {
  test('axe finds nothing on the sign-in pages', async () => {
    const { context, page } = await themed(theme);
    for (const address of ['/', '/operator']) {
      await page.goto(office.url + address);
      await page.locator('input[type=password]').waitFor();
      expect(await findings(page), address).toEqual([]);
    }
    await context.close();
  });

  test('[U1] [U2] [U3] [U4] [S4] [P4] axe finds nothing on any page of the back office', async () => {
    const { context, page, errors } = await themed(theme);
    await enterBackOffice(page, office.url, '800');
    const found: Record<string, string[]> = {};
    for (const address of pages) {
      await page.goto(office.url + address);
      await settle(page);
      found[address] = await findings(page);
    }
    expect(Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0))).toEqual({});
    expect(errors).toEqual([]);
    await context.close();
  });

  test('[P1] [P3] axe finds nothing on the pages of the platform operator', async () => {
    const { context, page, errors } = await themed(theme);
    await page.goto(`${office.url}/operator`);
    await page.locator('input').first().fill('operator');
    await page.locator('input[type=password]').fill(demoPassword);
    await page.keyboard.press('Enter');
    await page.locator('input[type=password]').waitFor({ state: 'detached' });
    for (const address of operatorPages) {
      await page.goto(office.url + address);
      await settle(page);
      expect(await findings(page), address).toEqual([]);
    }
    expect(errors).toEqual([]);
    await context.close();
  });
});

test('every address of the menu is one of the pages that are looked at', async () => {
  const { context, page } = await newAgentPage(browser);
  await enterBackOffice(page, office.url, '800');
  const addresses = new Set<string>();
  const groups = page.locator('nav.rail [aria-haspopup]');
  for (let i = 0; i < (await groups.count()); i++) {
    await groups.nth(i).click();
    for (const href of await page.locator('a[href^="/"]').evaluateAll((links) => links.map((link) => new URL(link.href).pathname))) addresses.add(href);
  }
  for (const href of await page.locator('nav.rail a').evaluateAll((links) => links.map((link) => new URL(link.href).pathname))) addresses.add(href);
  expect(addresses.size).toBeGreaterThan(5);
  expect([...addresses].filter((href) => !pages.some((address) => address.split('?')[0] === href))).toEqual([]);
  await context.close();
});

/**
 * What the browser has to load before the desk is usable, and how long a person waits for a list, a filter and a form on a computer four
 * times slower than this one. The server is on the same machine, so the times are those of scripts and pictures, not of a network.
 */
import type { CDPSession, Page } from 'playwright-core';
import { enterBackOffice, startBackOffice } from '@bahu/e2e/support/back-office.ts';
import { launchBrowser, newAgentPage } from '@bahu/e2e/support/browser.ts';
import { firstLoadLimits, firstLoads, kilobytesOf } from '@bahu/e2e/support/first-load.ts';
import type { Measurement } from '@bahu/tools/measurement.ts';
import { holds, until, type Wait } from './measuring/page-waits.ts';
import { quantile } from './measuring/quantile.ts';

const port = 19_900;
const slowdown = 4;
const repetitions = 9;

const rowsShown = `document.querySelectorAll('main tbody tr').length > 5`;
const formShown = `document.querySelectorAll('.entity-editor input').length > 3`;

interface Waits {
  list: Wait[];
  filter: Wait[];
  form: Wait[];
}

/** Opens a list from the menu, filters it, and opens the form of a new record, as often as is needed for a middle value. */
async function interact(page: Page, devtools: CDPSession): Promise<Waits> {
  const waits: Waits = { list: [], filter: [], form: [] };
  const go = (path: string) => page.locator(`nav.rail a[href^="${path}"]`).first();
  const slow = (rate: number) => devtools.send('Emulation.setCPUThrottlingRate', { rate });
  // Everything is fetched once: a second visit is what a working day consists of.
  await page.goto(new URL('/users?open=new', page.url()).href);
  await holds(page, formShown);
  await page.keyboard.press('Escape');
  await go('/customers').click();
  await holds(page, rowsShown);
  for (let i = 0; i < repetitions; i++) {
    await go('/').click();
    await page.waitForTimeout(500);
    await slow(slowdown);
    waits.list.push(await until(page, () => go('/customers').click(), rowsShown));
    await page.waitForTimeout(500);
    waits.filter.push(await chooseStage(page));
    await slow(1);
    await page.getByRole('button', { name: '清除条件' }).click();
    await page.goto(new URL('/users', page.url()).href);
    await holds(page, rowsShown);
    await page.waitForTimeout(500);
    await slow(slowdown);
    waits.form.push(await until(page, () => page.getByRole('button', { name: '添加坐席' }).click(), formShown));
    await slow(1);
    await page.keyboard.press('Escape');
  }
  return waits;
}

/** From the choice of a stage until only its customers stand there. */
async function chooseStage(page: Page): Promise<Wait> {
  const first = await page.locator('main tbody tr').first().textContent();
  await page.getByRole('button', { name: /^阶段/ }).click();
  await page.locator('.choices').getByRole('checkbox').nth(2).waitFor();
  const isFiltered = `document.querySelector('main tbody tr')?.textContent !== ${JSON.stringify(first)} || document.querySelectorAll('main tbody tr').length < 40`;
  return until(page, () => page.locator('.choices').getByRole('checkbox').nth(2).click(), isFiltered);
}

const measure: Measurement = async () => {
  const office = await startBackOffice(port);
  const browser = await launchBrowser();
  try {
    const scripts = await firstLoads(browser, office.url);
    const { context, page: first } = await newAgentPage(browser);
    await enterBackOffice(first, office.url, '800');
    const waits = await interact(first, await context.newCDPSession(first));
    const at = (name: keyof Waits, part: keyof Wait, share: number) =>
      Math.round(
        quantile(
          waits[name].map((wait) => wait[part]),
          share,
        ),
      );
    const names = Object.keys(waits) as (keyof Waits)[];
    return {
      figures: {
        signInScriptKb: kilobytesOf(scripts.signIn),
        deskScriptKb: kilobytesOf(scripts.desk),
        firstLoadScriptKb: kilobytesOf(scripts.both),
        openListMs: at('list', 'paint', 0.75),
        filterMs: at('filter', 'paint', 0.75),
        openFormMs: at('form', 'paint', 0.75),
        listShownMs: at('list', 'shown', 0.5),
        filterShownMs: at('filter', 'shown', 0.5),
        formShownMs: at('form', 'shown', 0.5),
      },
      table: names.map((action) => ({
        action,
        paintP50Ms: at(action, 'paint', 0.5),
        paintP75Ms: at(action, 'paint', 0.75),
        shownP50Ms: at(action, 'shown', 0.5),
        shownP75Ms: at(action, 'shown', 0.75),
      })),
      targets: {
        signInScriptKb: { most: firstLoadLimits.signIn },
        deskScriptKb: { most: firstLoadLimits.desk },
        firstLoadScriptKb: { most: firstLoadLimits.both },
        openListMs: { most: 150 },
        filterMs: { most: 150 },
        openFormMs: { most: 150 },
      },
    };
  } finally {
    await browser.close();
    await office.stop();
  }
};

export default measure;

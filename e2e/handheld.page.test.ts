/**
 * The product in the hand, 390 px wide: pages of the menu and forms (drawn as `support/drawn-surfaces.ts` says), the drawer of the menu, dialogues;
 * nothing lies beside the window.
 */
import { en, zh, type Texts } from '@bahu/web/text/all.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterBackOffice, enterOperator, startBackOffice, type BackOffice } from './support/back-office.ts';
import { handheld, launchBrowser, newAgentPage } from './support/browser.ts';
import { makeSamples, type Samples } from './support/samples.ts';
import { picture } from './support/seat.ts';
import { drawn } from './support/drawn-surfaces.ts';
import type { Surface } from './support/surface.ts';
import { besideWindow, findings, goTo, inspect, readyToWalk, settled } from './support/walking.ts';

const languages = { zh: { locale: 'zh-CN', words: zh }, en: { locale: 'en-US', words: en as Texts } } as const;
const patience = 1_200_000;

let office: BackOffice;
let browser: Browser;
let samples: Samples;
beforeAll(async () => {
  office = await startBackOffice(19_740, { BAHU_WEBHOOK_PRIVATE: 'on' });
  browser = await launchBrowser();
  const { context, page } = await newAgentPage(browser);
  await enterBackOffice(page, office.url, '800');
  samples = await makeSamples(office, page);
  await context.close();
});
afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

/** `who`: an extension, or the operator. */
async function inHand(language: 'zh-CN' | 'en-US', who = '800') {
  const seat = await newAgentPage(browser, { language, isHandheld: true });
  await seat.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await (who === 'operator' ? enterOperator(seat.page, office.url) : enterBackOffice(seat.page, office.url, who));
  await readyToWalk(seat.page);
  await settled(seat.page);
  return seat;
}

/** The wall is for a screen of its own. */
const isPageOrForm = ({ open, name }: Surface): boolean => !open && name !== 'wallboard';
/** Of the slices that have not changed lately. */
const mostOthers = 12;

test.each(['zh', 'en'] as const)(
  '[A1.2] [A2] in the hand no page and no form lies beside the window (%s)',
  { timeout: patience },
  async (language) => {
    const { context, page, errors } = await inHand(languages[language].locale);
    // What pages need first is loaded by then: an empty page hides what it will show.
    await goTo(page, '/customers');
    await page.locator('main .list-card').first().waitFor();
    const surfaces = drawn(`in the hand ${language}`, mostOthers, samples, isPageOrForm);
    const of = (wanted: Surface['who']): Surface[] => surfaces.filter(({ who }) => who === wanted);
    const found = await lookAt(page, language, of('administrator'));
    const operator = await inHand(languages[language].locale, 'operator');
    expect({ ...found, ...(await lookAt(operator.page, language, of('operator'))) }).toEqual({});
    expect([...errors, ...operator.errors]).toEqual([]);
    await Promise.all([context.close(), operator.context.close()]);
  },
);

/** What lies beside the window, by surface. */
async function lookAt(page: Page, language: string, surfaces: readonly Surface[]): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const surface of surfaces) {
    await goTo(page, surface.address(samples));
    // A list that takes its time shows that only after a moment.
    await settled(page);
    await picture(page, `hand-${language}-${surface.name.replaceAll(/[^a-z0-9]+/gi, '-')}`);
    const list = await besideWindow(page);
    if (list.length > 0) found[surface.name] = list;
  }
  return found;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('[A2] in the hand the menu is a drawer with all pages, which passes axe, is walked by Tab and left by Escape; it ends above the phone', async () => {
  const { context, page, errors } = await inHand('zh-CN');
  await button(page, zh.app.rail).tap();
  const drawer = page.getByRole('dialog');
  await drawer.waitFor();
  await settled(page);
  await picture(page, 'hand-menu');
  expect(await besideWindow(page)).toEqual([]);
  expect(await findings(page, 'light')).toEqual([]);
  const [menu, bar] = [await drawer.boundingBox(), await page.locator('.phone-bar').boundingBox()];
  expect(menu!.y + menu!.height).toBeLessThanOrEqual(bar!.y + 1);
  expect(bar!.y + bar!.height).toBeCloseTo(handheld.height, 0);
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'hidden' });
  await expect.poll(() => button(page, zh.app.rail).evaluate((own) => own.matches(':focus'))).toBe(true);
  await button(page, zh.app.rail).tap();
  await drawer.getByRole('link', { name: '通话详单', exact: true }).tap();
  await drawer.waitFor({ state: 'hidden' });
  await page.waitForURL('**/calls');
  expect(errors).toEqual([]);
  await context.close();
});

test('[A2] in the hand a dialogue fills the page above the phone, what is open of a list covers the list, and both pass axe', async () => {
  const { context, page, errors } = await inHand('zh-CN');
  await goTo(page, '/customers');
  await button(page, zh.ui.exports.start).click();
  const dialog = page.locator('.ant-modal-container');
  await dialog.waitFor();
  await settled(page);
  await picture(page, 'hand-dialog');
  expect(await besideWindow(page)).toEqual([]);
  const [box, bar] = [await dialog.boundingBox(), await page.locator('.phone-bar').boundingBox()];
  expect([box!.x, box!.y, box!.width, Math.round(box!.y + box!.height)]).toEqual([0, 0, 390, Math.round(bar!.y)]);
  const [title, foot] = [
    await dialog.locator('.ant-modal-title').boundingBox(),
    await dialog.locator('.ant-modal-footer').boundingBox(),
  ];
  expect([title!.height < 32, foot!.width > 300, foot!.y > title!.y + 300]).toEqual([true, true, true]);
  expect(await inspect(page)).toEqual([]);
  await goTo(page, samples.call && `/calls?open=${samples.call}`);
  const open = await page.locator('aside.docked').boundingBox();
  expect([open!.x, open!.width]).toEqual([0, 390]);
  expect(await inspect(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test('[A1.1] [A2] in the hand sign-in, desk and customer pass axe; each button of the phone is at least 40 px high', async () => {
  const { context, page } = await newAgentPage(browser, { isHandheld: true });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.goto(office.url);
  await page.locator('input[type=password]').waitFor();
  await readyToWalk(page);
  expect(await findings(page, 'light')).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  await enterBackOffice(page, office.url, '802');
  await readyToWalk(page);
  await settled(page);
  expect(await findings(page, 'light')).toEqual([]);
  const heights = await page
    .locator('.phone-bar')
    .getByRole('button')
    .evaluateAll((parts) =>
      parts.map((part) => [part.getAttribute('aria-label'), part.getBoundingClientRect().height]),
    );
  expect(heights.filter(([, height]) => Number(height) < 40)).toEqual([]);
  await button(page, zh.phone.devices.label).tap();
  await page.getByRole('dialog').getByText(zh.phone.devices.microphone).waitFor();
  await settled(page);
  expect(await besideWindow(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await goTo(page, `/customers/${samples.customer}`);
  expect(await findings(page, 'light')).toEqual([]);
  for (const name of [zh.customers.followUp.title, zh.customers.history.what, zh.customers.card.title]) {
    await page.getByRole('tab', { name, exact: true }).tap();
    await settled(page);
    expect(await besideWindow(page), name).toEqual([]);
  }
  await context.close();
});

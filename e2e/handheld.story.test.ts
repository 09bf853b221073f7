/** A call in the hand, 390 px wide and by touch alone: from the ring to the saved note, with everything between within the window. */
import { mkdirSync } from 'node:fs';
import { zh } from '@bahu/web/text/all.ts';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { handheld, newAgentPage, untilPlaying } from './support/browser.ts';
import { addCaller, openFloor } from './support/floor.ts';
import { customerTone } from './support/phones.ts';
import { picture } from './support/seat.ts';
import { portsFrom } from './support/site.ts';
import { sitePassword } from './support/small-tenant.ts';
import { besideWindow, findings, readyToWalk } from './support/walking.ts';

const ports = portsFrom(16_000);
const { site, phones, browser } = await openFloor(ports, { agents: 2, wrapUpSeconds: 300 });
const { controls, state } = zh.phone;
let page: Page;
let errors: string[];

beforeAll(async () => {
  await addCaller(site);
  ({ page, errors } = await newAgentPage(browser, { isHandheld: true }));
  await page.goto(site.url);
  await page
    .locator('input')
    .first()
    .fill(site.tenant.code + site.tenant.agents[0]!.extension);
  await page.locator('input[type=password]').fill(sitePassword);
  await page.locator('button[type=submit]').tap();
  await bar(state.ready);
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  mkdirSync('test-results', { recursive: true });
  await page.screenshot({ path: `test-results/handheld-${task.name.length}.png` });
});

const bar = (word: string): Promise<void> => page.locator('.state-pill').getByText(word, { exact: true }).waitFor();
const tap = (name: string): Promise<void> =>
  page.locator('.phone-bar').getByRole('button', { name, exact: true }).tap();
/** A button of the call, which takes a finger a moment after it has come. */
const control = async (word: string): Promise<void> => {
  await page.locator('.phone-bar-call[aria-disabled=false]').waitFor();
  await page.locator('.control', { hasText: word }).tap();
};
/** What is before the agent now is within the window, passes axe, and its buttons are in reach of a thumb. */
async function look(name: string): Promise<void> {
  await picture(page, `handheld-${name}`);
  await readyToWalk(page);
  expect([await besideWindow(page), await findings(page, 'light')], name).toEqual([[], []]);
  const box = await page.locator('.phone-bar').boundingBox();
  expect(Math.round(box!.y + box!.height), name).toBe(handheld.height);
}

test('[A1.2] [A2.1] [A2.3] [A2.6] a call is taken in the hand from its ring to the saved note, held and taken back between', async () => {
  await look('ready');
  await phones.call(site.tenant.did, { from: '13900000042' });
  await page.locator('.ring-answer[aria-busy=false]').waitFor();
  await page.locator('.phone-bar').getByText('陈志远').waitFor();
  await look('ringing');
  await page.locator('.phone-bar-call[aria-disabled=false] .ring-answer').tap();
  await bar(state.talking);
  await untilPlaying(page, customerTone);
  await page.locator('[data-field=content] textarea').waitFor();
  await look('talking');
  await control(controls.hold);
  await bar(state.held);
  await control(controls.resume);
  await bar(state.talking);
  await control(controls.pad);
  await page.locator('.dial-pad').getByText('5', { exact: true }).tap();
  await look('keypad');
  await control(controls.pad);
  await control(controls.transfer);
  await page.locator('.transfer-panel').getByText(site.tenant.agents[1]!.name).waitFor();
  await look('transfer');
  await control(controls.transfer);
  await control(controls.hangUp);
  await bar(state.wrapUp);
  await page.locator('[data-field=content] textarea').tap();
  await page.keyboard.insertText('手机上接听，约定明天回访');
  await look('wrap-up');
  await page.locator('.follow-up-save').tap();
  await bar(state.ready);
  const kept = await site.sql(
    `select c.name from follow_ups f join customers c on c.id = f.customer_id where f.content = '手机上接听，约定明天回访'`,
  );
  expect(kept).toEqual([{ name: '陈志远' }]);
  expect(errors).toEqual([]);
});

test('[A2.1] [A2.4] in the hand a number is dialled by the keypad, what was dialled is called again from the latest calls, and the state is chosen', async () => {
  await page.locator('.tab-row').getByRole('tab').first().tap();
  await page.getByRole('button', { name: zh.phone.number.pad }).tap();
  await page.locator('.dial-pad').waitFor();
  await look('number pad');
  for (const key of '13900000041') await page.locator('.dial-pad').getByText(key, { exact: true }).tap();
  await look('dialling');
  await page.locator('.dial-pad-dial').tap();
  await bar(state.talking);
  await control(controls.hangUp);
  await bar(state.wrapUp);
  await tap(state.finishWrapUp);
  await bar(state.ready);
  await page.locator('.tab-row').getByRole('tab').first().tap();
  await page.locator('.recent-line', { hasText: '0041' }).first().getByRole('button').tap();
  await bar(state.talking);
  await control(controls.hangUp);
  await bar(state.wrapUp);
  await page.locator('.state-pill').tap();
  await page.getByRole('menuitem', { name: state.away }).first().tap();
  await tap(state.finishWrapUp);
  await bar(state.away);
  await look('away');
  expect(errors).toEqual([]);
});

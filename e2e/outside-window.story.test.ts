/** The phone outside of its window: the notice of a call with its buttons, the small window, the keys of a headset, a link to a number. */
import { zh } from '@bahu/web/text/all.ts';
import type { BrowserContext, Page, Worker } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { newAgentPage } from './support/browser.ts';
import { addCaller, openFloor } from './support/floor.ts';
import { picture } from './support/seat.ts';
import { portsFrom } from './support/site.ts';
import { findings, readyToWalk } from './support/walking.ts';

const ports = portsFrom(20_000);
const floor = await openFloor(ports, { agents: 1, wrapUpSeconds: 0 });
const { site, phones, browser } = floor;
const { controls, state, mini } = zh.phone;
let context: BrowserContext;
let page: Page;
let errors: string[];

/**
 * In the page, before anything else. A window without a screen is never hidden, has no window above it and no headset: whether it is hidden is said by
 * the test, a popup stands for the small window, and a headset that a test presses has the reports of a corded one.
 */
const stage = `
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => window.__hidden === true });
  window.__hide = (isHidden) => { window.__hidden = isHidden; document.dispatchEvent(new Event('visibilitychange')); };
  Object.defineProperty(window, 'documentPictureInPicture', { configurable: true, value: { requestWindow: async ({ width, height }) => window.open('', '', 'popup,width=' + width + ',height=' + height) } });
  const bit = (usage, isAbsolute = true) => ({ usages: [usage], isAbsolute, reportSize: 1, reportCount: 1 });
  const headset = Object.assign(new EventTarget(), {
    productName: 'Corded', opened: false, sent: [],
    collections: [{ usagePage: 11, inputReports: [{ reportId: 8, items: [bit(0x0b0020), bit(0x0b002f, false)] }], outputReports: [{ reportId: 9, items: [bit(0x080017), bit(0x080009), bit(0x080018)] }] }],
    open: async () => { headset.opened = true; }, close: async () => { headset.opened = false; },
    sendReport: async (id, data) => void headset.sent.push([id, ...data]),
  });
  window.__headset = headset;
  window.__press = (byte) => headset.dispatchEvent(Object.assign(new Event('inputreport'), { reportId: 8, data: new DataView(new Uint8Array([byte]).buffer) }));
  const paired = [];
  Object.defineProperty(navigator, 'hid', { configurable: true, value: Object.assign(new EventTarget(), { getDevices: async () => paired, requestDevice: async () => { paired.push(headset); return [headset]; } }) });
`;

beforeAll(async () => {
  await addCaller(site);
  ({ context, page, errors } = await newAgentPage(browser));
  await page.addInitScript(stage);
  await floor.enter(page);
});

const bar = (word: string): Promise<void> => page.locator('.state-pill').getByText(word, { exact: true }).waitFor();
const hide = (isHidden: boolean): Promise<void> => page.evaluate(`window.__hide(${isHidden})`);
async function ring(from = '13900000042'): Promise<void> {
  await phones.call(site.tenant.did, { from });
  await page.locator('.ring-answer[aria-busy=false]').waitFor();
}
async function hangUp(): Promise<void> {
  await page.keyboard.press('F4');
  await bar(state.ready);
}

interface Shown {
  title: string;
  body: string;
  silent: boolean | null;
  actions: string[];
}
const notices = (): Promise<Shown[]> =>
  page.evaluate<Shown[]>(`(async () => {
    const worker = await navigator.serviceWorker.getRegistration();
    return (await worker?.getNotifications() ?? []).map(({ title, body, silent, actions }) => ({ title, body, silent, actions: actions.map(({ title }) => title) }));
  })()`);
/** A press of a button of the notice: what the browser would tell its worker. */
const press = (worker: Worker, action: string): Promise<void> =>
  worker.evaluate(`(async () => {
    const [notification] = await self.registration.getNotifications();
    self.dispatchEvent(new NotificationEvent('notificationclick', { notification, action: '${action}' }));
  })()`);

test('[A4.4] [A2.1] a call that rings behind other windows is a notice with the caller and two buttons, which answer and decline; it goes when the ringing ends', async () => {
  await page.locator('.own-menu').click();
  await page.getByRole('menuitem', { name: zh.app.menu.notices }).click();
  await page.keyboard.press('Escape');
  await ring();
  expect(await notices()).toEqual([]);
  // The page believes that it is hidden, and the worker sees that it is not: nobody needs a notice.
  await hide(true);
  await expect.poll(() => context.serviceWorkers().length).toBe(1);
  const [worker] = context.serviceWorkers();
  await worker!.evaluate(
    `Object.defineProperty(WindowClient.prototype, 'visibilityState', { configurable: true, get: () => 'hidden' })`,
  );
  await hide(false);
  await hide(true);
  const shown = {
    title: zh.app.notice.call.replace('{{party}}', '陈志远'),
    body: '售后支持',
    silent: true,
    actions: [controls.answer, controls.reject],
  };
  await expect.poll(notices).toEqual([shown]);
  await hide(false);
  await expect.poll(notices).toEqual([]);
  await hide(true);
  await expect.poll(notices).toEqual([shown]);
  await press(worker!, 'answer');
  await bar(state.talking);
  await expect.poll(notices).toEqual([]);
  await hangUp();
  await ring();
  await expect.poll(notices).toHaveLength(1);
  await press(worker!, 'decline');
  await page.locator('.ring-answer').waitFor({ state: 'detached' });
  await expect.poll(notices).toEqual([]);
  await hide(false);
  expect(await page.evaluate(`caches.keys()`)).toEqual([]);
});

test('[A2.1] a masked number is masked in the notice, and who has switched notices off gets none', async () => {
  for (const { id } of await phones.channels()) await phones.hangUp(id).catch(() => undefined);
  await page.locator('.ring-answer').waitFor({ state: 'detached' });
  await site.sql('update roles set masks_numbers = true');
  await page.reload();
  await bar(state.ready);
  await hide(true);
  await ring('13900000077');
  await expect.poll(async () => (await notices()).map(({ title }) => title)).toEqual(['来电 139****0077']);
  await page.locator('.own-menu').click();
  await page.getByRole('menuitem', { name: zh.app.menu.notices }).click();
  await page.keyboard.press('Escape');
  await expect.poll(notices).toEqual([]);
  await hide(false);
  await page.keyboard.press('F2');
  await bar(state.talking);
  await hangUp();
  await site.sql('update roles set masks_numbers = false');
});

test('[A2.1] [A2.6] the small window shows the call and has its buttons; it goes with the call when that is wanted', async () => {
  await page.reload();
  await bar(state.ready);
  const opened = context.waitForEvent('page');
  await page.getByRole('button', { name: mini.open }).click();
  const small = await opened;
  const key = (name: string) => small.getByRole('button', { name, exact: true });
  await small.getByText(mini.noCall).waitFor();
  await ring();
  await small.getByText('陈志远').waitFor();
  await key(controls.answer).click();
  await bar(state.talking);
  await key(controls.mute).click();
  await page.locator('.state-pill').getByText(state.muted, { exact: true }).waitFor();
  await key(controls.unmute).click();
  await key(controls.hold).click();
  await bar(state.held);
  await picture(small, 'mini-phone');
  await readyToWalk(small, 'main');
  expect(await findings(small, 'light')).toEqual([]);
  await key(controls.resume).click();
  await bar(state.talking);
  await key(controls.hangUp).click();
  await bar(state.ready);
  await small.getByText(mini.noCall).waitFor();
  await page.goto(`${site.url}/desk-settings`);
  await page.locator('[data-setting=closesMiniPhone]').getByRole('switch').click();
  await page.getByRole('button', { name: zh.deskSettings.save, exact: true }).click();
  await page.locator('.toasts').getByText(zh.deskSettings.saved).waitFor();
  const again = context.waitForEvent('page');
  await page.getByRole('button', { name: mini.open }).click();
  const gone = (await again).waitForEvent('close');
  await ring();
  await page.keyboard.press('F2');
  await bar(state.talking);
  await hangUp();
  await gone;
  await page.getByRole('button', { name: mini.open }).waitFor();
});

test('[A4.5] a headset is paired once, shows the call by its lights, and its keys answer, mute and end it', async () => {
  await page.goto(`${site.url}/desk-settings`);
  await page.getByRole('button', { name: zh.deskSettings.device.headsetPair, exact: true }).click();
  await page.getByText(zh.deskSettings.device.headsetPaired.replace('{{names}}', 'Corded')).waitFor();
  const lit = () => page.evaluate<number[] | undefined>('window.__headset.sent.at(-1)');
  await ring();
  await expect.poll(lit).toEqual([9, 4]);
  await page.evaluate('window.__press(1)');
  await bar(state.talking);
  await expect.poll(lit).toEqual([9, 1]);
  await page.evaluate('(window.__press(3), window.__press(1))');
  await page.locator('.state-pill').getByText(state.muted, { exact: true }).waitFor();
  await expect.poll(lit).toEqual([9, 3]);
  await page.evaluate('(window.__press(3), window.__press(1))');
  await expect.poll(lit).toEqual([9, 1]);
  // A hook that comes back at once would be a key that springs back.
  await page.waitForTimeout(600);
  await page.evaluate('window.__press(0)');
  await bar(state.ready);
  await expect.poll(lit).toEqual([9, 0]);
});

test('[A2.1] a link to a number fills the number box and calls nobody; loaded anew, the page does not bring it back', async () => {
  const calls = () => site.sql('select 1 from calls');
  const before = (await calls()).length;
  await page.goto(`${site.url}/?dial=${encodeURIComponent('tel:+86-139-0000-0041')}`);
  const box = page.locator('.number-box input');
  await expect.poll(() => box.inputValue()).toBe('+86-139-0000-0041');
  expect(await box.evaluate((own) => own.matches(':focus'))).toBe(true);
  expect(new URL(page.url()).search).toBe('');
  await page.reload();
  await bar(state.ready);
  expect([await box.inputValue(), (await calls()).length]).toEqual(['', before]);
  await page.goto(`${site.url}/?dial=${encodeURIComponent('tel:+86-139-0000-0041')}`);
  await expect.poll(() => box.inputValue()).toBe('+86-139-0000-0041');
  await bar(state.ready);
  await page.keyboard.press('Enter');
  await bar(state.talking);
  await hangUp();
  expect(errors).toEqual([]);
});

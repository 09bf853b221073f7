/** The back office without a mouse: everything below is done by keys alone. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { demoPassword, startBackOffice, type BackOffice } from './support/back-office.ts';
import { launchBrowser, newAgentPage } from './support/browser.ts';

const port = 19_800;
let office: BackOffice;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let errors: string[];

beforeAll(async () => {
  office = await startBackOffice(port);
  browser = await launchBrowser();
  ({ context, page, errors } = await newAgentPage(browser));
  await page.goto(office.url);
  await page.locator('input[type=password]').waitFor();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    await page
      .screenshot({ path: `test-results/keyboard-${task.name.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 40)}.png` })
      .catch(() => undefined);
});
afterAll(async () => {
  await context?.close();
  await browser?.close();
  await office?.stop();
});

/** What has the focus, as a screen reader would name it. */
const focused = (): Promise<string> =>
  page.evaluate(`(() => {
  const at = document.activeElement;
  if (!at || at === document.body) return '';
  const around = at.closest('label');
  const named = at.id ? document.querySelector('label[for="' + CSS.escape(at.id) + '"]') : null;
  return (at.getAttribute('aria-label') || named?.textContent || around?.textContent || at.textContent || at.getAttribute('placeholder') || at.tagName).trim();
})()`);

/** Presses Tab until something of that name has the focus. */
async function tabTo(name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let i = 0; i < 120; i++) {
    const at = await focused();
    if (i > 0 && name.test(at)) return;
    passed.push(at.slice(0, 20));
    await page.keyboard.press(key);
  }
  throw new Error(`Tab reaches nothing like ${name}; it passed ${passed.join(' · ')}`);
}

/** To a page by the search box. */
async function goTo(words: string, path: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(words);
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === path);
  await page.locator('main tbody tr, main [role=treeitem]').first().waitFor();
}

test('[A1.1] one signs in', async () => {
  await page.locator('input').first().focus();
  await page.keyboard.type('100001800');
  await page.keyboard.press('Tab');
  await page.keyboard.type(demoPassword);
  await page.keyboard.press('Enter');
  await page.locator('nav.rail').waitFor();
});

test('[A2.1] the desk says why it shows no queues and no phone while the telephone service is away', async () => {
  await page.locator('.workbench-queues').getByText('电话服务正在恢复，恢复后自动显示').waitFor();
  await page.locator('.hello').getByText('电话服务正在恢复').waitFor();
  expect(await page.locator('main .skeleton').count()).toBe(0);
});

test('[U2] a user is found, added with a password that is shown once, and changed', async () => {
  await goTo('坐席', '/users');
  await tabTo(/^添加坐席$/);
  await page.keyboard.press('Enter');
  await page.locator('.entity-editor:not([aria-busy])').waitFor();
  await expect.poll(focused).toMatch(/^分机号/);
  await page.keyboard.type('441');
  await tabTo(/^姓名/);
  await page.keyboard.type('温若溪');
  await page.keyboard.press('Control+s');
  await page.getByText('只显示这一次').waitFor();
  await tabTo(/^已保存/);
  await page.keyboard.press('Enter');
  await page.getByText('只显示这一次').waitFor({ state: 'detached' });
  await page.keyboard.press('/');
  await page.keyboard.type('wrx');
  await expect.poll(() => page.locator('main tbody tr').count()).toBe(1);
  await tabTo(/温若溪/);
  await page.keyboard.press('Enter');
  await page.locator('.entity-editor:not([aria-busy])').waitFor();
  await tabTo(/^登录名/);
  await page.keyboard.type('wenruoxi');
  await page.keyboard.press('Control+s');
  await page.getByText('坐席已保存').waitFor();
});

test('[U2] rows are selected and changed together', async () => {
  await goTo('坐席', '/users');
  await expect.poll(() => page.locator('main tbody tr').count()).toBeGreaterThan(5);
  await tabTo(/温若溪/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.getByText(/已选 2 位/).waitFor();
  await tabTo(/^批量调整$/);
  await page.keyboard.press('Enter');
  await page.getByText('批量调整 2 位坐席').waitFor();
  await tabTo(/^内线坐席$/);
  await page.keyboard.press('Space');
  await tabTo(/^调整 2 位$/);
  await page.keyboard.press('Enter');
  await page.getByText('已调整 2 位坐席').waitFor();
});

test('[U2] [U3] the list is narrowed to a department, which is chosen in the tree and holds those below it', async () => {
  await goTo('坐席', '/users');
  const active = page.locator('.choices .choice.is-at');
  /** One step in the list from where it stands. */
  const choose = async (key: string): Promise<void> => {
    await tabTo(/^部门/);
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: '客服中心 / 售前组', exact: true }).waitFor();
    await page.waitForTimeout(400);
    const before = await active.allTextContents();
    await expect
      .poll(async () => {
        if (String(await active.allTextContents()) === String(before)) await page.keyboard.press(key);
        await page.waitForTimeout(100);
        return String(await active.allTextContents()) !== String(before);
      })
      .toBe(true);
    await page.keyboard.press('Enter');
    // While it goes away it would be taken for the next one.
    await page.locator('.choices').waitFor({ state: 'detached' });
  };
  const extensions = async () =>
    (await page.locator('main tbody tr').allTextContents()).map((row) => /[4-8]\d\d/.exec(row)?.[0]);
  await choose('ArrowDown');
  await expect.poll(extensions).toEqual(['802', '803', '804', '807']);
  await choose('ArrowUp');
  await expect.poll(extensions).toEqual(['800', '801', '802', '803', '804', '805', '806', '807', '808']);
});

test('[C1] columns are chosen', async () => {
  await tabTo(/显示的列/);
  await page.keyboard.press('Enter');
  await page.getByText('恢复默认').waitFor();
  await tabTo(/^登录名/);
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await page.getByRole('columnheader', { name: '登录名' }).waitFor();
});

test('[U3] a department moves among its siblings and back', async () => {
  await goTo('部门', '/departments');
  // Other pages have a tree beside their list.
  const lines = page.locator('.movable-tree').getByRole('treeitem');
  const names = () => lines.evaluateAll((items) => items.map((item) => item.textContent ?? ''));
  await expect.poll(async () => (await names()).length).toBeGreaterThan(2);
  const before = await names();
  const at = before.findIndex((name) => name.includes('售前组'));
  await tabTo(/客服中心/);
  for (let i = 0; i < at; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(names).not.toEqual(before);
  // The row moves at once, its undoing is offered when the server has answered.
  await page.getByRole('button', { name: '撤销' }).waitFor();
  await tabTo(/^撤销$/);
  await page.keyboard.press('Enter');
  await expect.poll(names).toEqual(before);
});

test('[P4] an entry of the audit log is opened and closed', async () => {
  await goTo('审计日志', '/audit');
  await tabTo(/周明远/);
  await page.keyboard.press('Enter');
  await page.locator('aside:not([aria-busy]), [role=dialog]').last().waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => new URL(page.url()).searchParams.has('open')).toBe(false);
});

test('nothing broke on the way', () => {
  expect(errors).toEqual([]);
});

/** Queues in a real browser: added with members and a menu for whom they do not keep, changed, shown as they are now, and taken back when deleted. */
import { zh } from '@bahu/web/text/all.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBackOffice, type BackOffice } from './support/back-office.ts';
import { launchBrowser } from './support/browser.ts';
import { picture, takeSeat, type Seat } from './support/seat.ts';

let office: BackOffice;
let browser: Browser;
beforeAll(async () => {
  [office, browser] = await Promise.all([startBackOffice(19_992), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await office.stop();
});

const words = zh.queues;
const enter = (extension: string, address: string, language: 'zh-CN' | 'en-US' = 'zh-CN'): Promise<Seat> =>
  takeSeat({ browser, office }, extension, address, { language });
const row = (page: Page, name: string) => page.locator('main tbody tr', { hasText: name });
const field = (page: Page, name: string) => page.locator(`[data-field=${name}]`);
const choose = async (page: Page, name: string, option: string): Promise<void> => {
  await field(page, name).locator('.ant-select').click();
  await page.locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).click();
};
const stored = async (number: string) =>
  (
    await office.sql<{ overflow: string; says_agent: boolean; agent_after_file: string | null; members: number }>(
      `select overflow, says_agent, agent_after_file, (select count(*)::int from queue_members m where m.queue_id = q.id) as members
       from queues q where number = $1`,
      [number],
    )
  )[0];

test('[U5] a queue is added whose callers go on to a menu, and what is said around the number of the agent is chosen', async () => {
  const { page, errors } = await enter('800', '/queues');
  await row(page, '售前咨询').waitFor();
  await page.getByRole('button', { name: words.create }).first().click();
  await field(page, 'name').locator('input').fill('投诉专线');
  await field(page, 'number').locator('input').fill('930');
  await choose(page, 'overflow', words.toMenu.replace('{{name}}', '主导航'));
  await field(page, 'saysAgent').getByRole('switch').click();
  await choose(page, 'agentBeforeFile', words.files['agent-before']);
  await picture(page, 'queue-form-zh');
  await page.keyboard.press('Control+s');
  await row(page, '投诉专线').waitFor();
  const [menu] = await office.sql<{ id: string }>("select id from menus where name = '主导航'");
  expect(await stored('930')).toEqual({
    overflow: `menu/${menu!.id}`,
    says_agent: true,
    agent_after_file: 'agent-after',
    members: 0,
  });

  // A number that another one has is said at its field, and nothing is lost.
  await page.getByRole('button', { name: words.create }).first().click();
  await field(page, 'name').locator('input').fill('第二条');
  await field(page, 'number').locator('input').fill('930');
  await page.keyboard.press('Control+s');
  await field(page, 'number').getByText(zh.errors['queue.number-taken']).waitFor();
  expect(errors).toEqual([]);
});

test('[U5] an open queue is changed, says how it stands, and comes back after it was deleted', async () => {
  const [queue] = await office.sql<{ id: string }>("select id from queues where number = '903'");
  const { page, errors } = await enter('800', `/queues?open=${queue!.id}`, 'en-US');
  await field(page, 'targetSeconds').locator('input').fill('25');
  await page.keyboard.press('Control+s');
  const targetOf = async () =>
    (await office.sql<{ target_seconds: number }>("select target_seconds from queues where number = '903'"))[0]!;
  await expect.poll(targetOf).toEqual({ target_seconds: 25 });
  await picture(page, 'queue-open-en');
  expect(errors).toEqual([]);

  const other = await enter('800', '/queues');
  await other.page.getByRole('button', { name: words.create }).first().click();
  await field(other.page, 'name').locator('input').fill('临时队列');
  await field(other.page, 'number').locator('input').fill('931');
  await other.page.keyboard.press('Control+s');
  await row(other.page, '临时队列').click();
  await other.page.getByRole('button', { name: words.delete, exact: true }).click();
  await row(other.page, '临时队列').waitFor({ state: 'detached' });
  await other.page.locator('.toasts').getByRole('button', { name: zh.app.toast.undo }).click();
  await row(other.page, '临时队列').waitFor();
  expect(other.errors).toEqual([]);
});

test('[U5] [U1] who only reads queues sees them without a button to add or delete one', async () => {
  const { page, errors } = await enter('807', '/queues');
  await row(page, '售前咨询').click();
  await page.locator('.entity-editor').waitFor();
  expect(await page.getByRole('button', { name: words.create }).count()).toBe(0);
  expect(await page.getByRole('button', { name: words.delete, exact: true }).count()).toBe(0);
  expect(errors).toEqual([]);
});

/** The day of an agent by keyboard alone: from the ring to being ready for the next call, with a note. */
import { mkdirSync } from 'node:fs';
import { newId } from '@bahu/server/kernel/ids.ts';
import { zh } from '@bahu/web/text/all.ts';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { newAgentPage } from './support/browser.ts';
import { addCaller, openFloor } from './support/floor.ts';
import { portsFrom } from './support/site.ts';
import { inspect, readyToWalk } from './support/walking.ts';

const ports = portsFrom(12_000);
const floor = await openFloor(ports, { agents: 1, wrapUpSeconds: 300, otherQueue: '售后' });
const { site, phones, browser } = floor;
let page: Page;
let errors: string[];

beforeAll(async () => {
  await addCaller(site);
  ({ page, errors } = await newAgentPage(browser));
  await page.addInitScript(countKeys);
  await floor.enter(page);
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  mkdirSync('test-results', { recursive: true });
  await page.screenshot({ path: `test-results/agent-day-${task.name.length}.png` });
});

/** In the page: each key that goes down, those held for a chord among them. */
const countKeys = `
  window.__keys = 0;
  addEventListener('keydown', (event) => { if (!event.repeat) window.__keys += 1; }, true);
`;
const keys = (): Promise<number> => page.evaluate('window.__keys');
const tabs = (): Promise<string[]> => page.locator('.tab-row [role=tab]').allTextContents();
const bar = (word: string): Promise<void> => page.locator('.state-pill').getByText(word, { exact: true }).waitFor();
const focused = (): Promise<string | null> =>
  page.evaluate(`document.activeElement.closest('[data-field]')?.dataset.field ?? null`);
const words = zh.customers.followUp;

/** A call that is answered, noted, hung up and done with: how many keys that took beside the text of the note. */
async function work(from: string, note: string): Promise<number> {
  await phones.call(site.tenant.did, { from });
  await page.locator('.ring-answer[aria-busy=false]').waitFor();
  const before = await keys();
  await page.keyboard.press('F2');
  await expect.poll(focused).toBe('content');
  await page.keyboard.insertText(note);
  await page.keyboard.press('F4');
  await page.getByRole('button', { name: words.saveAndNext }).waitFor();
  await page.keyboard.press('Control+Enter');
  await bar(zh.phone.state.ready);
  return (await keys()) - before;
}
const noted = (note: string) =>
  site.sql<{ name: string; phone: string; isOfCall: boolean }>(
    `select c.name, c.phone, (select l.customer_id = c.id from calls l where l.id = f.call_id) as "isOfCall"
       from follow_ups f join customers c on c.id = f.customer_id where f.content = $1`,
    [note],
  );

test('[A2.3] [A2.4] from the ring to ready a call with a note takes at most four keys beside its text: the caret stands in the note, one key saves, ends after-call work and closes the tab', async () => {
  expect(await work('13900000042', '约定明天送达')).toBeLessThanOrEqual(4);
  expect(await noted('约定明天送达')).toEqual([{ name: '陈志远', phone: '+8613900000042', isOfCall: true }]);
  expect((await tabs()).length).toBe(1);
  expect(errors).toEqual([]);
});

test('[A2.3] [C1] with as many keys an unknown caller becomes a customer by the one save of the note, and the call is theirs', async () => {
  expect(await work('13900000077', '第一次来电，问价格')).toBeLessThanOrEqual(4);
  expect(await noted('第一次来电，问价格')).toEqual([{ name: '来电 0077', phone: '+8613900000077', isOfCall: true }]);
  expect((await tabs()).length).toBe(1);
  expect(errors).toEqual([]);
});

test('[A2.3] a note that is saved in mid-call leaves the page; after the call the same key ends the after-call work alone', async () => {
  await phones.call(site.tenant.did, { from: '13900000078' });
  await page.locator('.ring-answer[aria-busy=false]').waitFor();
  await page.keyboard.press('F2');
  await expect.poll(focused).toBe('content');
  await page.keyboard.insertText('通话中先记下');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => noted('通话中先记下')).toHaveLength(1);
  await page.getByRole('heading', { name: '来电 0078' }).waitFor();
  expect(await page.locator('[data-field=content] textarea').inputValue()).toBe('');
  await page.keyboard.press('F4');
  await page.getByRole('button', { name: words.next, exact: false }).waitFor();
  await page.keyboard.press('Control+Enter');
  await bar(zh.phone.state.ready);
  expect((await tabs()).length).toBe(1);
  expect(
    await site.sql(
      `select 1 from follow_ups where customer_id in (select id from customers where phone = '+8613900000078')`,
    ),
  ).toHaveLength(1);
  expect(errors).toEqual([]);
});

test('[A2.3] service and state of a note are chosen by digits where nothing is typed, phrases of before by a click, and the channel of a call is not asked', async () => {
  await phones.call(site.tenant.did, { from: '13900000042' });
  await page.locator('.ring-answer[aria-busy=false]').waitFor();
  await page.keyboard.press('F2');
  await expect.poll(focused).toBe('content');
  await page.keyboard.insertText('改成 ');
  await page.keyboard.press('2');
  expect(await page.locator('[data-field=content] textarea').inputValue()).toBe('改成 2');
  await page.keyboard.press('Escape');
  await page.keyboard.press('2');
  await page.keyboard.press('8');
  await page.getByRole('button', { name: '约定明天送达' }).click();
  await expect.poll(focused).toBe('content');
  expect(await page.locator('[data-field=channel]').count()).toBe(0);
  await page.keyboard.press('F4');
  await page.getByRole('button', { name: words.saveAndNext }).waitFor();
  await page.keyboard.press('Control+Enter');
  await bar(zh.phone.state.ready);
  const kept = await site.sql(
    `select service_type, current_state, channel from follow_ups where content = '改成 2，约定明天送达'`,
  );
  expect(kept).toEqual([{ service_type: 'order', current_state: 'done', channel: 'phone' }]);
  expect(errors).toEqual([]);
});

test('[A2.3] one key hangs up, saves the note and goes on, so that a call with a note takes two keys beside its text', async () => {
  await phones.call(site.tenant.did, { from: '13900000079' });
  await page.locator('.ring-answer[aria-busy=false]').waitFor();
  const before = await keys();
  await page.keyboard.press('F2');
  await expect.poll(focused).toBe('content');
  await page.keyboard.insertText('一键完成');
  await page.getByText(words.hangUpAndNext).waitFor();
  await page.keyboard.press('F8');
  await bar(zh.phone.state.ready);
  expect((await keys()) - before).toBe(2);
  await expect.poll(() => noted('一键完成')).toHaveLength(1);
  expect((await tabs()).length).toBe(1);
  expect(errors).toEqual([]);
});

test('[U5] [U1] queues that one is not signed in to stand in a menu of the bar', async () => {
  await readyToWalk(page, '.phone-bar');
  await page.locator('.ready-line [aria-haspopup=menu]').click();
  await page.getByRole('menuitem', { name: '售后' }).waitFor();
  expect(await inspect(page)).toEqual([]);
});

test('[A2.3] [U1] calls without a note leave the shown tab and the last one behind, not ten; what does not fit stands in a menu, others are closed at once, and the last one closed comes back by a key', async () => {
  for (const from of ['13900000081', '13900000082', '13900000083']) {
    await phones.call(site.tenant.did, { from });
    await page.locator('.ring-answer[aria-busy=false]').waitFor();
    await page.keyboard.press('F2');
    await expect.poll(focused).toBe('content');
    await page.keyboard.press('F4');
    await page.getByRole('button', { name: zh.phone.state.finishWrapUp, exact: true }).click();
    await bar(zh.phone.state.ready);
  }
  await expect.poll(async () => (await tabs()).map((tab) => tab.slice(-4))).toEqual(['工作台', '0082', '0083']);
  await page.evaluate(`(() => {
    const key = Object.keys(sessionStorage).find((one) => one.startsWith('bahu.tabs.'));
    const tabs = Array.from({ length: 14 }, (_, at) => ({ href: '/customers/' + at, title: '客户资料' + at, callId: null }));
    sessionStorage.setItem(key, JSON.stringify(tabs));
  })()`);
  await page.goto(site.url);
  const more = page.locator('.tab-more');
  await more.waitFor();
  const hidden = Number(/\d+/.exec((await more.textContent()) ?? '')?.[0]);
  expect(hidden).toBeGreaterThan(3);
  await readyToWalk(page);
  await more.click();
  expect(await inspect(page)).toEqual([]);
  await more.click();
  await page.getByRole('menuitem', { name: '客户资料13' }).click();
  await page.locator('.tab.is-shown', { hasText: '客户资料13' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: zh.app.tabs.closeOthers, exact: true }).click();
  await expect.poll(async () => (await tabs()).length).toBe(2);
  await page.keyboard.press('Control+Shift+T');
  await expect.poll(async () => (await tabs()).length).toBe(3);
  expect(await page.locator('.tab.is-shown').textContent()).toContain('客户资料12');
});

test('[C8] [A2.1] a caller who hangs up in the queue is a to-do at once, is reached by 现在拨打, and the record closes by itself', async () => {
  await page.goto(site.url);
  await page.locator('.state-pill').click();
  await page.getByRole('menuitem', { name: zh.phone.state.away }).first().click();
  await bar(zh.phone.state.away);
  const caller = await phones.call(site.tenant.did, { from: '13900000091' });
  const waiting = () =>
    site.sql(
      "select 1 from live_state where kind = 'call' and state ->> 'phase' = 'queued' and state ->> 'number' like '%0091'",
    );
  await expect.poll(waiting).toHaveLength(1);
  await phones.hangUp(caller);
  const notice = page.locator('.toast', { hasText: '0091' });
  await notice.getByRole('button', { name: zh.app.callNow }).click();
  await bar(zh.phone.state.talking);
  await page.keyboard.press('F4');
  await page.getByRole('button', { name: zh.phone.state.finishWrapUp, exact: true }).first().click();
  await bar(zh.phone.state.away);
  await page.goto(`${site.url}/missed-calls?closed=true`);
  await page.locator('main tbody tr', { hasText: '0091' }).getByText(zh.missedCalls.reached).waitFor();
  const [record] = await site.sql(
    `select m.tries, c.direction from missed_calls m join calls c on c.id = m.reached_call_id where m.number = '+8613900000091'`,
  );
  expect(record).toEqual({ tries: 1, direction: 'outbound' });
  await page.goto(site.url);
  await page.locator('.state-pill').click();
  await page.getByRole('menuitem', { name: zh.phone.state.ready }).first().click();
  await bar(zh.phone.state.ready);
  expect(errors).toEqual([]);
});

test('[A2.3] the bar of a call that rings says who it is: how often they called, what was noted last, whose they are', async () => {
  await site.sql(`update customers set owner_id = $1 where phone = '+8613900000042'`, [site.tenant.agents[0]!.id]);
  await phones.call(site.tenant.did, { from: '13900000042' });
  const line = page.locator('.facts-line');
  await line.getByText(zh.phone.line.callsOfMonth_other.replace('{{shown}}', '2'), { exact: true }).waitFor();
  await line.getByText('改成 2，约定明天送达').waitFor();
  await line.getByText(site.tenant.agents[0]!.name).waitFor();
  await page.keyboard.press('F4');
  await bar(zh.phone.state.ready);
});

test('[A2.3] [U5] from the ring to ready a call whose code is required takes at most four keys beside the text of the note', async () => {
  const { tenantId } = site.tenant;
  const groups = [newId(), newId()];
  for (const [at, id] of groups.entries()) {
    await site.sql(
      `insert into wrap_up_groups (tenant_id, id, name, position, is_required) values ($1, $2, $3, $4, true)`,
      [tenantId, id, `小结${at + 1}`, at + 1],
    );
    for (const position of [1, 2, 3])
      await site.sql(
        `insert into wrap_up_codes (tenant_id, id, group_id, name, position) values ($1, $2, $3, $4, $5)`,
        [tenantId, newId(), id, `结果${at + 1}${position}`, position],
      );
  }
  await phones.call(site.tenant.did, { from: '13900000042' });
  await page.locator('.ring-answer[aria-busy=false]').waitFor();
  const before = await keys();
  await page.keyboard.press('F2');
  await expect.poll(focused).toBe('content');
  await page.keyboard.insertText('要选小结');
  await page.getByText(zh.wrapUpCodes.choice.required).waitFor();
  await page.keyboard.press('F8');
  await page.getByText(zh.wrapUpCodes.choice.askedHint).waitFor();
  await page.keyboard.press('2');
  await page.keyboard.press('1');
  await bar(zh.phone.state.ready);
  expect((await keys()) - before).toBeLessThanOrEqual(4);
  await expect.poll(() => noted('要选小结')).toHaveLength(1);
  expect(
    await site.sql(
      'select w.name from wrap_up_choices c join wrap_up_codes w on w.tenant_id = c.tenant_id and w.id = c.code_id',
    ),
  ).toEqual([{ name: '结果21' }]);
  expect(errors).toEqual([]);
});

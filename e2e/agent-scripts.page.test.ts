/** What an agent says of a call: a script read by keys beside the customer, and a wrap-up code chosen by two keys, late ones marked. */
import type { Browser, Page } from 'playwright-core';
import { newId } from '@bahu/server/kernel/ids.ts';
import { zh } from '@bahu/web/text/all.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterBackOffice, startBackOffice, type BackOffice } from './support/back-office.ts';
import { launchBrowser, newAgentPage } from './support/browser.ts';
import { inspect, readyToWalk } from './support/walking.ts';

let office: BackOffice;
let browser: Browser;
let page: Page;
let errors: string[];
let customerId: string;
let callId: string;
beforeAll(async () => {
  [office, browser] = await Promise.all([startBackOffice(19_984), launchBrowser()]);
  ({ page, errors } = await newAgentPage(browser));
  await enterBackOffice(page, office.url, '802');
  ({ customerId, callId } = await talk());
});
afterAll(async () => {
  await browser.close();
  await office.stop();
});

const code = zh.wrapUpCodes;

/** A call of 802 in the queue 901 with one of their customers, which was over ten minutes ago. */
async function talk(): Promise<{ customerId: string; callId: string }> {
  const id = newId(Date.now() - 900_000);
  const [row] = await office.sql<{ customerId: string }>(
    `with own as (select a.tenant_id, a.id from agents a where a.extension = '802'),
      customer as (select c.id, c.phone from customers c, own where c.owner_id = own.id order by c.created_at desc limit 1),
      call as (
        insert into calls (tenant_id, id, direction, started_at, answered_at, ended_at, number, own_number, customer_id, agent_id, queue_id, outcome)
        select own.tenant_id, $1, 'inbound', now() - interval '15 minutes', now() - interval '14 minutes', now() - interval '10 minutes', customer.phone,
          '+864000000800', customer.id, own.id, q.id, 'connected' from own, customer, queues q where q.number = '901' returning tenant_id, id, agent_id, queue_id, customer_id)
     insert into call_segments (tenant_id, call_id, seq, kind, is_main, agent_id, queue_id, started_at, answered_at, ended_at, begun_by, ended_by)
     select tenant_id, id, 1, 'agent', true, agent_id, queue_id, now() - interval '14 minutes', now() - interval '14 minutes', now() - interval '10 minutes', 'queue', 'other' from call
     returning (select customer_id from call) as "customerId"`,
    [id],
  );
  return { customerId: row!.customerId, callId: id };
}

test('[B] a script is begun beside the customer and answered by keys: answers lead on, fill the customer’s field, stand there after a reload, and are taken back', async () => {
  await page.goto(`${office.url}/customers/${customerId}?call=${callId}`);
  const panel = page.locator('.script-panel');
  await panel.getByRole('button', { name: '售前接待' }).click();
  await panel.getByText(/我是林晓雨/).waitFor();
  await page.keyboard.press('Alt+j');
  await page.keyboard.press('1');
  await panel.getByText(/预算大约/).waitFor();
  await page.keyboard.type('12000');
  await page.keyboard.press('Enter');
  await panel.getByText(/判断客户等级/).waitFor();
  await readyToWalk(page);
  expect(await inspect(page)).toEqual([]);
  await page.reload();
  await panel.getByText(/判断客户等级/).waitFor();
  await panel.getByRole('button', { name: zh.scripts.run.back }).click();
  await panel.getByText(/预算大约/).waitFor();
  const kept = await office.sql<{ fields: object }>('select fields from customers where id = $1', [customerId]);
  expect(JSON.stringify(kept[0]!.fields)).toContain('12000');
  expect(errors).toEqual([]);
});

test('[B] [A2.8] a required code is asked for, chosen by a key for its group and one for itself, marked as late behind the call, and found in the list', async () => {
  await page.goto(`${office.url}/calls?codes=missing`);
  await page.locator('main tbody tr').first().waitFor();
  await page.goto(`${office.url}/customers/${customerId}?call=${callId}`);
  const choice = page.getByRole('group', { name: code.choice.label });
  await choice.getByText(code.choice.required).waitFor();
  await page.keyboard.press('Alt+c');
  await page.keyboard.press('2');
  await choice.getByText('约定再联系').waitFor();
  await readyToWalk(page);
  expect(await inspect(page)).toEqual([]);
  // The look has taken the focus along.
  await page.reload();
  await choice.getByText(code.choice.required).waitFor();
  for (const key of ['Alt+c', '2', '4']) await page.keyboard.press(key);
  await choice.getByRole('button', { name: '购买意向 / 没有需求' }).waitFor();
  await choice.getByText(code.choice.late).waitFor();
  await choice.getByRole('button', { name: '购买意向 / 没有需求' }).click();
  await page.keyboard.type('ydzlx');
  await page.keyboard.press('Enter');
  await choice.getByRole('button', { name: '购买意向 / 约定再联系' }).waitFor();

  await page.goto(`${office.url}/calls?codes=late&open=${callId}`);
  await page.locator('main tbody tr').first().waitFor();
  const drawer = page.locator('.call-drawer');
  await drawer.getByText('购买意向 / 约定再联系').first().waitFor();
  await drawer.getByRole('list', { name: code.ofCall.history }).getByText('没有需求').waitFor();
  expect(errors).toEqual([]);
});

test('[B] the steps of a script are edited with what is wrong beside each, previewed, saved and published', async () => {
  const { page: admin, errors: failures } = await newAgentPage(browser);
  await enterBackOffice(admin, office.url, '800');
  await admin.goto(`${office.url}/scripts`);
  await admin.locator('main tbody tr', { hasText: '客户回访' }).click();
  const form = admin.locator('.entity-editor');
  const words = zh.scripts;
  const first = form.getByRole('listitem', { name: '回访' });
  const text = first.getByRole('textbox', { name: words.step.text });
  await text.fill('您好，{{customer.age}}');
  await first.getByText(words.rules['unknown-variable'].replace('{{about}}', 'customer.age')).waitFor();
  await text.fill('您好，{{customer.name}}，方便吗？');
  const preview = form.getByRole('region', { name: words.preview });
  await preview.getByText('您好，【customer.name】，方便吗？').waitFor();
  await preview.getByRole('button', { name: '不方便' }).click();
  await preview.getByText(/哪天再打给您/).waitFor();
  await admin.keyboard.press('Control+s');
  await admin.locator('main tbody tr', { hasText: '客户回访' }).getByText(words.changed).waitFor();
  await admin.locator('main tbody tr', { hasText: '客户回访' }).click();
  await form.getByRole('button', { name: words.publish }).click();
  await form.getByText(words.number.replace('{{number}}', '2')).first().waitFor();
  await readyToWalk(admin);
  // Escape closes the form at the end of it.
  expect(await inspect(admin)).toEqual([]);
  expect(failures).toEqual([]);
});

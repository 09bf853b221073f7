/** A hidden number on the customer's page: shown when its button is pressed, for this visit, to those alone who may. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { enterBackOffice, startBackOffice, type BackOffice } from './support/back-office.ts';
import { launchBrowser, newAgentPage } from './support/browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let office: BackOffice;
let browser: Browser;
beforeAll(async () => {
  office = await startBackOffice(19_760);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

const fetched = <T>(page: Page, method: string, url: string, body?: object): Promise<T> =>
  page.evaluate(
    async ([how, where, what]) =>
      (
        await fetch(where!, {
          method: how!,
          ...(what && { body: what, headers: { 'content-type': 'application/json' } }),
        })
      ).json() as Promise<T>,
    [method, url, body && JSON.stringify(body)] as const,
  );

async function open(
  language: 'zh-CN' | 'en-US',
  theme: 'light' | 'dark',
): Promise<{ page: Page; path: string; close(): Promise<void> }> {
  const { context, page } = await newAgentPage(browser, { language, width: 1366, height: 768 });
  await page.emulateMedia({ colorScheme: theme });
  await enterBackOffice(page, office.url, '802');
  const { items } = await fetched<{ items: { id: string }[] }>(page, 'GET', '/api/customers?limit=1');
  const path = `/customers/${items[0]!.id}`;
  await page.goto(office.url + path);
  await page.locator('.customer-head').waitFor();
  return { page, path, close: () => context.close() };
}

/** Takes the picture where somebody wants to look at it. */
const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['BAHU_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
};

test('[U1] [C2] a hidden number is shown to an agent who may see it, until they leave the page', async () => {
  const masked = /^1\d\d\*{4}\d{4}$/;
  const before = await open('zh-CN', 'light');
  expect(await before.page.locator('.customer-head .customer-number').textContent()).toMatch(masked);
  expect(await before.page.getByRole('button', { name: '显示号码' }).count()).toBe(0);
  await before.close();

  const admin = await newAgentPage(browser, { language: 'zh-CN' });
  await enterBackOffice(admin.page, office.url, '800');
  const { items: roles } = await fetched<{
    items: { id: string; code: string; version: number; permissions: string[] }[];
  }>(admin.page, 'GET', '/api/roles');
  const role = roles.find(({ code }) => code === 'agent')!;
  await fetched(admin.page, 'PATCH', `/api/roles/${role.id}`, {
    version: role.version,
    permissions: [...role.permissions, 'customer.reveal-number'],
  });

  for (const [language, theme, label, noted] of [
    ['zh-CN', 'light', '显示号码', '已记入审计日志'],
    ['en-US', 'dark', 'Show number', 'Noted in the audit log'],
  ] as const) {
    const { page, path, close } = await open(language, theme);
    const number = page.locator('.customer-head .customer-number');
    expect(await number.textContent()).toMatch(masked);
    await picture(page, `reveal-${language}-hidden`);
    await page.getByRole('button', { name: label }).press('Enter');
    await page.getByText(noted).waitFor();
    expect(await number.textContent()).toMatch(/^1\d{10}$/);
    await picture(page, `reveal-${language}-shown`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate<AxeResults>(
      "axe.run('.customer-head', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })",
    );
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.goto(`${office.url}/customers`);
    await page.goto(office.url + path);
    await number.waitFor();
    expect(await number.textContent()).toMatch(masked);
    await close();
  }
  const { items } = await fetched<{ items: { action: string; recordType: string }[] }>(
    admin.page,
    'GET',
    '/api/audit?action=customer.reveal-number',
  );
  expect(items).toHaveLength(2);
  await admin.context.close();
});

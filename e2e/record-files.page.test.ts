/** Files of a record in a real browser: chosen, dropped, pasted, by keyboard; refused, stopped, sent again, removed; seen in form, list and history. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { enterBackOffice, startBackOffice, type BackOffice } from './support/back-office.ts';
import { amrFile, wavFile } from '@bahu/domain/sound-files/test-sounds.ts';
import { launchBrowser, newAgentPage } from './support/browser.ts';
import { findings, readyToWalk } from './support/walking.ts';

let office: BackOffice;
let browser: Browser;
let admin: { context: BrowserContext; page: Page };
let customer: string;
beforeAll(async () => {
  office = await startBackOffice(19_870);
  browser = await launchBrowser();
  admin = await newAgentPage(browser, { language: 'zh-CN', width: 1366, height: 768 });
  await enterBackOffice(admin.page, office.url, '800');
  for (const owner of ['customers', 'follow-ups'])
    expect(
      await posted('/api/fields', { ...files, owner, key: 'photos', labels: { zh: '现场照片', en: 'Photos' } }),
    ).toBe(200);
  [{ id: customer }] = (await office.sql<{ id: string }>(
    "select record_id as id from attachments where media_type = 'image/png' order by id limit 1",
  )) as [{ id: string }];
});
afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

const files = {
  type: 'file',
  options: [],
  state: 'all',
  isSearchable: false,
  required: { web: false, mobile: false, pop: false },
  width: 200,
  default: '',
};
const posted = (url: string, body: object): Promise<number> =>
  admin.page.evaluate(
    async ([where, what]) =>
      (await fetch(where!, { method: 'POST', body: what!, headers: { 'content-type': 'application/json' } })).status,
    [url, JSON.stringify(body)] as const,
  );
const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['BAHU_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
};
const photos = (page: Page) => page.locator('[data-field="fields.photos"]').first();
const names = (page: Page) => photos(page).locator('.attached-file .cut').allInnerTexts();
const file = (name: string, text: string, mimeType = 'application/pdf') => ({
  name,
  mimeType,
  buffer: Buffer.from(text),
});
/** In the page: what a drag or the clipboard carries. */
const carrying = (name: string): string => `(() => {
  const data = new DataTransfer();
  data.items.add(new File(['%PDF-1.4'], ${JSON.stringify(name)}, { type: 'application/pdf' }));
  return data;
})()`;
/** As somebody types it. */
const localMinute = (at: Date): string =>
  new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16).replace('T', ' ');
/** What the customer has there by now. */
const kept = async (): Promise<string[]> => {
  const [row] = await office.sql<{ names: string[] | null }>(
    `select (select array_agg(f ->> 'name') from jsonb_each(c.fields) v, jsonb_array_elements(v.value -> 'files') f
       where v.key = (select field_id from field_definitions where owner = 'customers' and key = 'photos')) as names
     from customers c where id = $1`,
    [customer],
  );
  return row!.names ?? [];
};

test('[C6] files are chosen, dropped and pasted, stand in the form with their sizes, and are saved with the customer', async () => {
  const { page } = admin;
  await page.goto(`${office.url}/customers/${customer}`);
  // Those that the customer has already.
  const papers = page.locator('[data-field="fields.papers"]').first();
  await papers.getByText('工位平面图.png').waitFor();
  await picture(page, 'files-form');
  const input = photos(page).locator('input[type=file]');
  await input.setInputFiles([file('门头.pdf', '%PDF-1.4 a'), file('机柜.pdf', '%PDF-1.4 b')]);
  await expect.poll(() => names(page)).toHaveLength(2);
  await photos(page)
    .locator('.files-add')
    .dispatchEvent('drop', { dataTransfer: await page.evaluateHandle(carrying('拖入.pdf')) });
  await expect.poll(() => names(page)).toHaveLength(3);
  await input.focus();
  await page.evaluate(`(() => {
    const clipboardData = ${carrying('粘贴.pdf')};
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(event);
  })()`);
  await expect.poll(() => names(page)).toHaveLength(4);
  await page.keyboard.press('Control+s');
  await page.getByText('客户已保存').waitFor();
  expect((await kept()).toSorted()).toEqual(['门头.pdf', '机柜.pdf', '拖入.pdf', '粘贴.pdf'].toSorted());
});

test('[C6] a file that is refused says why and may be sent again, where that helps, or left; until it has come nothing is saved', async () => {
  const { page } = admin;
  const input = photos(page).locator('input[type=file]');
  await input.setInputFiles([file('工具.exe', 'MZ'), file('空.pdf', '')]);
  await photos(page).getByRole('alert').getByText('不能添加可执行的程序').waitFor();
  await photos(page).getByRole('alert').getByText('文件是空的').waitFor();
  await picture(page, 'files-refused');
  // They would be refused again.
  expect(
    await photos(page)
      .getByRole('button', { name: /^重新上传/ })
      .count(),
  ).toBe(0);
  await photos(page).getByRole('button', { name: '移除 工具.exe' }).click();
  // What was refused belongs to what was being typed, and is gone once that is saved.
  await page.locator('[data-field="company"] input').fill('先改一次');
  await page.keyboard.press('Control+s');
  await photos(page).getByText('空.pdf').waitFor({ state: 'detached' });
  await page.route('**/api/attachments?*', (route) => route.abort());
  await input.setInputFiles(file('断线.pdf', '%PDF-1.4'));
  await photos(page).getByRole('alert').waitFor();
  await page.unroute('**/api/attachments?*');
  // On its way as long as this test likes.
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  await page.route('**/api/attachments?*', async (route) => {
    await held;
    await route.continue();
  });
  await photos(page).getByRole('button', { name: '重新上传 断线.pdf' }).click();
  await photos(page).getByRole('progressbar', { name: '正在上传 断线.pdf' }).waitFor();
  await input.setInputFiles(file('不要了.pdf', '%PDF-1.4'));
  await photos(page).getByRole('button', { name: '取消上传 不要了.pdf' }).click();
  await picture(page, 'files-coming');
  const before = await kept();
  await page.locator('[data-field="company"] input').fill('改了');
  await page.keyboard.press('Control+s');
  expect(await page.getByRole('button', { name: /保存/ }).first().isDisabled()).toBe(true);
  expect(await kept()).toEqual(before);
  goOn();
  await expect.poll(() => names(page)).toHaveLength(5);
  await page.unroute('**/api/attachments?*');
  await page.keyboard.press('Control+s');
  await expect.poll(async () => (await kept()).length).toBe(5);
});

test('[C6] by the keyboard alone a file is removed, and the focus stays at the field', async () => {
  const { page } = admin;
  await page.goto(`${office.url}/customers/${customer}`);
  const remove = photos(page).getByRole('button', { name: '移除 粘贴.pdf' });
  await remove.focus();
  await page.keyboard.press('Enter');
  await photos(page).getByRole('status').getByText('已移除 粘贴.pdf').waitFor();
  await expect
    .poll(() =>
      page.evaluate(`document.activeElement?.closest('[data-field]')?.dataset.field + document.activeElement?.type`),
    )
    .toBe('fields.photosfile');
  await page.keyboard.press('Control+s');
  await expect.poll(kept).not.toContain('粘贴.pdf');
});

test('[C6] [A2.3] they are seen and opened in the list and in the history, and a follow-up takes them too', async () => {
  const { page } = admin;
  await page.goto(`${office.url}/customers/${customer}`);
  await page.getByPlaceholder(/客户说了什么/).waitFor();
  // The customer's and the follow-up's, which comes a little later.
  await expect.poll(() => page.locator('[data-field="fields.photos"]').count()).toBe(2);
  const ofFollowUp = page.locator('[data-field="fields.photos"]').last();
  await ofFollowUp.locator('input[type=file]').setInputFiles(file('回访.pdf', '%PDF-1.4 c'));
  await ofFollowUp.locator('.attached-file').getByText('回访.pdf').waitFor();
  await page.getByPlaceholder(/客户说了什么/).fill('现场看过，附上照片');
  await page.keyboard.press('Control+Enter');
  await page.locator('.timeline-item').getByText('回访.pdf').waitFor();
  await picture(page, 'files-history');
  await page.goto(`${office.url}/customers?fields=photos:filled:`);
  const cell = page.locator('tbody .attached-file').first();
  await cell.waitFor();
  await picture(page, 'files-list');
  const [saved] = await Promise.all([page.waitForEvent('download'), cell.click()]);
  expect(saved.suggestedFilename()).toBe(await cell.locator('.cut').innerText());
  // The row was not opened by that.
  expect(new URL(page.url()).pathname).toBe('/customers');
});

test('[A4.6] a recording of another device is brought along at a customer, listened to in their calls, and taken away again', async () => {
  const { page } = admin;
  const made = () => office.sql(`select id from calls where is_elsewhere and customer_id = '${customer}'`);
  const before = await made();
  await page.goto(`${office.url}/customers/${customer}`);
  await page.getByRole('tab', { name: /^通话/ }).click();
  await page.getByRole('button', { name: '上传本地录音' }).click();
  const dialog = page.getByRole('dialog', { name: '上传本地录音' });
  const input = dialog.locator('input[type=file]');
  await input.setInputFiles({ name: '录音.amr', mimeType: 'audio/amr', buffer: Buffer.from(amrFile(200)) });
  const begin = dialog.getByLabel(/^通话开始时间/);
  await begin.fill(localMinute(new Date(Date.now() - 2 * 3_600_000)));
  await dialog.getByRole('button', { name: '上传', exact: true }).click();
  await dialog
    .getByRole('alert')
    .getByText(/浏览器不能播放这种录音/)
    .waitFor();
  await picture(page, 'local-recording-refused');
  await input.setInputFiles({ name: '通话.wav', mimeType: 'audio/wav', buffer: Buffer.from(wavFile(4)) });
  await dialog.getByText('通话.wav').waitFor();
  await picture(page, 'local-recording-form');
  await dialog.getByRole('button', { name: '上传', exact: true }).click();
  const line = page.locator('.timeline-item').filter({ hasText: '本地录音' }).first();
  await page.getByText(/^本地录音已上传/).waitFor();
  await line.waitFor();
  expect(await made()).toHaveLength(before.length + 1);
  await line.getByRole('button', { name: '播放录音' }).click();
  await line.getByRole('button', { name: '暂停' }).waitFor();
  await picture(page, 'local-recording-timeline');
  await page.goto(`${office.url}/calls?customer=${customer}&elsewhere=true`);
  await page.locator('tbody tr').filter({ hasText: '本地录音' }).first().click();
  const drawer = page.getByRole('complementary', { name: '通话详情' });
  await drawer.getByText('其他设备，由坐席上传录音').waitFor();
  await drawer.locator('.player-canvas').waitFor();
  await picture(page, 'local-recording-call');
  await drawer.getByRole('button', { name: '删除本地录音' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '删除本地录音' }).click();
  await page.getByText('本地录音已删除').waitFor();
  await expect.poll(async () => (await made()).length).toBe(before.length);
});

test('[C6] [U1] the form speaks English and passes axe in light and dark', async () => {
  const { context, page } = await newAgentPage(browser, { language: 'en-US', width: 1366, height: 768 });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await enterBackOffice(page, office.url, '800');
  await page.goto(`${office.url}/customers/${customer}`);
  await photos(page).getByText('Drop, paste or choose files').waitFor();
  await readyToWalk(page);
  await picture(page, 'files-form-en');
  const light = await findings(page, 'light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'files-form-dark');
  expect([...light, ...(await findings(page, 'dark'))]).toEqual([]);
  await page.goto(`${office.url}/customers?fields=photos:filled:`);
  await page.locator('tbody .attached-file').first().waitFor();
  await picture(page, 'files-list-en');
  await context.close();
});

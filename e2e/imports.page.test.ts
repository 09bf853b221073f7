/**
 * The import wizard in a real browser, with a workbook as people send it: instructions first, a title, hidden rows,
 * errors of formulas.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { archiveOf, bytesOf, rowOf, workbookOf } from '@bahu/server/spreadsheet/test-files.ts';
import { enterBackOffice, startBackOffice, type BackOffice } from './support/back-office.ts';
import { launchBrowser, newAgentPage } from './support/browser.ts';

const port = 19_720;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(path.join(tmpdir(), 'bahu-import-story-'));

let office: BackOffice;
let browser: Browser;
beforeAll(async () => {
  const error = '<row><c t="str"><v>公式</v></c><c t="str"><v>15400006002</v></c><c t="e"><v>#N/A</v></c></row>';
  const customers = [['2026年11月展会客户'], ['姓名', '电话', '公司'], ['甲', '15400006001', '样例']]
    .map((row) => rowOf(row))
    .join('');
  writeFileSync(
    path.join(folder, '客户.xlsx'),
    await bytesOf(
      archiveOf(
        workbookOf([
          { name: '填写说明', xml: `<sheetData>${rowOf(['姓名和电话必须填写'])}</sheetData>` },
          {
            name: '客户名单',
            xml: `<sheetData>${customers}${error}${rowOf(['筛选掉', '15400006003'], ' hidden="1"')}</sheetData>`,
          },
        ]),
      ),
    ),
  );
  writeFileSync(
    path.join(folder, '旧.xls'),
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]),
  );
  office = await startBackOffice(port);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await office?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${String(target)}`));
}

async function upload(page: Page, file: string): Promise<void> {
  await page.goto(`${office.url}/imports/new?kind=customers`);
  const input = page.locator('input[type=file]');
  await input.waitFor({ state: 'attached' });
  await input.setInputFiles(path.join(folder, file));
}

const words = {
  'zh-CN': {
    head: '表头在',
    hidden: '1 行在表格里被隐藏',
    both: '一起导入',
    check: '检查数据',
    empty: '按空处理',
    apply: '导入 3 行',
    done: '导入完成',
    undo: '撤销',
    undone: '导入已撤销',
    old: '这是旧版 Excel 文件（.xls）',
  },
  'en-US': {
    head: 'Heads in',
    hidden: '1 rows are hidden in the sheet',
    both: 'Import them too',
    check: 'Check the rows',
    empty: 'taken as empty',
    apply: 'Import 3 rows',
    done: 'Imported',
    undo: 'Undo',
    undone: 'Import undone',
    old: 'This is an old Excel file (.xls)',
  },
} as const;

describe.each(['zh-CN', 'en-US'] as const)('in %s', (language) => {
  const word = words[language];

  test('[C4] a workbook of people is understood, its head chosen by keys, its hidden rows asked for, imported and taken back', async () => {
    const { page, errors } = await newAgentPage(browser, { language });
    await enterBackOffice(page, office.url, '800');
    await upload(page, '客户.xlsx');
    const columns = page.locator('.import-table tbody th');
    await columns.first().waitFor();
    expect(await columns.allTextContents()).toEqual(['姓名', '电话', '公司']);
    expect(await findings(page)).toEqual([]);

    const head = page.getByLabel(word.head);
    await head.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByText('2026年11月展会客户', { exact: true }).waitFor();
    // The keys stay where they were, so that the choice can go on.
    expect(await page.evaluate('document.activeElement.id')).toBe(await head.getAttribute('id'));
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await columns.nth(2).waitFor();

    await page.getByText(word.hidden).waitFor();
    await page.getByText(word.both).click();
    await page.getByRole('button', { name: word.check }).click();
    await page.getByText(word.empty, { exact: true }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: word.apply }).click();
    await page.getByText(word.done, { exact: true }).waitFor();
    await page.locator('.import-links').getByRole('button', { name: word.undo }).click();
    await page.getByText(word.undone, { exact: true }).waitFor();
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('[C4] an old workbook is answered by a sentence that says what to do', async () => {
    const { page, errors } = await newAgentPage(browser, { language });
    await enterBackOffice(page, office.url, '800');
    await upload(page, '旧.xls');
    await page.getByText(word.old).waitFor();
    expect(await findings(page)).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});

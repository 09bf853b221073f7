/** Somebody at a page of the back office, what went wrong there, and what the page has sent. */
import type { Browser, Page } from 'playwright-core';
import { enterBackOffice, type BackOffice } from './back-office.ts';
import { newAgentPage } from './browser.ts';

export interface Seat {
  page: Page;
  errors: string[];
  /** Bodies of the requests that changed something, in their order. */
  sent: object[];
}

/** Signs somebody of the demo company in and goes to a page. */
export async function takeSeat(
  { browser, office }: { browser: Browser; office: BackOffice },
  extension: string,
  address: string,
  { language = 'zh-CN', width = 1366 }: { language?: 'zh-CN' | 'en-US'; width?: number } = {},
): Promise<Seat> {
  const { page, errors } = await newAgentPage(browser, { language, width, height: width === 1920 ? 1080 : 768 });
  const sent: object[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') sent.push(request.postDataJSON() as object);
  });
  await enterBackOffice(page, office.url, extension);
  await page.goto(`${office.url}${address}`);
  return { page, errors, sent };
}

/** Takes the picture where somebody wants to look at it. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['BAHU_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}

/** What a browser loads before there is work: which scripts, and how much of them comes over the line. */
import type { Browser, Page } from 'playwright-core';
import { enterBackOffice } from './back-office.ts';
import { newAgentPage } from './browser.ts';

/** By the name of its file, with the bytes that came, compressed and with the head of the answer. */
export interface LoadedScript {
  name: string;
  bytes: number;
}

/** The sign-in page with what it fetches ahead, the desk of somebody who is signed in with the softphone, and both of a new browser's first morning. */
export type FirstLoad = 'signIn' | 'desk' | 'both';

/** At most so many kilobytes. What a page needs only after a click, or what only another page needs, comes with that; these are no reserve to be used up. */
export const firstLoadLimits: Readonly<Record<FirstLoad, number>> = { signIn: 325, desk: 360, both: 378 };

/** Of 1000 bytes. */
export const kilobytesOf = (scripts: readonly LoadedScript[]): number =>
  Math.round(scripts.reduce((sum, { bytes }) => sum + bytes, 0) / 1000);

/** Notes every script that the page fetches from now on, whatever the cache holds. */
async function noteScripts(page: Page): Promise<readonly LoadedScript[]> {
  const devtools = await page.context().newCDPSession(page);
  const names = new Map<string, string>();
  const scripts: LoadedScript[] = [];
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  devtools.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script') names.set(requestId, new URL(response.url).pathname.split('/').at(-1)!);
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const name = names.get(requestId);
    if (name) scripts.push({ name, bytes: encodedDataLength });
  });
  return scripts;
}

async function untilDeskRests(page: Page): Promise<void> {
  await page.locator('.recent-line, .notice').first().waitFor();
  await page.waitForLoadState('networkidle');
}

/** Each in a browser that nothing was loaded in, and alone in it: the only tab has the softphone. */
export async function firstLoads(browser: Browser, url: string): Promise<Record<FirstLoad, readonly LoadedScript[]>> {
  const { context, page } = await newAgentPage(browser);
  const both = await noteScripts(page);
  await enterBackOffice(page, url, '800');
  await untilDeskRests(page);
  await page.close();
  const again = await context.newPage();
  const desk = await noteScripts(again);
  await again.goto(url);
  await untilDeskRests(again);
  await context.close();
  const stranger = await newAgentPage(browser);
  const signIn = await noteScripts(stranger.page);
  await stranger.page.goto(url);
  await stranger.page.locator('input[type=password]').waitFor();
  await stranger.page.waitForLoadState('networkidle');
  await stranger.context.close();
  return { signIn, desk, both };
}

/** What a browser loads before there is work stays small: a page brings its own parts when it is opened. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackOffice, type BackOffice } from './support/back-office.ts';
import { launchBrowser } from './support/browser.ts';
import { firstLoadLimits, firstLoads, kilobytesOf, type FirstLoad, type LoadedScript } from './support/first-load.ts';

let office: BackOffice;
let browser: Browser;
let scripts: Record<FirstLoad, readonly LoadedScript[]>;

beforeAll(async () => {
  [office, browser] = await Promise.all([startBackOffice(19_998), launchBrowser()]);
  scripts = await firstLoads(browser, office.url);
});
afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

/** The names of files without their hashes. */
const stemsOf = (load: FirstLoad): string[] => scripts[load].map(({ name }) => name.replace(/-[\w-]{8}\.js$/, ''));
const loads = Object.keys(firstLoadLimits) as FirstLoad[];

describe('[A1.1] [A2.1] what is loaded first', () => {
  it.each(loads)('is no more than its limit: %s', (load) => {
    const heaviest = scripts[load].toSorted((a, b) => b.bytes - a.bytes).map(({ name, bytes }) => `${bytes} ${name}`);
    expect(kilobytesOf(scripts[load]), heaviest.join('\n')).toBeLessThanOrEqual(firstLoadLimits[load]);
  });

  it('holds the softphone at the desk, which can be called at once', () => {
    expect(stemsOf('desk')).toEqual(expect.arrayContaining(['sip', 'jssip-softphone']));
    expect(stemsOf('signIn')).not.toContain('sip');
  });

  it('holds no other page', () => {
    const pages = stemsOf('both').filter((stem) => stem.endsWith('-page'));
    expect(pages.toSorted()).toEqual(['sign-in-page', 'workbench-page']);
  });

  it('says what is said there, in one language', () => {
    const texts = stemsOf('both').filter((stem) => /\.(?:zh|en)$/.test(stem));
    expect(texts.toSorted()).toEqual(
      ['app', 'common', 'desk', 'session', 'sign-in', 'todos', 'transfers', 'ui'].map((part) => `${part}.zh`),
    );
  });
});

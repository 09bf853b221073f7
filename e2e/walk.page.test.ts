/**
 * Every page, dialogue, panel, menu and step that a person can have before them (`support/surfaces.ts`), in both themes and both languages, with
 * motion reduced as some people need it: axe finds nothing, Tab reaches all of it and shows where it is, Escape closes it, and no word is missing.
 * `npm test` looks at those of the slices that changed last and draws from the others (`support/drawn-surfaces.ts`); `walk.deep.test.ts` at all.
 */
import { en, zh, type Texts } from '@bahu/web/text/all.ts';
import { shown, stepWithRoom } from '@bahu/server/kernel/auth/test-authenticator.ts';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import {
  demoPassword,
  enterBackOffice,
  enterOperator,
  startBackOffice,
  type BackOffice,
} from './support/back-office.ts';
import { launchBrowser, newAgentPage } from './support/browser.ts';
import { makeSamples, type Samples } from './support/samples.ts';
import type { Surface } from './support/surface.ts';
import { surfaces } from './support/surfaces.ts';
import { chineseData, notEnglish } from './support/words.ts';
import { cutOff, findings, goTo, inspect, readyToWalk, settled, wordsOn } from './support/walking.ts';
import { drawn } from './support/drawn-surfaces.ts';

const port = 19_700;
const languages = { zh: { locale: 'zh-CN', words: zh }, en: { locale: 'en-US', words: en as Texts } } as const;
const readers = ['administrator', 'operator'] as const;

let office: BackOffice;
let browser: Browser;
let samples: Samples;
beforeAll(async () => {
  office = await startBackOffice(port, { BAHU_WEBHOOK_PRIVATE: 'on' });
  browser = await launchBrowser();
  const { context, page } = await newAgentPage(browser);
  await enterBackOffice(page, office.url, '800');
  samples = await makeSamples(office, page);
  await context.close();
});
afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

interface Walker {
  context: BrowserContext;
  page: Page;
  errors: string[];
}

/** A browser of somebody who is signed in. */
async function enter(who: Surface['who'], locale: 'zh-CN' | 'en-US'): Promise<Walker> {
  const walker = await newAgentPage(browser, { language: locale });
  const { page } = walker;
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  if (who === 'administrator') await enterBackOffice(page, office.url, '800');
  else await enterOperator(page, office.url);
  await readyToWalk(page);
  await settled(page);
  return walker;
}

/** Brings each surface of a reader to the front and collects what a look at it finds. */
async function walk(
  who: Surface['who'],
  language: keyof typeof languages,
  most: number,
  look: (page: Page, surface: Surface) => Promise<string[]>,
): Promise<Record<string, string[]>> {
  const { locale, words } = languages[language];
  const { context, page, errors } = await enter(who, locale);
  const found: Record<string, string[]> = {};
  for (const surface of drawn(`${who} ${language}`, most, samples, (one) => one.who === who)) {
    await goTo(page, surface.address(samples));
    if (surface.open) {
      await surface.open({ page, words, samples }).catch(async (error: unknown) => {
        const said = await page.locator('.toast, [role=dialog], [role=alert]').allInnerTexts();
        throw new Error([`${surface.name} does not open`, ...errors, ...said].join('\n'), { cause: error });
      });
      await settled(page);
    }
    const list = await look(page, surface).catch((error: unknown) => {
      throw new Error(`${surface.name} could not be looked at`, { cause: error });
    });
    if (list.length > 0) found[surface.name] = list;
  }
  expect(errors).toEqual([]);
  await context.close();
  return found;
}

/** Four pages a second at best; a busy machine is no failure. The deep walk has all of them before it. */
const patience = 1_200_000;

test.each(readers)(
  '[A1] [P1] [U1] [U2] [C1] all that an %s can open passes axe in light and dark, is reached by Tab and closed by Escape',
  { timeout: patience },
  async (who) => {
    expect(await walk(who, 'zh', 24, inspect)).toEqual({});
  },
);

test.each(readers)(
  '[A1] [P1] in English no page of an %s shows Chinese that nobody wrote as data, the name of a text, a hole in one, or words that are cut',
  { timeout: patience },
  async (who) => {
    const data = await chineseData(office.sql);
    const look = async (page: Page): Promise<string[]> => [
      ...notEnglish(await wordsOn(page), data),
      ...(await cutOff(page)),
    ];
    expect(await walk(who, 'en', 48, look)).toEqual({});
  },
);

test('[A1.1] axe finds nothing on the sign-in pages and their menu, in light and dark', async () => {
  const { context, page } = await newAgentPage(browser);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  for (const address of ['/', '/operator']) {
    await page.goto(office.url + address);
    await page.locator('input[type=password]').waitFor();
    await readyToWalk(page);
    if (address === '/') await page.locator('.look-language').click();
    const light = await findings(page, 'light');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect([...light, ...(await findings(page, 'dark'))], address).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
  }
  await context.close();
});

test('[P1] [A2] a company that has expired sees no button that changes something: pages, panels, settings, keys, addresses', async () => {
  await office.sql("update tenants set expires_at = now() - interval '1 hour' where code = '100001'");
  onTestFinished(async () => {
    await office.sql("update tenants set expires_at = null where code = '100001'");
  });
  const { context, page, errors } = await enter('administrator', 'zh-CN');
  const { settings, apiKeys, webhooks, deliveries, customers, users, departments, roles, agentGroups, callerIds, ui } =
    zh;
  const changing = [
    settings.save,
    apiKeys.create,
    apiKeys.revoke,
    webhooks.create,
    webhooks.test,
    webhooks.rotate,
    webhooks.delete,
    deliveries.replay,
    customers.list.create,
    users.list.create,
    users.list.import,
    departments.create,
    roles.create,
    agentGroups.create,
    callerIds.create,
    callerIds.delete,
    ui.form.create,
    ui.form.save,
  ];
  const seen: Record<string, string[]> = {};
  for (const surface of drawn(
    'expired',
    24,
    samples,
    ({ who, open, name }) => who === 'administrator' && !open && !name.startsWith('import: '),
  )) {
    await goTo(page, surface.address(samples));
    await settled(page);
    const names = await page.evaluate<string[]>(
      `[...document.querySelectorAll('main button, main a[href], aside button')].map((part) => (part.getAttribute('aria-label') || part.textContent).trim())`,
    );
    const found = names.filter((name) => changing.includes(name));
    if (found.length > 0) seen[surface.name] = found;
  }
  expect(seen).toEqual({});
  await goTo(page, '/settings');
  await settled(page);
  expect(
    await page
      .locator('.settings-card')
      .getByRole('textbox')
      .evaluateAll((parts) => parts.every((part) => part.matches(':disabled'))),
  ).toBe(true);
  expect(
    await page
      .locator('.settings-card input[type=radio], .settings-card [role=switch]')
      .evaluateAll((parts) => parts.length > 0 && parts.every((part) => part.matches(':disabled'))),
  ).toBe(true);
  expect(errors).toEqual([]);
  await context.close();
});

test('[A2.3] [U2] what was typed into a form or a follow-up and not saved is there after the page is loaded anew, until it is given up', async () => {
  const { context, page } = await enter('administrator', 'zh-CN');
  const cases = [
    ['/users?open=new', '[data-field=name] input', '还没有保存'],
    [`/customers/${samples.customer}`, '.follow-up-form textarea, textarea[placeholder]', '下周再联系'],
  ] as const;
  for (const [address, field, text] of cases) {
    await page.goto(office.url + address);
    await page.locator(field).first().fill(text);
    await page.reload();
    await page.locator(field).first().waitFor();
    await expect.poll(() => page.locator(field).first().inputValue()).toBe(text);
  }
  await page.goto(`${office.url}/users?open=new`);
  await page.locator('[data-field=name] input').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.entity-editor').waitFor({ state: 'detached' });
  await page.goto(`${office.url}/users?open=new`);
  await page.locator('[data-field=name] input').waitFor();
  expect(await page.locator('[data-field=name] input').inputValue()).toBe('');
  await context.close();
});

test('[U1] [U2] [U3] [U4] [S4] every form for a new record marks what it needs, and says so before anything is sent', async () => {
  const { context, page } = await enter('administrator', 'zh-CN');
  const posts: string[] = [];
  page.on(
    'request',
    (request) =>
      void (
        request.method() === 'POST' &&
        /\/api\/(?:users|departments|roles|agent-groups|caller-ids|api-keys|webhooks)$/.test(request.url()) &&
        posts.push(request.url())
      ),
  );
  const needed: Record<string, string[]> = {};
  for (const surface of surfaces.filter(
    ({ who, name }) =>
      who === 'administrator' &&
      name.startsWith('new ') &&
      !['new customer', 'new password', 'new signing key'].includes(name),
  )) {
    await goTo(page, surface.address(samples));
    await page.locator('.entity-editor [data-field]').first().waitFor();
    const marked = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.entity-editor [data-field]')].filter((field) => field.querySelector('[aria-required=true]') && field.querySelector('label [aria-hidden]')).map((field) => field.dataset.field)`,
    );
    const empty = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.entity-editor [data-field]')].filter((field) => field.querySelector('input[aria-required=true], textarea[aria-required=true]')?.value === '' && !field.querySelector('.ant-select')).map((field) => field.dataset.field)`,
    );
    needed[surface.name] = marked;
    await page.keyboard.press('Control+s');
    for (const field of empty) await page.locator(`.entity-editor [data-field=${field}] [role=alert]`).waitFor();
    await page.keyboard.press('Escape');
  }
  expect(needed).toMatchObject({
    'new user': expect.arrayContaining(['extension', 'roleId']) as string[],
    'new department': ['name'],
    'new role': expect.arrayContaining(['name', 'code']) as string[],
    'new agent-group': expect.arrayContaining(['name']) as string[],
    'new caller-id': ['number'],
    'new api-key': expect.arrayContaining(['name']) as string[],
    'new webhook': expect.arrayContaining(['url']) as string[],
  });
  expect(posts).toEqual([]);
  await context.close();
});

test('[P1] [A1.1] an operator turns the second factor on, signs in by a code and by a recovery code, and turns it off; each step passes axe and is reached by Tab', async () => {
  const { context, page, errors } = await enter('operator', 'zh-CN');
  const { account, operator, signIn } = zh;
  const found: string[] = [];
  const look = async (): Promise<void> => {
    await settled(page);
    found.push(...(await inspect(page)));
  };
  const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
  const leave = async (): Promise<void> => {
    await page.locator('.operator-menu').click();
    await page.getByRole('menuitem', { name: operator.signOut, exact: true }).click();
    await page.locator('input[autocomplete=username]').fill('operator');
    await page.locator('input[type=password]').fill(demoPassword);
    await page.keyboard.press('Enter');
    await page.getByText(signIn.code.title, { exact: true }).waitFor();
  };
  await page.locator('.operator-notice').getByRole('link', { name: operator.account.turnOn }).click();
  await press(account.factor.start);
  await page.locator('.own-form input[type=password]').fill(demoPassword);
  await page.keyboard.press('Enter');
  const secret = (await page.locator('.factor-secret').innerText()).replaceAll(' ', '');
  await stepWithRoom();
  await page.locator('.code-field input').fill(shown(secret, -1));
  await page.locator('.factor-recovery').waitFor();
  const codes = await page.locator('.factor-recovery code').allInnerTexts();
  expect(codes).toHaveLength(10);
  await look();
  await press(account.recovery.saved);
  await page.getByRole('link', { name: operator.pages.tenants }).click();
  await settled(page);
  expect(await page.locator('.operator-notice').count()).toBe(0);
  await leave();
  await look();
  await page.locator('.code-field input').fill('000000');
  await page.getByText(zh.errors['session.wrong-code'], { exact: true }).waitFor();
  await press(signIn.code.useRecovery);
  expect(
    await page.locator('.plain-problem').innerText(),
    'nothing is wrong with a recovery code that was not typed',
  ).toBe('');
  await press(signIn.code.useApp);
  await page.locator('.code-field input').fill(shown(secret));
  await page.locator('.operator-menu').waitFor();
  await leave();
  await press(signIn.code.useRecovery);
  await look();
  await page.locator('.code-field input').fill(codes[0]!);
  await page.keyboard.press('Enter');
  await page.locator('.operator-menu').waitFor();
  await goTo(page, '/operator/account');
  await press(account.factor.remove);
  await look();
  await page.locator('.own-form input[type=password]').fill(demoPassword);
  await page.locator('.code-field input').fill(codes[1]!);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: account.factor.start, exact: true }).waitFor();
  expect([found, errors]).toEqual([[], []]);
  await context.close();
});

/** Choosing people in a company of hundreds: the server finds them, nobody is loaded who is not shown, and keys alone do it. */
import { zh } from '@bahu/web/text/all.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterBackOffice, startBackOffice, type BackOffice } from './support/back-office.ts';
import { hirePeople, type Somebody } from './support/big-company.ts';
import { launchBrowser, newAgentPage } from './support/browser.ts';
import { findings, readyToWalk } from './support/walking.ts';

let office: BackOffice;
let browser: Browser;
/** Far down, whatever one begins with. */
let last: Somebody;
let desk: Desk;

beforeAll(async () => {
  [office, browser] = await Promise.all([startBackOffice(19_980), launchBrowser()]);
  const people = await hirePeople(office);
  last = people.at(-1)!;
  await giveConsultants(people);
  await office.sql(
    `update customers set owner_id = $1 where id =
       (select c.id from customers c join tenants t on t.id = c.tenant_id where t.code = '100001' order by c.id limit 1)`,
    [last.id],
  );
  desk = await enter('zh-CN');
});
afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

/** Gives each customer of the first page somebody else in the field of agents, which is shown in the list. */
async function giveConsultants(people: readonly Somebody[]): Promise<void> {
  await office.sql("update field_definitions set state = 'all' where key = 'consultant'");
  await office.sql(
    `update customers c set fields = c.fields || jsonb_build_object(f.field_id, jsonb_build_object('agent', p.id))
     from (select c.tenant_id, c.id, row_number() over (order by c.created_at desc, c.id desc) as place from customers c join tenants t on t.id = c.tenant_id
           where t.code = '100001') n
       join unnest($1::uuid[]) with ordinality as p (id, place) on p.place = n.place
       join field_definitions f on f.tenant_id = n.tenant_id and f.key = 'consultant'
     where c.tenant_id = n.tenant_id and c.id = n.id`,
    [people.map(({ id }) => id)],
  );
}

/** Takes the picture where somebody wants to look at it. */
const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['BAHU_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/people-${name}.png` });
};

interface Desk {
  page: Page;
  /** What the page has asked for, as path and query. */
  asked: URL[];
  errors: string[];
}

async function enter(language: 'zh-CN' | 'en-US'): Promise<Desk> {
  const { page, errors } = await newAgentPage(browser, { language });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const asked: URL[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname.startsWith('/api/')) asked.push(url);
  });
  await enterBackOffice(page, office.url, '800');
  return { page, asked, errors };
}
const inPeople = ({ asked }: Desk) => asked.filter(({ pathname }) => pathname === '/api/people');
const show = async ({ page, asked }: Desk, address: string): Promise<void> => {
  asked.length = 0;
  await page.goto(office.url + address);
  await page.locator('.filter-bar').waitFor();
};

const chip = (page: Page, name: string) =>
  page.locator('.filter-bar').getByRole('button', { name: new RegExp(`^${name}`) });
const words = zh.customers.list;
const peopleRoute = '**/api/people?**';
/** Somebody is all that is found, and the list is no more that of what was typed before. */
const only = (page: Page, found: RegExp) =>
  expect
    .poll(() => page.locator('[role=listbox][aria-busy=false] [role=option]').allInnerTexts())
    .toEqual([expect.stringMatching(found)]);
const status = (page: Page, text: string) => page.getByRole('status').getByText(text);

test('[C1] the list of customers opens without a list of people, and names those of a whole page by one request', async () => {
  const { page, asked } = desk;
  const replies: number[] = [];
  // What the page before has asked for may still be answered.
  page.on('response', (response) => {
    if (asked.some(({ href }) => href === response.url()))
      void response.body().then(
        (body) => replies.push(body.toString().split('"extension"').length - 1),
        () => undefined,
      );
  });
  await show(desk, '/customers');
  const named = page.locator('main tbody td').getByText(/^[赵钱孙李周吴郑王冯陈][一二三四五六]$/);
  await expect.poll(() => named.count()).toBe(50);
  await page.waitForLoadState('networkidle');
  expect(asked.map(({ pathname }) => pathname)).toContain('/api/customers');
  for (const path of ['/api/users', '/api/users/options', '/api/desk/directory'])
    expect(asked.map(({ pathname }) => pathname)).not.toContain(path);
  expect(inPeople(desk).map(({ searchParams }) => searchParams.get('of')?.split(',').length)).toEqual([50]);
  expect(Math.max(...replies)).toBeLessThan(100);
});

test('[C1] the owner of a filter is found by initials and chosen by keys alone, and is named after a reload', async () => {
  const { page, asked } = desk;
  await show(desk, '/customers');
  await chip(page, words.columnOwner).focus();
  await page.keyboard.press('Enter');
  await status(page, zh.ui.remote.more).waitFor();
  await picture(page, 'filter');
  expect(await page.getByRole('option').count()).toBe(20);
  await page.keyboard.type('zrs');
  await only(page, /祝融山/);
  await picture(page, 'filter-found');
  await readyToWalk(page);
  expect(await findings(page, 'light')).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: last.name, selected: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('option').first().waitFor({ state: 'detached' });
  await expect.poll(() => page.locator('main tbody tr').count()).toBe(1);
  expect(await page.evaluate('document.activeElement.textContent')).toContain(last.name);
  asked.length = 0;
  await page.reload();
  await chip(page, words.columnOwner).getByText(last.name).waitFor();
  await page.locator('main tbody tr').first().waitFor();
  const keys = inPeople(desk).map(({ searchParams }) => searchParams.get('of') ?? '');
  expect(keys.some((of) => of.includes(last.id))).toBe(true);
  expect(keys).not.toContain('');
  // Who was chosen before stands first, and can be taken back.
  await chip(page, words.columnOwner).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: last.name, selected: true }).waitFor();
  await status(page, zh.ui.remote.more).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('main tbody tr').count()).toBeGreaterThan(1);
});

test('[C1] what is outdated is given up, nobody is said to be found when nobody is, and what failed is tried again by Enter', async () => {
  const { page } = desk;
  await show(desk, '/calls');
  const givenUp: string[] = [];
  page.on('requestfailed', (request) => givenUp.push(new URL(request.url()).searchParams.get('search') ?? ''));
  let isBroken = false;
  await page.route(peopleRoute, async (route) => {
    const search = new URL(route.request().url()).searchParams.get('search');
    // The first letter is never answered.
    if (search === 'z') return;
    if (isBroken) await route.fulfill({ status: 500, json: { code: 'internal', id: 'x' } });
    else await route.continue();
  });
  await chip(page, zh.calls.list.agent).click();
  await status(page, zh.ui.remote.more).waitFor();
  const first = page.waitForRequest((request) => new URL(request.url()).searchParams.get('search') === 'z');
  await page.keyboard.type('z');
  await first;
  // What was found before is no answer: Enter chooses nobody of it.
  await page.keyboard.press('Enter');
  await page.keyboard.type('rs');
  await only(page, /祝融山/);
  await expect.poll(() => givenUp).toContain('z');
  expect(new URL(page.url()).searchParams.has('agent')).toBe(false);
  await page.keyboard.type('xyz');
  await status(page, zh.ui.remote.nothing).waitFor();
  await picture(page, 'nobody');
  isBroken = true;
  await page.keyboard.press('Control+a');
  await page.keyboard.type('799');
  await page.getByRole('status').getByRole('button', { name: zh.app.list.retry }).waitFor();
  await picture(page, 'failed');
  isBroken = false;
  await page.keyboard.press('Enter');
  await only(page, /祝融山/);
  await page.keyboard.press('Enter');
  await chip(page, zh.calls.list.agent).getByText(last.name).waitFor();
  expect(new URL(page.url()).searchParams.get('agent')).toBe(last.id);
  await page.unroute(peopleRoute);
});

test('[U2] in a form the superior is found, chosen and given up by keys, Escape closes the list alone, and the name is there after a reload', async () => {
  const { page, errors } = desk;
  await show(desk, `/users?open=${last.id}`);
  const field = page.locator('[data-field=superiorId]');
  const box = field.getByRole('combobox');
  await box.focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option').nth(19).waitFor();
  await picture(page, 'form');
  await page.keyboard.press('Escape');
  await page.getByRole('option').first().waitFor({ state: 'detached' });
  await page.locator('.entity-editor').waitFor();
  await page.keyboard.type('798');
  await only(page, /798/);
  await page.keyboard.press('Enter');
  expect(await box.inputValue()).toMatch(/798$/);
  await page.keyboard.press('Control+s');
  await page.getByText(zh.users.editor.saved).waitFor();
  await page.goto(`${office.url}/users?open=${last.id}`);
  await expect.poll(() => box.inputValue()).toMatch(/798$/);
  // Who they are themselves is no choice.
  await box.focus();
  await page.keyboard.type('799');
  await status(page, zh.ui.remote.nothing).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => box.inputValue()).toBe('');
  await page.keyboard.press('Control+s');
  await page.getByText(zh.users.editor.saved).waitFor();
  expect(await office.sql('select superior_id from users where id = $1', [last.id])).toEqual([{ superior_id: null }]);
  expect(errors).toEqual([]);
});

test('[U4] [C8] several are chosen one after the other: the members of a group, and the people of an announcement', async () => {
  const english = await enter('en-US');
  const { page, errors } = english;
  await show(english, '/agent-groups?open=new');
  await page.locator('[data-field=name] input').fill('Night shift');
  const add = page.locator('[data-field=memberIds]').getByRole('combobox');
  await add.focus();
  for (const extension of ['799', '401']) {
    await page.keyboard.type(extension);
    await only(page, new RegExp(extension));
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('Escape');
  await picture(page, 'members-en');
  expect(await page.locator('[data-field=memberIds] .line-item .line-cell').allInnerTexts()).toEqual([
    '祝融山 799',
    '钱一 401',
  ]);
  await page.keyboard.press('Control+s');
  await page.locator('main tbody tr', { hasText: 'Night shift' }).waitFor();

  await show(english, '/announcements?open=new');
  await page.locator('[data-field=title] input').fill('Training');
  await page.locator('[data-field=audience] .ant-select').click();
  await page.locator('.ant-select-dropdown').getByText('People', { exact: true }).click();
  const people = page.locator('[data-field=userIds]').getByRole('combobox');
  await people.focus();
  for (const extension of ['799', '402']) {
    await page.keyboard.type(extension);
    await only(page, new RegExp(extension));
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('Escape');
  await page.getByRole('option').first().waitFor({ state: 'detached' });
  await picture(page, 'audience-en');
  await readyToWalk(page);
  expect(await findings(page, 'light')).toEqual([]);
  // The last one is taken back.
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Control+s');
  await page.locator('main tbody tr', { hasText: 'Training' }).click();
  await page.locator('[data-field=userIds] .remote-chosen').waitFor();
  await expect.poll(() => page.locator('[data-field=userIds] .remote-chosen').allInnerTexts()).toEqual(['祝融山 799']);
  expect(await office.sql("select user_ids from announcements where title = 'Training'")).toEqual([
    { user_ids: [last.id] },
  ]);
  expect(errors).toEqual([]);
});

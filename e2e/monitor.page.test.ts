/** The live board and the wallboard: who is found, what is over its limit, what one key does, and nothing of it further than the reader's rights. */
import { zh } from '@bahu/web/text/all.ts';
import type { BoardAgent } from '@bahu/contract/realtime.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterBackOffice, startBackOffice, type BackOffice } from './support/back-office.ts';
import { launchBrowser, newAgentPage } from './support/browser.ts';
import { lineOf, personOf, playBoard, type LiveBoard } from './support/live-board.ts';
import { picture } from './support/seat.ts';
import { inspect, readyToWalk } from './support/walking.ts';

let office: BackOffice;
let browser: Browser;
beforeAll(async () => {
  [office, browser] = await Promise.all([startBackOffice(19_966), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await office.stop();
});

const words = zh.board;

interface Row {
  id: string;
  extension: string;
  name: string;
  department_id: string | null;
}
const people = (): Promise<Row[]> =>
  office.sql<Row>(
    `select a.id, a.extension, u.name, u.department_id from agents a join users u on u.tenant_id = a.tenant_id and u.id = a.id
     join tenants t on t.id = a.tenant_id where t.code = '100001' order by a.extension`,
  );
const queues = (): Promise<{ id: string; name: string }[]> =>
  office.sql(
    "select q.id, q.name from queues q join tenants t on t.id = q.tenant_id where t.code = '100001' order by q.name",
  );

/** The demo company at work: 805 has talked too long, 802 is still writing, 803 is free, the others are not there. */
async function openBoard(
  extension: string,
  path = '/monitor',
  size: { width?: number; height?: number } = {},
): Promise<{
  page: Page;
  errors: string[];
  board: LiveBoard;
}> {
  const { page, errors } = await newAgentPage(browser, size);
  const [all, lines] = [await people(), await queues()];
  const first = lines[0]!.id;
  const states: Record<string, Partial<Parameters<typeof personOf>[0]>> = {
    802: { state: 'wrap-up', seconds: 90, queueIds: [first], answered: 3 },
    803: { state: 'ready', seconds: 10, queueIds: [first], answered: 7 },
    805: { state: 'talking', seconds: 1000, call: { mos: 3.4 }, answered: 5 },
  };
  const agents = all.map(({ id, department_id: departmentId, ...row }): BoardAgent =>
    personOf({ ...row, agentId: id, departmentId, state: 'offline', seconds: 0, ...states[row.extension] }),
  );
  const shown = lines.map(({ id, name }, i) =>
    lineOf({ queueId: id, name, ...(i === 0 && { waiting: 4, callbacks: 1, waitSeconds: 75 }) }),
  );
  const board = await playBoard(page, agents, shown);
  await enterBackOffice(page, office.url, extension);
  await page.goto(`${office.url}${path}`);
  return { page, errors, board };
}

const cards = (page: Page) => page.locator('.monitor-card');
const focusedText = (page: Page) => page.evaluate<string>('document.activeElement.textContent');
const card = (page: Page, extension: string) => page.locator('[data-agent]', { hasText: extension });

test('[U6] a board shows who is over a limit, what to do, and who is found; its filters stand in the address', async () => {
  const { page, errors } = await openBoard('801');
  await card(page, '805').getByText(words.over.talking).waitFor();
  const attention = page.getByRole('region', { name: words.attention });
  await attention.getByText(/最长等待 01:1\d/).waitFor();
  await attention.getByText(/805 通话 16:\d\d/).waitFor();
  expect(await attention.locator('li').count()).toBe(3);
  // Who is called back is said apart from those on the line, and how a call sounds on its card.
  await page.locator('.monitor-tile').first().getByText(`${words.waiting} · 回呼 1`).waitFor();
  await card(page, '805').getByText('MOS 3.4').waitFor();
  await readyToWalk(page);
  expect(await inspect(page)).toEqual([]);

  const chips = page.getByRole('group', { name: words.states });
  await chips.getByRole('button', { name: `${words.groups.ready} 1` }).click();
  await page.waitForURL(/state=ready/);
  expect(await cards(page).count()).toBe(1);
  await page.goto(`${office.url}/monitor?search=lxy`);
  await card(page, '802').waitFor();
  expect(await page.locator('[data-agent]').count()).toBe(1);
  await page.locator('.monitor-tile').first().click();
  await page.waitForURL(/queue=/);
  await page.goto(`${office.url}/monitor?view=rows`);
  await card(page, '805').waitFor();
  expect(await cards(page).count()).toBe(0);
  expect(errors).toEqual([]);
});

test('[U6] a card is acted on by a letter, arrow keys lead to the next, and a card that moves keeps the focus', async () => {
  const { page, errors, board } = await openBoard('801');
  const asked: string[] = [];
  await page.route('**/api/monitor/agents/**', async (route) => {
    asked.push(`${route.request().method()} ${new URL(route.request().url()).pathname.split('/').at(-1)}`);
    await route.fulfill({ json: {} });
  });
  await cards(page).first().focus();
  await page.keyboard.press('l');
  await expect.poll(() => asked).toEqual(['PUT listen']);
  await page.keyboard.press('x');
  await page.getByRole('dialog').getByRole('textbox').fill('客户投诉');
  await page.keyboard.press('Enter');
  await expect.poll(() => asked).toEqual(['PUT listen', 'POST hang-up']);
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await cards(page).first().focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => focusedText(page)).toContain('802');
  await page.keyboard.press('s');
  await page.getByRole('dialog', { name: /置为在线/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await card(page, '802').focus();
  const late = board.agents.find(({ extension }) => extension === '802')!;
  board.tell({ ...late, state: 'ready', since: new Date().toISOString(), wrapUpEndsAt: null });
  await card(page, '802').getByText(zh.phone.state.ready).waitFor();
  expect(await focusedText(page)).toContain('802');
  expect(errors).toEqual([]);
});

test('[U6] [C8] whose phone rings on is reminded from the list of what needs attention', async () => {
  const { page, errors, board } = await openBoard('801');
  const asked: object[] = [];
  await page.route('**/api/monitor/agents/*/remind', async (route) => {
    asked.push(route.request().postDataJSON() as object);
    await route.fulfill({ json: {} });
  });
  const { agentId, extension, name } = board.agents.find((one) => one.extension === '804')!;
  await card(page, '805').waitFor();
  board.tell(personOf({ agentId, extension, name, state: 'ringing', seconds: 45, call: {} }));
  const attention = page.getByRole('region', { name: words.attention });
  await attention.getByRole('button', { name: words.do.remind }).click();
  await page.locator('.toasts').getByText(zh.monitor.reminded.replace('{{name}}', name)).waitFor();
  expect(asked).toMatchObject([{ about: 'ringing' }]);
  await picture(page, 'monitor-zh');
  expect(errors).toEqual([]);
});

test('[U6] [U1] a leader is offered acts on their own department alone, and no limits to set', async () => {
  const { page } = await openBoard('807');
  await card(page, '805').waitFor();
  const offered = await page.locator('.monitor-acts').count();
  const setup = await (await page.request.get(`${office.url}/api/monitor/board`)).json();
  const can = new Set(
    (setup as { agents: { agentId: string; can: string[] }[] }).agents
      .filter(({ can }) => can.length > 0)
      .map(({ agentId }) => agentId),
  );
  const live = (await people()).filter(({ id, extension }) => can.has(id) && ['802', '803', '805'].includes(extension));
  expect(offered).toBe(live.length);
  expect(await page.getByRole('button', { name: words.limits.short }).count()).toBe(0);
});

test('[U6] limits are set by who may, and hold at once', async () => {
  const { page, errors } = await openBoard('801');
  await card(page, '805').getByText(words.over.talking).waitFor();
  await page.getByRole('button', { name: words.limits.short }).click();
  await page.getByLabel(words.limits.talking).fill('1800');
  await page.getByRole('dialog').getByRole('button', { name: zh.ui.form.save }).click();
  await card(page, '805').getByText(words.over.talking).waitFor({ state: 'detached' });
  expect(errors).toEqual([]);
});

test('[U6] a thousand agents are a few dozen cards, and all can be reached by keys', async () => {
  const { page, board } = await openBoard('801');
  await card(page, '805').waitFor();
  const [first] = board.agents;
  board.agents = Array.from({ length: 1000 }, (_, i) => ({
    ...first!,
    agentId: `0190b4a0-0000-7000-8000-${String(i).padStart(12, '0')}`,
    extension: String(1000 + i),
    state: i % 2 ? 'ready' : 'busy',
  }));
  await page.reload();
  await page.getByRole('button', { name: `${words.all} 1000` }).waitFor();
  expect(await page.locator('[data-agent]').count()).toBeLessThan(80);
  await cards(page).first().focus();
  await page.keyboard.press('End');
  await expect.poll(() => focusedText(page)).toContain('1998');
});

test('[U6] a wallboard stands alone, fits on its screen, shows the chosen queues, and is for who may see the board', async () => {
  const [queue] = await queues();
  const { page, errors } = await openBoard('801', '/wallboard', { width: 1920, height: 1080 });
  await page.locator('.wall-figure').first().getByText('4', { exact: true }).waitFor();
  expect(await page.locator('.phone-bar, nav.rail').count()).toBe(0);
  const [high, wide] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollHeight - innerHeight, document.documentElement.scrollWidth - innerWidth]',
  );
  expect([high, wide]).toEqual([0, 0]);
  expect(await page.locator('.wall-queues tbody tr').count()).toBe((await queues()).length);
  await readyToWalk(page);
  expect(await inspect(page)).toEqual([]);
  await page.goto(`${office.url}/wallboard?queues=${queue!.id}`);
  await page.locator('.wall-queues tbody tr').first().waitFor();
  expect(await page.locator('.wall-queues tbody tr').count()).toBe(1);
  expect(errors).toEqual([]);
  const agent = await openBoard('802', '/wallboard');
  await agent.page.getByText(zh.app.list.forbiddenTitle.replace('{{what}}', '大屏')).waitFor();
});

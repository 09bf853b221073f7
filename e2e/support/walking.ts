/** What is looked at on each surface: what axe finds, what Tab reaches, whether Escape closes it, whether its words are those of the language. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { en, zh } from '@bahu/web/text/all.ts';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = {
  light: `['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']`,
  dark: `{ type: 'rule', values: ['color-contrast'] }`,
} as const;

/** Looks at what Escape is to close, each at least a tenth of a second apart. */
const closingRounds = 20;

/** Runs in the page: the part that is in front, be it a dialogue, a panel, a menu or something docked; else the page itself or the part of it that was asked for. */
const inFront = `window.__front = () => {
  const isSeen = (part) => part.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const over = [...document.querySelectorAll('.ant-modal, .ant-popover:not(.ant-popover-hidden), .ant-dropdown:not(.ant-dropdown-hidden)')].filter(isSeen);
  return over.at(-1) ?? document.querySelector('aside.docked') ?? document.querySelector(window.__part);
};`;

/** Readies a page for the looks below; once for each load. `part` is what is looked at when nothing is open over it. */
export async function readyToWalk(page: Page, part: 'main' | '.phone-bar' = 'main'): Promise<void> {
  await page.evaluate(`window.__part = '${part}'`);
  await page.evaluate(axe);
  await page.evaluate(inFront);
}

/** Goes to an address as a link would, without loading everything anew; what was open is gone. */
export async function goTo(page: Page, address: string): Promise<void> {
  await page.keyboard.press('Escape');
  // The pointer waits in an empty corner, where no hint of the button before covers the next one.
  await page.mouse.move(2, 2);
  await (address.startsWith('/operator') ? show(page, '/operator/nowhere').then(() => settled(page)) : leave(page));
  await show(page, address);
  await settled(page);
}

const show = (page: Page, address: string): Promise<void> =>
  page.evaluate(`history.pushState({}, '', ${JSON.stringify(address)})`);

/** To the page that there is not, which takes away whatever was open; it loads nothing, so it is there as soon as its words are. */
async function leave(page: Page): Promise<void> {
  await show(page, '/nowhere');
  const titles = [zh.app.missing.title, en.app.missing.title];
  await page.waitForFunction(
    `${JSON.stringify(titles)}.some((title) => document.querySelector('main')?.textContent.includes(title))`,
  );
}

/** Milliseconds after which what still loads is looked at as it is, and between two looks. */
const [patience, pause] = [2400, 40];

/** Nothing loads any more: neither a skeleton nor a part that says that it is busy, three times in a row. */
export const settled = (page: Page): Promise<void> =>
  page.evaluate(`new Promise((done) => {
  const ends = performance.now() + ${patience};
  let quiet = 0;
  const look = () => {
    const isQuiet = document.querySelector('main') !== null && document.querySelector('main .skeleton, [aria-busy=true]') === null;
    quiet = isQuiet ? quiet + 1 : 0;
    if (quiet === 3 || performance.now() > ends) done();
    else setTimeout(look, ${pause});
  };
  setTimeout(look, ${pause});
})`);

/** What axe finds by WCAG 2.2 AA on what is in front, `rule: element` for each; in the dark only the colours differ. */
export async function findings(page: Page, theme: keyof typeof rules): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(window.__front().matches(window.__part) ? document : window.__front(), { runOnly: ${rules[theme]}, resultTypes: ['violations'] })`,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${theme} ${id}: ${String(target)}`));
}

/** Pages that run over the frame that does not scroll, so that their end is never seen, and whatever is wider than the window or the menu. */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
  const main = document.querySelector('main');
  const isCut = getComputedStyle(main).overflowY === 'hidden' && main.scrollHeight > main.clientHeight + 1;
  const isWide = (part) => part.scrollWidth > part.clientWidth + 1;
  return [
    ...(isCut ? ['the end of the page is cut off'] : []),
    ...(document.documentElement.scrollWidth > innerWidth ? ['wider than the window'] : []),
    ...[...document.querySelectorAll('nav.rail a, nav.rail button')].filter(isWide).map((part) => 'wider than the menu: ' + part.textContent),
  ];
})()`);

/** Parts that a finger draws aside: tables, boards, rows of tabs and of filters. Nothing else of a page lies beside the window. */
const drawnAside =
  'table, .board, .filter-line, .view-bar, .bulk-bar, .tab-list, .tab-strip, .monitor-tiles, .operator-pages';

/** What can be read or pressed and lies beyond the sides of the window, where nobody gets at it; and what is drawn aside and should not be. */
export const besideWindow = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
  const wide = document.documentElement.scrollWidth > innerWidth ? ['the document is wider than the window'] : [];
  const styled = (part, name) => getComputedStyle(part)[name];
  const nameOf = (part) => (part.getAttribute('aria-label') || part.textContent || part.className).trim().slice(0, 40);
  const hasText = (part) => [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
  const isOver = (part) => { const { left, right, width } = part.getBoundingClientRect(); return width > 1 && (right > innerWidth + 1 || left < -1); };
  const isCut = (part) => { for (let at = part; at && at !== document.body; at = at.parentElement) if (styled(at, 'textOverflow') === 'ellipsis' && !isOver(at)) return true; return false; };
  const parts = [...document.querySelectorAll('.shell *, .operator-shell *, .ant-modal *, .ant-drawer *, .ant-popover *, .ant-dropdown *')].filter((part) => !part.closest(${JSON.stringify(drawnAside)}) && !part.closest('.unseen, .skip-link, svg') && part.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }));
  const beyond = parts.filter((part) => (hasText(part) || part.matches('button, a[href], input, select, textarea')) && isOver(part) && !isCut(part));
  const moving = parts.filter((part) => ['auto', 'scroll'].includes(styled(part, 'overflowX')) && part.scrollWidth > part.clientWidth + 1 && !part.matches('input, textarea') && !part.querySelector('table, .board'));
  return [...wide, ...beyond.map((part) => 'beside the window: ' + nameOf(part)), ...moving.map((part) => 'can be drawn aside: ' + (part.className || part.tagName))];
})()`);

/** Stops of Tab within one control, such as the parts of a date. */
const innerStops = 8;

/**
 * What Tab does not reach of all that can be used in front, and what shows no focus when it has it; of a menu, whether the arrows get into it. The
 * flyout of the main menu is walked by its arrows: Tab closes it.
 */
async function outOfReach(page: Page): Promise<string[]> {
  if (await page.evaluate<boolean>(`window.__front().matches('.ant-dropdown')`)) {
    const isInside = (): Promise<boolean> =>
      page.evaluate<boolean>('window.__front().contains(document.activeElement)');
    await page.keyboard.press('ArrowDown');
    if (await isInside()) return [];
    await page.keyboard.press('Tab');
    return (await isInside()) ? [] : ['no key leads into the menu'];
  }
  const count = await page.evaluate<number>(`(() => {
    const front = window.__front();
    const usable = [...front.querySelectorAll('a[href], button, input, select, textarea, [tabindex]')]
      .filter((part) => part.tabIndex >= 0 && !part.matches(':disabled, [type=hidden], [type=radio]:not(:checked), [aria-hidden=true], .ant-modal-wrap, [inert] *') && part.checkVisibility({ checkVisibilityCSS: true }));
    const marked = (part) => { const { outlineStyle, boxShadow } = getComputedStyle(part); return outlineStyle !== 'none' || boxShadow !== 'none'; };
    window.__walk = { usable, reached: new Set(), unmarked: new Set() };
    window.__note = ({ target }) => {
      window.__walk.reached.add(target);
      let at = target;
      for (let up = 0; at && up < 4; up++, at = at.parentElement) if (marked(at)) return;
      window.__walk.unmarked.add(target);
    };
    document.addEventListener('focusin', window.__note);
    if (!front.contains(document.activeElement) || front.matches('main, aside, .phone-bar')) { front.tabIndex = -1; front.focus(); }
    else window.__walk.reached.add(document.activeElement);
    return usable.length;
  })()`);
  const hasArrows = await page.evaluate<boolean>(`window.__front().querySelector('.rail-flyout') !== null`);
  const isLeft = (): Promise<boolean> =>
    page.evaluate<boolean>('window.__walk.usable.some((part) => part.isConnected && !window.__walk.reached.has(part))');
  // Parts that scroll are stops as well, each row of a list may have one, and rows come as the list scrolls: on and on before anything is called out of reach.
  const reached = (): Promise<number> => page.evaluate<number>('window.__walk.reached.size');
  for (let before = -1, now = 0; now > before && (before < 0 || (await isLeft())); now = await reached()) {
    before = now;
    for (let i = 0; i < count + innerStops; i++) await page.keyboard.press(hasArrows ? 'ArrowDown' : 'Tab');
  }
  return page.evaluate<string[]>(`(() => {
    document.removeEventListener('focusin', window.__note);
    const { usable, reached, unmarked } = window.__walk;
    const nameOf = (part) => (part.getAttribute('aria-label') || part.textContent || part.getAttribute('placeholder') || part.outerHTML).trim().slice(0, 60);
    return [
      ...usable.filter((part) => part.isConnected && !reached.has(part)).map((part) => 'not reached: ' + nameOf(part)),
      ...usable.filter((part) => unmarked.has(part)).map((part) => 'focus not seen: ' + nameOf(part)),
    ];
  })()`);
}

/** Whether Escape leaves what is in front open. A page itself stays. What is to close may take its time over it; what is to stay has a moment. */
async function staysOpen(page: Page, isKept: boolean): Promise<boolean> {
  await page.evaluate('window.__was = window.__front()');
  if (await page.evaluate<boolean>(`window.__was.matches(window.__part)`)) return false;
  await page.keyboard.press('Escape');
  for (let round = 0; ; round++) {
    await settled(page);
    const isOpen = await page.evaluate<boolean>('window.__front() === window.__was');
    if (!isOpen || isKept || round === closingRounds) return isOpen;
  }
}

/** Words that stand on the page or name its parts, each once; what is marked as another language is meant to be in it. */
export const wordsOn = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
  const found = new Set();
  const isOwn = (part) => part.closest('[lang]').lang.slice(0, 2) === document.documentElement.lang.slice(0, 2);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (isOwn(walker.currentNode.parentElement)) found.add(walker.currentNode.data.trim());
  for (const part of document.querySelectorAll('[aria-label], [placeholder], [title]')) if (isOwn(part)) for (const name of ['aria-label', 'placeholder', 'title']) found.add((part.getAttribute(name) ?? '').trim());
  return [...found].filter(Boolean);
})()`);

/** Nothing fades or moves any more: colours on their way from one theme to the other are neither's. What turns for ever is left out. */
async function still(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    for (let left = 3; left > 0; left--) await new Promise(requestAnimationFrame);
    const ending = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < Infinity);
    await Promise.allSettled(ending.map((one) => one.finished));
  })()`);
}

/** The whole look at what is in front: in one theme, in the other, by Tab, by Escape. `isKept`: Escape must leave it open. */
export async function inspect(page: Page, { isKept = false }: { isKept?: boolean } = {}): Promise<string[]> {
  await still(page);
  const light = await findings(page, 'light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await still(page);
  const dark = await findings(page, 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
  const unseen = [...(await cutOff(page)), ...(await outOfReach(page))];
  return [
    ...light,
    ...dark,
    ...unseen,
    ...((await staysOpen(page, isKept)) !== isKept ? ['Escape does not do what it should'] : []),
  ];
}

/** The row of open pages. Each tab is an address; the desk is always the first and stays. */

export interface Tab {
  /** The path, which is what makes two tabs different. */
  readonly path: string;
  /** Path and query as last shown. */
  readonly href: string;
  /** Of pages about one thing; pages of the menu have their name from there. */
  readonly title: string | null;
  /** The call that opened the tab or that is shown in it. */
  readonly callId: string | null;
  /** Something in it was typed and not saved. */
  readonly isUnsaved?: boolean;
  /** A call opened it, and nobody else. */
  readonly isOfCall?: boolean;
}

export const deskPath = '/';
export const startTabs: readonly Tab[] = [{ path: deskPath, href: deskPath, title: null, callId: null }];

export const pathOf = (href: string): string => href.split(/[?#]/, 1)[0] ?? href;

/** Adds a tab behind the others, or brings what is known about it up to date. */
export function withTab(
  tabs: readonly Tab[],
  href: string,
  known: Partial<Pick<Tab, 'title' | 'callId' | 'isOfCall'>> = {},
): readonly Tab[] {
  const path = pathOf(href);
  const before = tabs.find((tab) => tab.path === path);
  const tab: Tab = {
    ...before,
    path,
    href,
    title: known.title ?? before?.title ?? null,
    callId: known.callId ?? before?.callId ?? null,
    ...(!before && known.isOfCall && { isOfCall: true }),
  };
  if (!before) return [...tabs, tab];
  const isSame = before.href === tab.href && before.title === tab.title && before.callId === tab.callId;
  return isSame ? tabs : tabs.map((other) => (other.path === path ? tab : other));
}

/** Removes a tab; the desk stays. */
export const withoutTab = (tabs: readonly Tab[], path: string): readonly Tab[] =>
  path === deskPath ? tabs : tabs.filter((tab) => tab.path !== path);

/** Keeps the desk, this tab, and those that hold something unsaved or the call that is on. */
export const withoutOthers = (tabs: readonly Tab[], path: string, callId: string | null): readonly Tab[] =>
  tabs.filter((tab) => tab.path === path || tab.path === deskPath || tab.isUnsaved || isOfThis(tab, callId));

/** The same of those at its right alone. */
export function withoutRight(tabs: readonly Tab[], path: string, callId: string | null): readonly Tab[] {
  const place = tabs.findIndex((tab) => tab.path === path) + 1;
  return place === 0 ? tabs : [...tabs.slice(0, place), ...withoutOthers(tabs.slice(place), path, callId)];
}

const isOfThis = (tab: Tab, callId: string | null): boolean => callId !== null && tab.callId === callId;

/**
 * Room for a call: tabs that earlier calls have opened go, but for the shown one and those in which something was typed. `isKept` knows those.
 */
export const withoutEarlierCalls = (
  tabs: readonly Tab[],
  callId: string,
  shown: string,
  isKept: (tab: Tab) => boolean,
): readonly Tab[] =>
  tabs.filter((tab) => !tab.isOfCall || isOfThis(tab, callId) || tab.path === shown || tab.isUnsaved || isKept(tab));

/** Those that are gone, the latest last: so many can be opened again. */
export function closedSince(closed: readonly Tab[], before: readonly Tab[], after: readonly Tab[]): readonly Tab[] {
  const open = new Set(after.map(({ path }) => path));
  const gone = before.filter(({ path }) => !open.has(path));
  return gone.length === 0 ? closed : [...closed, ...gone].slice(-reopened);
}
const reopened = 20;

/** Puts a tab with another address in the place of one, e.g. the customer's page in the place of the unknown caller's. */
export function replaceTab(tabs: readonly Tab[], path: string, next: Tab): readonly Tab[] {
  const others = tabs.filter((tab) => tab.path !== next.path || tab.path === path);
  return others.some((tab) => tab.path === path)
    ? others.map((tab) => (tab.path === path ? { ...next, ...(tab.isOfCall && { isOfCall: true }) } : tab))
    : withTab(others, next.href, next);
}

/** Where to go when the shown tab is closed: its right neighbour, else its left one. */
export function neighbourOf(tabs: readonly Tab[], path: string): Tab {
  const place = tabs.findIndex((tab) => tab.path === path);
  return tabs[place + 1] ?? tabs[place - 1] ?? startTabs[0]!;
}

/** The tab before or behind the shown one, around the ends. */
export function tabBeside(tabs: readonly Tab[], path: string, step: 1 | -1): Tab {
  const place = Math.max(
    0,
    tabs.findIndex((tab) => tab.path === path),
  );
  return tabs[(place + step + tabs.length) % tabs.length] ?? startTabs[0]!;
}

/** Reads what was stored; anything else than tabs is forgotten. */
export function readTabs(stored: unknown): readonly Tab[] {
  if (!Array.isArray(stored)) return startTabs;
  const tabs = stored.filter(
    (item): item is Tab =>
      typeof item === 'object' &&
      item !== null &&
      typeof (item as Tab).href === 'string' &&
      (item as Tab).href.startsWith('/'),
  );
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const clean = tabs.map(({ href, title, callId, isUnsaved, isOfCall }) => ({
    path: pathOf(href),
    href,
    title: text(title),
    callId: text(callId),
    isUnsaved: isUnsaved === true,
    isOfCall: isOfCall === true,
  }));
  return [...startTabs, ...clean.filter((tab) => tab.path !== deskPath)];
}

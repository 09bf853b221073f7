/** The open pages for everybody who opens, names or closes one. */
import { useLocation, useNavigate, useRouter } from '@tanstack/react-router';
import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { keptInTab } from './storage.ts';
import {
  closedSince,
  neighbourOf,
  pathOf,
  readTabs,
  replaceTab,
  withoutEarlierCalls,
  withoutOthers,
  withoutRight,
  withoutTab,
  withTab,
  type Tab,
} from './tabs.ts';

export interface TabActions {
  /** Adds a tab without going there. */
  add(href: string, known?: Partial<Pick<Tab, 'title' | 'callId' | 'isOfCall'>>): void;
  /** Goes to an address, which opens its tab. */
  show(href: string): void;
  close(path: string): void;
  /** Closes the others, but the one of the call that is on and those that hold something unsaved. */
  closeOthers(path: string, callId: string | null): void;
  /** The same of those at its right. */
  closeRight(path: string, callId: string | null): void;
  /** Opens again what was closed last. */
  reopen(): void;
  /** Closes what earlier calls have opened and nobody has written in. */
  makeRoom(callId: string, isKept: (tab: Tab) => boolean): void;
  /** Changes a tab's address in its place; goes along when it is the shown one. */
  replace(path: string, next: Tab): void;
  name(path: string, title: string): void;
  /** Marks a tab as holding something that is not saved, or not any more. */
  mark(path: string, isUnsaved: boolean): void;
}
export interface Tabs extends TabActions {
  readonly all: readonly Tab[];
  readonly current: string;
  /** What can be opened again, the latest last. */
  readonly closed: readonly Tab[];
}

const TabsContext = createContext<Tabs | null>(null);
const ActionsContext = createContext<TabActions | null>(null);

export function useTabs(): Tabs {
  const tabs = useContext(TabsContext);
  if (!tabs) throw new Error('no tabs above this component');
  return tabs;
}

/** What can be done with tabs, for those who need not be drawn anew with each address. */
export function useTabActions(): TabActions {
  const actions = useContext(ActionsContext);
  if (!actions) throw new Error('no tabs above this component');
  return actions;
}

/** The path of the shown page, for those whom the rest of the address does not concern. */
export const useCurrentPath = (): string => useLocation({ select: ({ href }) => pathOf(href) });

/** Names the tab of the shown page. */
export function useTabTitle(path: string, title: string | undefined): void {
  const { name } = useTabActions();
  useEffect(() => {
    if (title) name(path, title);
  }, [name, path, title]);
}

/** Shows on the tab of the page whether it holds unsaved work; the mark stays when the tab is left. Null leaves it to another form of the page. */
export function useTabMark(path: string | null, isUnsaved: boolean): void {
  const { mark } = useTabActions();
  useEffect(() => void (path !== null && mark(path, isUnsaved)), [isUnsaved, mark, path]);
}

export function TabsProvider({ userId, children }: { userId: string; children: ReactNode }) {
  const storedAs = `tabs.${userId}`;
  const router = useRouter();
  const navigate = useNavigate();
  const current = useCurrentPath();
  const [all, setAll] = useState(() => withTab(readTabs(keptInTab.read(storedAs)), router.latestLocation.href));

  useEffect(
    () => router.subscribe('onBeforeLoad', ({ toLocation }) => setAll((before) => withTab(before, toLocation.href))),
    [router],
  );
  const [closed, setClosed] = useState<readonly Tab[]>([]);
  const latest = useRef({ all, shown: current, closed });
  useEffect(() => {
    latest.current = { all, shown: current, closed };
    keptInTab.write(storedAs, all);
  }, [all, closed, current, storedAs]);

  const actions = useMemo(() => {
    const isShown = (path: string) => latest.current.shown === path;
    const show = (target: string) => void navigate({ href: target });
    const leave = (after: (tabs: readonly Tab[]) => readonly Tab[]) => {
      const { all: before, closed: gone } = latest.current;
      setClosed(closedSince(gone, before, after(before)));
      setAll(after);
    };
    return {
      show,
      add: (target: string, known: Partial<Pick<Tab, 'title' | 'callId' | 'isOfCall'>> = {}) =>
        setAll((before) => withTab(before, target, known)),
      name: (path: string, title: string) =>
        setAll((before) => before.map((tab) => (tab.path === path && tab.title !== title ? { ...tab, title } : tab))),
      mark: (path: string, isUnsaved: boolean) =>
        setAll((before) =>
          before.map((tab) =>
            tab.path === path && Boolean(tab.isUnsaved) !== isUnsaved ? { ...tab, isUnsaved } : tab,
          ),
        ),
      close(path: string) {
        if (isShown(path)) show(neighbourOf(latest.current.all, path).href);
        leave((before) => withoutTab(before, path));
      },
      closeOthers(path: string, callId: string | null) {
        const kept = latest.current.all.find((tab) => tab.path === path);
        if (kept && !isShown(path)) show(kept.href);
        leave((before) => withoutOthers(before, path, callId));
      },
      closeRight(path: string, callId: string | null) {
        const { all: before } = latest.current;
        const after = withoutRight(before, path, callId);
        const kept = before.find((tab) => tab.path === path);
        if (kept && !after.some((tab) => isShown(tab.path))) show(kept.href);
        leave((tabs) => withoutRight(tabs, path, callId));
      },
      reopen() {
        const { closed: gone } = latest.current;
        const last = gone.at(-1);
        if (!last) return;
        setClosed(gone.slice(0, -1));
        setAll((before) => withTab(before, last.href, last));
        show(last.href);
      },
      makeRoom: (callId: string, isKept: (tab: Tab) => boolean) =>
        leave((before) => withoutEarlierCalls(before, callId, latest.current.shown, isKept)),
      replace(path: string, next: Tab) {
        setAll((before) => replaceTab(before, path, next));
        if (isShown(path)) void navigate({ href: next.href, replace: true });
      },
    };
  }, [navigate]);

  const value = useMemo(() => ({ ...actions, all, current, closed }), [actions, all, closed, current]);
  return (
    <ActionsContext.Provider value={actions}>
      <TabsContext.Provider value={value}>{children}</TabsContext.Provider>
    </ActionsContext.Provider>
  );
}

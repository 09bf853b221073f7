/** The open pages for everybody who opens, names or closes one. */
import { useLocation, useNavigate, useRouter } from '@tanstack/react-router';
import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { keptInTab } from './storage.ts';
import { neighbourOf, pathOf, readTabs, replaceTab, withoutTab, withTab, type Tab } from './tabs.ts';

export interface TabActions {
  /** Adds a tab without going there. */
  add(href: string, known?: Partial<Pick<Tab, 'title' | 'callId'>>): void;
  /** Goes to an address, which opens its tab. */
  show(href: string): void;
  close(path: string): void;
  /** Changes a tab's address in its place; goes along when it is the shown one. */
  replace(path: string, next: Tab): void;
  name(path: string, title: string): void;
  /** Marks a tab as holding something that is not saved, or not any more. */
  mark(path: string, isUnsaved: boolean): void;
}
export interface Tabs extends TabActions {
  readonly all: readonly Tab[];
  readonly current: string;
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
  const { href } = useLocation();
  const [all, setAll] = useState(() => withTab(readTabs(keptInTab.read(storedAs)), href));

  useEffect(
    () => router.subscribe('onBeforeLoad', ({ toLocation }) => setAll((before) => withTab(before, toLocation.href))),
    [router],
  );
  const latest = useRef({ all, href });
  useEffect(() => {
    latest.current = { all, href };
    keptInTab.write(storedAs, all);
  }, [all, href, storedAs]);

  const actions = useMemo(() => {
    const isShown = (path: string) => pathOf(latest.current.href) === path;
    const show = (target: string) => void navigate({ href: target });
    return {
      show,
      add: (target: string, known: Partial<Pick<Tab, 'title' | 'callId'>> = {}) =>
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
        setAll((before) => withoutTab(before, path));
      },
      replace(path: string, next: Tab) {
        setAll((before) => replaceTab(before, path, next));
        if (isShown(path)) void navigate({ href: next.href, replace: true });
      },
    };
  }, [navigate]);

  const value = useMemo(() => ({ ...actions, all, current: pathOf(href) }), [actions, all, href]);
  return (
    <ActionsContext.Provider value={actions}>
      <TabsContext.Provider value={value}>{children}</TabsContext.Provider>
    </ActionsContext.Provider>
  );
}

/** Open pages as tabs; the one of the call has its colour. At the right the search. */
import { memo, useEffect, useRef, type KeyboardEvent, type RefObject, type WheelEvent } from 'react';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { callTone } from '../../desk/call-view.ts';
import { useIsHandheld } from '../../lib/layout.ts';
import { useTopic } from '../../lib/services.tsx';
import { useTabActions, useTabs } from '../../lib/tabs-context.tsx';
import { deskPath, type Tab } from '../../lib/tabs.ts';
import { DropMenu } from '../../ui/drop-menu.tsx';
import { classes, Dot } from '../../ui/marks.tsx';
import { TodosButton } from '../../slices/people/todos/todos-button.tsx';
import { JobsButton } from '../../slices/platform/jobs/jobs-button.tsx';
import { HiddenTabs } from './hidden-tabs.tsx';
import { MenuButton } from './menu-button.tsx';
import { SearchBox } from './search-box.tsx';
import { usePageTitle } from './use-page-title.ts';

export function TabRow() {
  const { t } = useTranslation();
  const row = useRef<HTMLDivElement>(null);
  return (
    <section className="tab-row" aria-label={t('app.tabs.row')}>
      {useIsHandheld() && <MenuButton />}
      <TabList row={row} />
      <HiddenTabs row={row} />
      <SearchBox />
      <TodosButton />
      <JobsButton />
    </section>
  );
}

/** Apart from what stands beside it, which would else be drawn anew with each address. */
function TabList({ row }: { row: RefObject<HTMLDivElement | null> }) {
  const { t } = useTranslation();
  const { all, current, closed } = useTabs();
  useEffect(() => {
    // What stands beside the tabs takes its room later than a tab is shown.
    const observer = new ResizeObserver(() => scrollTo(row.current?.querySelector('.tab.is-shown')));
    if (row.current) observer.observe(row.current);
    return () => observer.disconnect();
  }, [row]);
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined || event.altKey) return;
    const links = [...(row.current?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])];
    links[(links.indexOf(document.activeElement as HTMLElement) + step + links.length) % links.length]?.focus();
  };
  // A wheel turns up and down; tabs that do not fit lie sideways.
  const turn = ({ deltaX, deltaY }: WheelEvent) => row.current?.scrollBy({ left: deltaX || deltaY });
  return (
    <div ref={row} className="tab-list" role="tablist" aria-label={t('app.tabs.label')} onKeyDown={move} onWheel={turn}>
      {all.map((tab, place) => (
        <PageTab
          key={tab.path}
          tab={tab}
          isShown={tab.path === current}
          canReopen={closed.length > 0}
          hasOthers={all.length > 2 || tab.path === deskPath}
          isLast={place === all.length - 1}
        />
      ))}
    </div>
  );
}

const scrollTo = (tab: Element | null | undefined): void =>
  tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });

interface TabProps {
  tab: Tab;
  isShown: boolean;
  /** What its menu offers. */
  canReopen: boolean;
  hasOthers: boolean;
  isLast: boolean;
}

/** The others stay as they are when the address of one changes, as it does with each filter of a list. */
const PageTab = memo(function PageTab(props: TabProps) {
  const { tab, isShown } = props;
  const { t } = useTranslation();
  const { show, close } = useTabActions();
  const menu = useTabMenu(props);
  const call = useTopic('desk')?.call ?? null;
  const title = usePageTitle(tab);
  const tone = call && tab.callId === call.callId ? callTone(call) : null;
  const isRinging = tone === 'ringing' && call?.phase === 'ringing';
  const self = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isShown || isRinging) scrollTo(self.current);
  }, [isShown, isRinging]);
  return (
    <DropMenu trigger={['contextMenu']} menu={menu}>
      <div
        ref={self}
        data-path={tab.path}
        role="presentation"
        className={classes('tab', isShown && 'is-shown', tone && `tone-${tone}`, isRinging && 'is-ringing')}
      >
        <button
          type="button"
          role="tab"
          aria-selected={isShown}
          aria-keyshortcuts="Delete"
          tabIndex={isShown ? 0 : -1}
          className="tab-name"
          onClick={() => show(tab.href)}
          onKeyDown={(event) => event.key === 'Delete' && close(tab.path)}
        >
          {tone && <Dot tone={tone} isBreathing={isRinging} />}
          {!tone && tab.isUnsaved && (
            <span title={t('app.tabs.unsaved')}>
              <Dot tone="ringing" />
              <span className="unseen">{t('app.tabs.unsaved')}</span>
            </span>
          )}
          <span className="cut">{title}</span>
        </button>
        {tab.path !== deskPath && (
          <button
            type="button"
            className="tab-close"
            tabIndex={-1}
            aria-hidden
            aria-label={t('app.tabs.close', { title })}
            onClick={() => close(tab.path)}
          >
            <X size={13} aria-hidden />
          </button>
        )}
      </div>
    </DropMenu>
  );
});

/** What the other button of the mouse, or the key for it, offers of a tab. */
function useTabMenu({ tab: { path }, canReopen, hasOthers, isLast }: TabProps) {
  const { t } = useTranslation();
  const { close, closeOthers, closeRight, reopen } = useTabActions();
  const callId = useTopic('desk')?.call?.callId ?? null;
  const act: Record<string, () => void> = {
    close: () => close(path),
    others: () => closeOthers(path, callId),
    right: () => closeRight(path, callId),
    reopen,
  };
  return {
    items: [
      { key: 'close', label: t('app.tabs.closeThis'), disabled: path === deskPath },
      { key: 'others', label: t('app.tabs.closeOthers'), disabled: !hasOthers },
      { key: 'right', label: t('app.tabs.closeRight'), disabled: isLast },
      { key: 'reopen', label: t('app.tabs.reopen'), disabled: !canReopen },
    ],
    onClick: ({ key }: { key: string }) => act[key]?.(),
  };
}

/** The main menu: only pages that this person may see; groups open a flyout with theirs. */
import { Popover } from 'antd';
import { AppWindow } from 'lucide-react';
import { Suspense, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../lib/session.tsx';
import { useCurrentPath } from '../../lib/tabs-context.tsx';
import { nameOf, type RailGroupName, type WebPage } from '../../lib/web-slice.ts';
import { classes } from '../../ui/marks.tsx';
import { pageOf, railOf, type RailEntry } from '../pages.ts';
import { PageLink, useLinkedLinks, type RailPage } from './page-link.tsx';

export function Rail() {
  const { t, i18n } = useTranslation();
  const { permissions } = useMe();
  const current = useCurrentPath();
  const active = pageOf(current);
  return (
    <nav className="rail" aria-label={t('app.rail')}>
      {railOf(permissions).map((entry) => {
        const isActive = entry.pages.some((page) => page === active);
        return entry.group ? (
          <RailGroup key={entry.key} group={entry.group} entry={entry} isActive={isActive} active={active} />
        ) : (
          <PageLink
            key={entry.key}
            page={entry.pages[0]!}
            className={classes('rail-item', isActive && 'is-active')}
            isCurrent={isActive}
          >
            <span className="rail-icon">
              <entry.icon size={20} strokeWidth={1.6} aria-hidden />
              <Badge page={entry.pages[0]!} />
            </span>
            <span>{nameOf(entry.pages[0]!, i18n.language)}</span>
          </PageLink>
        );
      })}
      <LinkedPages current={current} />
    </nav>
  );
}

/** Pages of other systems, in a group of their own behind the product's. */
function LinkedPages({ current }: { current: string }) {
  const pages = useLinkedLinks();
  if (pages.length === 0) return null;
  const active = pages.find(({ path }) => path === current);
  return (
    <RailGroup group="linked" entry={{ icon: AppWindow, pages }} isActive={active !== undefined} active={active} />
  );
}

/** The menu does not wait for it. */
const Badge = ({ page: { badge: Count } }: { page: WebPage }) =>
  Count ? (
    <Suspense fallback={null}>
      <Count />
    </Suspense>
  ) : null;

interface GroupProps {
  group: RailGroupName;
  entry: Pick<RailEntry, 'icon'> & { readonly pages: readonly RailPage[] };
  isActive: boolean;
  active: RailPage | undefined;
}

function RailGroup({ group, entry, isActive, active }: GroupProps) {
  const { t, i18n } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const name = t(`app.groups.${group}`);

  function press(event: KeyboardEvent<HTMLElement>): void {
    const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a')];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      links[(links.indexOf(document.activeElement as HTMLElement) + step + links.length) % links.length]?.focus();
    }
    if (event.key === 'Escape' || event.key === 'ArrowLeft' || event.key === 'Tab') {
      setIsOpen(false);
      button.current?.focus();
    }
  }
  const flyout = (
    <nav className="rail-flyout" aria-label={name} onKeyDown={press}>
      {entry.pages.map((page) => (
        <PageLink
          key={page.path}
          page={page}
          className="rail-sub"
          isCurrent={page === active}
          onClick={() => setIsOpen(false)}
        >
          {nameOf(page, i18n.language)}
        </PageLink>
      ))}
    </nav>
  );
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={['hover', 'click']}
      placement="rightTop"
      arrow={false}
      destroyOnHidden
      mouseLeaveDelay={0.15}
      classNames={{ root: 'rail-popover' }}
      content={flyout}
    >
      <button
        ref={button}
        type="button"
        className={classes('rail-item', isActive && 'is-active')}
        aria-haspopup="true"
        aria-expanded={isOpen}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowRight' && event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          setIsOpen(true);
          requestAnimationFrame(() =>
            requestAnimationFrame(() => document.querySelector<HTMLElement>('.rail-flyout a')?.focus()),
          );
        }}
      >
        <entry.icon size={20} strokeWidth={1.6} aria-hidden />
        <span>{name}</span>
      </button>
    </Popover>
  );
}

/** Tabs that do not fit in the row: how many, and a menu of them. */
import { ChevronDown } from 'lucide-react';
import { useEffect, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useTabs } from '../../lib/tabs-context.tsx';
import type { Tab } from '../../lib/tabs.ts';
import { usePageTitle } from './use-page-title.ts';
import { DropMenu } from '../../ui/drop-menu.tsx';

/** A tab of which so much is in sight can be read and clicked. */
const inSight = 0.9;

/** Those of which too little is in sight. */
function useHidden(row: RefObject<HTMLElement | null>, tabs: readonly Tab[]): readonly Tab[] {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const paths = tabs.map(({ path }) => path).join(' ');
  useEffect(() => {
    const note = (entries: readonly IntersectionObserverEntry[]): void =>
      setHidden((before) => {
        const next = new Set(before);
        for (const { target, intersectionRatio } of entries) {
          const path = (target as HTMLElement).dataset['path'] ?? '';
          if (intersectionRatio < inSight) next.add(path);
          else next.delete(path);
        }
        return next;
      });
    const observer = new IntersectionObserver(note, { root: row.current, threshold: inSight });
    for (const path of paths.split(' ')) {
      const tab = row.current?.querySelector(`[data-path="${CSS.escape(path)}"]`);
      if (tab) observer.observe(tab);
    }
    return () => observer.disconnect();
  }, [paths, row]);
  return tabs.filter(({ path }) => hidden.has(path));
}

export function HiddenTabs({ row }: { row: RefObject<HTMLElement | null> }) {
  const { t } = useTranslation();
  const { all, show } = useTabs();
  const hidden = useHidden(row, all);
  if (hidden.length === 0) return null;
  const items = hidden.map((tab) => ({ key: tab.href, label: <Title tab={tab} /> }));
  return (
    <DropMenu menu={{ items, onClick: ({ key }) => show(key) }}>
      <button type="button" className="tab-more" aria-haspopup="menu" title={t('app.tabs.moreLabel')}>
        {t('app.tabs.more', { count: hidden.length })}
        <ChevronDown size={13} aria-hidden />
      </button>
    </DropMenu>
  );
}

const Title = ({ tab }: { tab: Tab }) => <>{usePageTitle(tab)}</>;

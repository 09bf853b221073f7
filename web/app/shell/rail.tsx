/** The main menu: only pages that exist and that this person may see. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../lib/session.tsx';
import { useTabs } from '../../lib/tabs-context.tsx';
import { classes } from '../../ui/marks.tsx';
import { pageOf, pages } from '../pages.ts';

export function Rail() {
  const { t } = useTranslation();
  const { permissions } = useMe();
  const { all, current } = useTabs();
  const active = pageOf(current) ?? pages[0];
  return (
    <nav className="rail" aria-label={t('app.rail')}>
      {pages
        .filter((page) => permissions.includes(page.permission))
        .map((page) => {
          const Icon = page.icon;
          const isActive = page === active;
          const open = all.find((tab) => tab.path === page.path);
          return (
            <Link
              key={page.path}
              to={open?.href ?? page.path}
              className={classes('rail-item', isActive && 'is-active')}
              aria-current={isActive ? 'page' : undefined}
            >
              <Icon size={20} strokeWidth={1.6} aria-hidden />
              <span>{t(`app.pages.${page.name}`)}</span>
            </Link>
          );
        })}
    </nav>
  );
}

/** A page alone on its screen. It has no phone: whoever signs in on a wall keeps theirs at the desk. */
import { Outlet } from '@tanstack/react-router';
import { Lock } from 'lucide-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../lib/session.tsx';
import { nameOf, type WebPage } from '../../lib/web-slice.ts';
import { Notice, Skeleton } from '../../ui/list-state.tsx';
import { mayOpen } from '../pages.ts';

export function Bare({ page }: { page: WebPage }) {
  const { t, i18n } = useTranslation();
  const { permissions } = useMe();
  const title = t('app.list.forbiddenTitle', { what: nameOf(page, i18n.language) });
  return (
    <main id="content" className="bare">
      {mayOpen(page, permissions) ? (
        <Suspense fallback={<Skeleton />}>
          <Outlet />
        </Suspense>
      ) : (
        <Notice icon={Lock} title={title} hint={t('app.list.forbiddenHint')} />
      )}
    </main>
  );
}

/** A page that one may not open says so and who can help, whatever led there: an old tab, an address from a colleague, a role tried out. */
import { useLocation, useRouter } from '@tanstack/react-router';
import { Lock } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../lib/session.tsx';
import { useTabActions } from '../../lib/tabs-context.tsx';
import { deskPath } from '../../lib/tabs.ts';
import { nameOf } from '../../lib/web-slice.ts';
import { Notice } from '../../ui/list-state.tsx';
import { mayOpen, pageOf, railOf } from '../pages.ts';

export function PagePermit({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const { permissions } = useMe();
  const { history } = useRouter();
  const { add } = useTabActions();
  const page = useLocation({ select: ({ pathname }) => pageOf(pathname) });
  const isOpen = !page || mayOpen(page, permissions);
  // Everybody arrives at the desk; whoever has none, an operator in support for one, begins with their first page.
  const instead = !isOpen && page.path === deskPath ? railOf(permissions)[0]?.pages[0]?.path : undefined;
  useEffect(() => {
    if (!instead) return;
    add(instead);
    history.replace(instead);
  }, [add, history, instead]);
  if (isOpen) return children;
  if (instead) return null;
  return (
    <Notice
      icon={Lock}
      title={t('app.list.forbiddenTitle', { what: nameOf(page, i18n.language) })}
      hint={t('app.list.forbiddenHint')}
    />
  );
}

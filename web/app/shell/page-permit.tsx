/** A page that one may not open says so and who can help, whatever led there: an old tab, an address from a colleague, a role tried out. */
import { useLocation } from '@tanstack/react-router';
import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../lib/session.tsx';
import { Notice } from '../../ui/list-state.tsx';
import { mayOpen, pageOf } from '../pages.ts';

export function PagePermit({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { permissions } = useMe();
  const page = useLocation({ select: ({ pathname }) => pageOf(pathname) });
  if (!page || mayOpen(page, permissions)) return children;
  return <Notice icon={Lock} title={t('app.list.forbiddenTitle', { what: t(`app.pages.${page.name}`) })} hint={t('app.list.forbiddenHint')} />;
}

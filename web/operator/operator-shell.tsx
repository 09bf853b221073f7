/** The frame of the operators' pages: an ink band that no tenant has, five pages, one's own menu and page. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import type { MenuProps } from 'antd';
import {
  Building2,
  ChevronDown,
  ClipboardList,
  MapPin,
  Palette,
  ShieldCheck,
  UserCog,
  type LucideIcon,
} from 'lucide-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../lib/failure.ts';
import { usePreferences, type Theme } from '../lib/preferences.tsx';
import { languageNames, languages } from '../text/i18n.ts';
import { AppLink } from '../ui/app-link.tsx';
import { DropMenu } from '../ui/drop-menu.tsx';
import { Skeleton } from '../ui/list-state.tsx';
import { classes } from '../ui/marks.tsx';
import { useToasts } from '../ui/toasts.tsx';
import { PasswordAlone } from './password-alone.tsx';
import { Troubles, useStatus } from './troubles.tsx';
import { useOperatorApi, useWho, whoKey } from './who.tsx';
import '../app/shell/shell.css';
import './operator.css';

interface OperatorPage {
  path: string;
  name: 'tenants' | 'operators' | 'branding' | 'regions' | 'log';
  icon: LucideIcon;
}
const pages: readonly OperatorPage[] = [
  { path: '/operator', name: 'tenants', icon: Building2 },
  { path: '/operator/operators', name: 'operators', icon: UserCog },
  { path: '/operator/branding', name: 'branding', icon: Palette },
  { path: '/operator/regions', name: 'regions', icon: MapPin },
  { path: '/operator/log', name: 'log', icon: ClipboardList },
];

export function OperatorShell() {
  const { t } = useTranslation();
  const path = useLocation({ select: ({ pathname }) => pathname.replace(/\/$/, '') });
  return (
    <div className="operator-shell">
      <a className="skip-link" href="#content">
        {t('app.skipToContent')}
      </a>
      <header className="operator-band">
        <ShieldCheck size={18} aria-hidden />
        <b>{t('operator.title')}</b>
        <nav className="row operator-pages" aria-label={t('operator.rail')}>
          {pages.map(({ path: to, name, icon: Icon }) => (
            <AppLink
              key={to}
              to={to}
              className={classes('operator-page', path === to && 'is-active')}
              aria-current={path === to ? 'page' : undefined}
            >
              <Icon size={15} aria-hidden />
              {t(`operator.pages.${name}`)}
            </AppLink>
          ))}
        </nav>
        <span className="fill" />
        <Menu />
      </header>
      <div>
        <Troubles />
        {path === '/operator' && <PasswordAlone />}
      </div>
      <main id="content" className="operator-main" tabIndex={-1}>
        <Suspense fallback={<Skeleton />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}

const themes: readonly Theme[] = ['light', 'dark', 'system'];

function Menu() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const api = useOperatorApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  const { operator, version } = useWho();
  const { mediaServer } = useStatus();
  const { preferences, change } = usePreferences();
  const signOut = useMutation({
    mutationFn: () => api.signOut(),
    onSuccess() {
      // The gate looks at this query: to remove it with the others would leave the page open.
      queries.setQueryData(whoKey, null);
      queries.removeQueries({
        predicate: ({ queryKey }) => queryKey.length > whoKey.length || queryKey[0] !== whoKey[0],
      });
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  const items: MenuProps['items'] = [
    { key: 'who', type: 'group', label: operator.loginName },
    {
      key: 'languages',
      type: 'group',
      label: t('app.menu.language'),
      children: languages.map((language) => ({ key: `language ${language}`, label: languageNames[language] })),
    },
    {
      key: 'themes',
      type: 'group',
      label: t('app.menu.theme'),
      children: themes.map((theme) => ({ key: `theme ${theme}`, label: t(`app.menu.${theme}`) })),
    },
    { type: 'divider' },
    { key: 'account', label: t('operator.account.title') },
    { key: 'sign-out', label: t('operator.signOut') },
    { type: 'divider' },
    { key: 'version', type: 'group', label: t('app.menu.version', { version }) },
    { key: 'media-server', type: 'group', label: t(`operator.mediaServers.${mediaServer}`) },
  ];
  function choose(key: string, event: { preventDefault(): void }): void {
    // Enter must not go on into the page that it opens.
    event.preventDefault();
    const language = languages.find((other) => key === `language ${other}`);
    const theme = themes.find((other) => key === `theme ${other}`);
    if (language) change({ language });
    if (theme) change({ theme });
    if (key === 'account') void navigate({ to: '/operator/account' });
    if (key === 'sign-out') signOut.mutate();
  }
  const selectedKeys = [`language ${preferences.language}`, `theme ${preferences.theme}`];
  return (
    <DropMenu
      placement="bottomRight"
      menu={{
        items,
        selectable: true,
        multiple: true,
        selectedKeys,
        onClick: ({ key, domEvent }) => choose(key, domEvent),
      }}
    >
      <button type="button" className="operator-menu" aria-haspopup="menu">
        {operator.name}
        <ChevronDown size={13} aria-hidden />
      </button>
    </DropMenu>
  );
}

/** One's own menu: language, appearance, keys, sign out. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { failedWith, failureText } from '../../lib/failure.ts';
import { askToNotify, canNotify } from '../../lib/notices.ts';
import { usePreferences, type Theme } from '../../lib/preferences.tsx';
import { queryKeys } from '../../lib/records.ts';
import { useApi } from '../../lib/services.tsx';
import { useMe } from '../../lib/session.tsx';
import { useTabActions } from '../../lib/tabs-context.tsx';
import { languageNames, languages } from '../../text/i18n.ts';
import { DropMenu } from '../../ui/drop-menu.tsx';
import { Initial } from '../../ui/marks.tsx';
import { useToasts } from '../../ui/toasts.tsx';

const densities = ['compact', 'comfortable'] as const;
const themes: readonly Theme[] = ['light', 'dark', 'system'];

export function OwnMenu({ onKeys }: { onKeys: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const { preferences, change } = usePreferences();
  const toasts = useToasts();
  const signOut = useSignOut();
  const tabs = useTabActions();

  const items = useItems();
  /** The browser asks only here, when somebody wanted notices. */
  async function switchNotices(): Promise<void> {
    const isWanted = preferences.announcesCalls !== true;
    const isAllowed = isWanted && (await askToNotify());
    if (isWanted && !isAllowed) toasts.failed(t('app.notice.refused'));
    change({ announcesCalls: isAllowed });
  }
  function choose(key: string): void {
    const language = languages.find((other) => key === `language ${other}`);
    const theme = themes.find((other) => key === `theme ${other}`);
    if (language) change({ language });
    if (theme) change({ theme });
    const density = densities.find((other) => key === `density ${other}`);
    if (density) change({ density });
    if (key === 'notices') void switchNotices();
    if (key === 'account') tabs.show('/account');
    if (key === 'settings') tabs.show('/desk-settings');
    if (key === 'keys') onKeys();
    if (key === 'sign-out') signOut();
  }
  const { language, theme, density, announcesCalls } = preferences;
  const selectedKeys = [
    `language ${language}`,
    `theme ${theme}`,
    `density ${density}`,
    ...(announcesCalls ? ['notices'] : []),
  ];
  return (
    <DropMenu
      placement="bottomRight"
      menu={{ items, selectable: true, multiple: true, selectedKeys, onClick: ({ key }) => choose(key) }}
    >
      <button type="button" className="own-menu" aria-label={t('app.menu.label')} aria-haspopup="menu">
        <Initial name={me.name} />
      </button>
    </DropMenu>
  );
}

function useSignOut(): () => void {
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  const { t } = useTranslation();
  const leave = () => queries.setQueryData(queryKeys.me, null);
  const signOut = useMutation({
    mutationFn: () => api.session.signOut(),
    onSuccess: leave,
    onError: (error) => (failedWith(error, 'session.required') ? leave() : toasts.failed(failureText(t, error))),
  });
  return signOut.mutate;
}

/** The entries, in groups: who one is, what one chose, where one goes. */
function useItems(): NonNullable<MenuProps['items']> {
  const { t } = useTranslation();
  const me = useMe();
  return [
    {
      key: 'who',
      type: 'group',
      label: (
        <span className="own-name">
          <b>{me.name}</b> {me.account}
          <br />
          {me.tenant.name}
        </span>
      ),
    },
    { type: 'divider' },
    {
      key: 'language',
      type: 'group',
      label: t('app.menu.language'),
      children: languages.map((language) => ({ key: `language ${language}`, label: languageNames[language] })),
    },
    {
      key: 'theme',
      type: 'group',
      label: t('app.menu.theme'),
      children: themes.map((theme) => ({ key: `theme ${theme}`, label: t(`app.menu.${theme}`) })),
    },
    {
      key: 'density',
      type: 'group',
      label: t('app.menu.density'),
      children: densities.map((density) => ({ key: `density ${density}`, label: t(`ui.columns.${density}`) })),
    },
    { type: 'divider' },
    ...(canNotify() ? [{ key: 'notices', label: t('app.menu.notices'), title: t('app.menu.noticesHint') }] : []),
    { key: 'account', label: t('account.menu') },
    { key: 'settings', label: t('app.menu.settings') },
    { key: 'keys', label: t('app.menu.keys'), extra: '?' },
    { key: 'sign-out', label: t('app.menu.signOut') },
    { type: 'divider' },
    { key: 'version', type: 'group', label: t('app.menu.version', { version: me.version }) },
  ];
}

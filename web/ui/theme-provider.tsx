/** Brings the tokens into the page: CSS variables, antd's theme and antd's own words. */
import { ConfigProvider } from 'antd';
import type { Locale } from 'antd/es/locale';
import zhCN from 'antd/es/locale/zh_CN';
import { useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { usePreferences } from '../lib/preferences.tsx';
import { antdTheme, cssVariables, type Mode } from './theme.ts';

const darkQuery = '(prefers-color-scheme: dark)';

function watchSystem(listener: () => void): () => void {
  const query = matchMedia(darkQuery);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Light or dark, as chosen or as the system has it. */
export function useMode(): Mode {
  const { theme } = usePreferences().preferences;
  const isSystemDark = useSyncExternalStore(watchSystem, () => matchMedia(darkQuery).matches);
  if (theme !== 'system') return theme;
  return isSystemDark ? 'dark' : 'light';
}

function useAntdLocale(): Locale {
  const { language } = usePreferences().preferences;
  const [english, setEnglish] = useState<Locale | null>(null);
  useEffect(() => {
    if (language === 'en') void import('antd/es/locale/en_US').then((locale) => setEnglish(locale.default));
  }, [language]);
  return language === 'en' && english ? english : zhCN;
}

export function ThemeProvider({ children }: { children: ReactNode }) {
  const mode = useMode();
  const locale = useAntdLocale();
  const theme = useMemo(() => antdTheme(mode), [mode]);
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    for (const [name, value] of Object.entries(cssVariables(mode))) style.setProperty(name, value);
    style.colorScheme = mode;
    style.background = 'var(--canvas)';
  }, [mode]);
  return (
    <ConfigProvider locale={locale} theme={theme} componentSize="middle" button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  );
}

/** What an open page is called: what it has named itself, as a customer's does, else its name in the menu. */
import { useTranslation } from 'react-i18next';
import type { Tab } from '../../lib/tabs.ts';
import { nameOf } from '../../lib/web-slice.ts';
import { pageAt } from '../pages.ts';

export function usePageTitle({ path, title }: Pick<Tab, 'path' | 'title'>): string {
  const { t, i18n } = useTranslation();
  if (title) return title;
  const page = pageAt(path);
  return page ? nameOf(page, i18n.language) : t('app.missing.title');
}

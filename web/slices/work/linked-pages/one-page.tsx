/** A linked page of the menu, alone on its own page. */
import { useTranslation } from 'react-i18next';
import { useAddressPart } from '../../../lib/address.ts';
import { useTabTitle } from '../../../lib/tabs-context.tsx';
import { LinkedPage } from '../../../ui/linked-page/linked-page.tsx';
import { useLinkedPages } from '../../../ui/linked-page/use-linked-pages.ts';
import { Notice } from '../../../ui/list-state.tsx';

export function OneLinkedPage() {
  const { t } = useTranslation();
  const id = useAddressPart('pageId');
  const page = useLinkedPages(['menu']).find((one) => one.id === id);
  useTabTitle(`/linked/${id}`, page?.name);
  if (!page) return <Notice title={t('linkedPages.gone')} />;
  return <LinkedPage key={id} page={page} subject={{}} />;
}

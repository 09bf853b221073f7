/** What can be done with a linked page beside changing it: trying it, and its secret. */
import { linkedPageRoutes, type LinkedPage } from '@bahu/contract/linked-pages.ts';
import { useMutation } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { ExternalLink, KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { openTab } from '../../../ui/linked-page/open-tab.ts';
import { useToasts } from '../../../ui/toasts.tsx';

export function PageTools({ page, makeSecret }: { page: LinkedPage; makeSecret: () => Promise<void> }) {
  const { t } = useTranslation();
  const client = useClient(linkedPageRoutes);
  const toasts = useToasts();
  const [modal, holder] = Modal.useModal();
  const action = useMutation({
    mutationFn: (work: () => Promise<void>) => work(),
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  if (!page.can.includes('edit')) return null;
  const { id, name, isSigned } = page;
  const test = () => {
    // Before anything is waited for: later the browser would not let it open.
    const tab = openTab();
    action.mutate(async () => {
      const { address } = await client.example({ params: { id } });
      if (tab) tab.location.replace(address);
      else toasts.failed(t('linkedPages.blocked', { name }));
    });
  };
  const ask = () =>
    void modal.confirm({
      title: t('linkedPages.rotateAsk', { name }),
      content: t('linkedPages.rotateHint'),
      okText: t('linkedPages.rotate'),
      cancelText: t('app.action.cancel'),
      autoFocusButton: 'cancel',
      onOk: () => action.mutate(makeSecret),
    });
  return (
    <div className="row page-tools">
      {holder}
      <Button
        size="small"
        icon={<ExternalLink size={14} aria-hidden />}
        title={t('linkedPages.testHint')}
        onClick={test}
      >
        {t('linkedPages.test')}
      </Button>
      <Button
        size="small"
        icon={<KeyRound size={14} aria-hidden />}
        onClick={() => (isSigned ? ask() : action.mutate(makeSecret))}
      >
        {t(isSigned ? 'linkedPages.rotate' : 'linkedPages.makeSecret')}
      </Button>
    </div>
  );
}

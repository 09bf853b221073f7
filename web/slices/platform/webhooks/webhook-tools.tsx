/** What can be done with an address beside changing it: a test, a new secret, deleting it. */
import { webhookRoutes, type Webhook } from '@bahu/contract/webhooks.ts';
import { useMutation } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { History, KeyRound, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

interface Props {
  webhook: Webhook;
  onSecret: (secret: string) => void;
  onDeleted: () => void;
  onLog: () => void;
}

export function WebhookTools({ webhook: { id, url, can }, onSecret, onDeleted, onLog }: Props) {
  const { t } = useTranslation();
  const webhooks = useClient(webhookRoutes);
  const toasts = useToasts();
  const [modal, holder] = Modal.useModal();
  const params = { id };
  const action = useMutation({
    mutationFn: (work: () => Promise<void>) => work(),
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  const test = () =>
    action.mutate(async () => {
      await webhooks.test({ params });
      toasts.done(t('webhooks.tested'));
    });
  const rotate = () => action.mutate(async () => onSecret((await webhooks.rotate({ params })).secret));
  const remove = () =>
    action.mutate(async () => {
      await webhooks.remove({ params });
      toasts.done(t('webhooks.deleted'));
      onDeleted();
    });
  const ask = (title: string, hint: string, okText: string, isDanger: boolean, onOk: () => void) =>
    void modal.confirm({
      title,
      okText,
      onOk,
      cancelText: t('app.action.cancel'),
      autoFocusButton: 'cancel',
      okButtonProps: { danger: isDanger },
      content: (
        <>
          <p className="cut">{url}</p>
          <p>{hint}</p>
        </>
      ),
    });
  return (
    <>
      {holder}
      {can.includes('test') && (
        <Button size="small" loading={action.isPending} onClick={test}>
          {t('webhooks.test')}
        </Button>
      )}
      <IconButton icon={History} size="small" label={t('webhooks.log')} onClick={onLog} />
      {can.includes('rotate') && (
        <IconButton
          icon={KeyRound}
          size="small"
          label={t('webhooks.rotate')}
          onClick={() => ask(t('webhooks.rotateTitle'), t('webhooks.rotateHint'), t('webhooks.rotate'), false, rotate)}
        />
      )}
      {can.includes('delete') && (
        <IconButton
          icon={Trash2}
          size="small"
          label={t('webhooks.delete')}
          onClick={() => ask(t('webhooks.deleteTitle'), t('webhooks.deleteHint'), t('webhooks.delete'), true, remove)}
        />
      )}
    </>
  );
}

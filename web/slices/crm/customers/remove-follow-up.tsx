/** Deletes a follow-up for good. */
import type { FollowUp } from '@bahu/contract/follow-ups.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useApi } from '../../../lib/services.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

export function RemoveFollowUp({ followUp }: { followUp: FollowUp }) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [modal, holder] = Modal.useModal();
  const removing = useMutation({
    mutationFn: () => api.customers.removeFollowUp({ params: { id: followUp.id } }),
    onSuccess() {
      toasts.done(t('customers.history.removed'));
      void queries.invalidateQueries({ queryKey: ['customers'] });
      void queries.invalidateQueries({ queryKey: ['follow-ups'] });
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  const ask = () =>
    void modal.confirm({
      title: t('customers.history.removeAsk'),
      content: t('customers.history.removeHint'),
      okText: t('customers.history.remove'),
      okButtonProps: { danger: true },
      cancelText: t('app.action.cancel'),
      autoFocusButton: 'cancel',
      onOk: () => removing.mutate(),
    });
  return (
    <>
      {holder}
      <IconButton icon={Trash2} size="small" label={t('customers.history.remove')} onClick={ask} />
    </>
  );
}

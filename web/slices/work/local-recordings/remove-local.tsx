/** Takes a recording away again that was brought along, and the call with it where nothing else is known of that. */
import type { CallRow } from '@bahu/contract/calls.ts';
import { localRecordingRoutes } from '@bahu/contract/local-recordings.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

export function RemoveLocal({ call, onGone }: { call: CallRow; onGone: () => void }) {
  const { t } = useTranslation();
  const client = useClient(localRecordingRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const [modal, holder] = Modal.useModal();
  const removing = useMutation({
    mutationFn: () => client.remove({ params: { id: call.id } }),
    onSuccess() {
      toasts.done(t('localRecordings.removed'));
      if (call.isElsewhere) onGone();
      void queries.invalidateQueries({ queryKey: ['calls'] });
      void queries.invalidateQueries({ queryKey: ['customers'] });
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  const ask = () =>
    void modal.confirm({
      title: t('localRecordings.removeAsk'),
      content: t(call.isElsewhere ? 'localRecordings.removeHintElsewhere' : 'localRecordings.removeHint'),
      okText: t('localRecordings.remove'),
      okButtonProps: { danger: true },
      cancelText: t('app.action.cancel'),
      autoFocusButton: 'cancel',
      onOk: () => removing.mutate(),
    });
  return (
    <p>
      {holder}
      <Button
        type="text"
        size="small"
        icon={<Trash2 size={14} aria-hidden />}
        loading={removing.isPending}
        onClick={ask}
      >
        {t('localRecordings.remove')}
      </Button>
    </p>
  );
}

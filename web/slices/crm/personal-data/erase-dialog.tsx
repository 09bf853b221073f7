/** Erases everything that is kept of a customer: asked before, with one's own password. */
import { personalDataRoutes } from '@bahu/contract/personal-data.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useFocusBack } from '../../../lib/focus.ts';
import { useClient } from '../../../lib/services.tsx';
import { useTabActions } from '../../../lib/tabs-context.tsx';
import { PasswordField } from '../../../ui/password-field.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import './personal-data.css';

const maxReason = 200;

export function EraseDialog({ customer, onClose }: { customer: { id: string; name: string }; onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const client = useClient(personalDataRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const { close } = useTabActions();
  const [password, setPassword] = useState('');
  const [reason, setReason] = useState('');
  const erasing = useMutation({
    mutationFn: () => client.erase({ params: { id: customer.id }, body: { password, reason } }),
    onSuccess: () => {
      toasts.done(t('personalData.eraseStarted'));
      onClose();
      close(`/customers/${customer.id}`);
      for (const key of ['jobs', 'erasures', 'customers']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  return (
    <Modal
      open
      width={480}
      title={t('personalData.eraseTitle', { name: customer.name })}
      okText={t('personalData.eraseOk')}
      cancelText={t('app.action.cancel')}
      okButtonProps={{ danger: true, disabled: password === '', loading: erasing.isPending }}
      onOk={() => erasing.mutate()}
      onCancel={onClose}
    >
      <div className="column erase-form">
        <p>{t('personalData.eraseHint')}</p>
        <p className="second small">{t('personalData.eraseBackups')}</p>
        <Input
          aria-label={t('personalData.reason')}
          placeholder={t('personalData.reasonHint')}
          maxLength={maxReason}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <PasswordField
          label={t('personalData.password')}
          value={password}
          onChange={setPassword}
          purpose="current-password"
          isWrong={erasing.isError}
        />
        {erasing.isError && (
          <p role="alert" className="tone-alarm toned">
            {failureText(t, erasing.error)}
          </p>
        )}
      </div>
    </Modal>
  );
}

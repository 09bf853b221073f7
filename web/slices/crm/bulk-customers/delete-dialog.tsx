/** Deletes many customers: asked before, and where more than the checked ones are meant one's own password too. */
import { bulkCustomerRoutes } from '@bahu/contract/bulk-customers.ts';
import { keptDays } from '@bahu/contract/deleted-customers.ts';
import { useMutation } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useFocusBack } from '../../../lib/focus.ts';
import { useClient } from '../../../lib/services.tsx';
import { PasswordField } from '../../../ui/password-field.tsx';
import { useRestoreCustomers } from '../deleted-customers/public.ts';
import { useNumberWords, useTold, type DialogProps } from './use-bulk.ts';
import './bulk-customers.css';

export function DeleteDialog({ target, ...rest }: DialogProps) {
  const { t } = useTranslation();
  useFocusBack();
  const client = useClient(bulkCustomerRoutes);
  const [password, setPassword] = useState('');
  const needsPassword = !('ids' in target.selection);
  const number = useNumberWords(target);
  const { selection } = target;
  const restore = useRestoreCustomers();
  // All that a query finds are in the bin; the checked ones come back from where one is.
  const told = useTold(rest, 'ids' in selection ? () => restore(selection.ids) : undefined);
  const deleting = useMutation({
    mutationFn: () => client.delete({ body: { selection: target.selection, ...(needsPassword && { password }) } }),
    onSuccess: told,
  });
  return (
    <Modal
      open
      width={440}
      title={t('bulkCustomers.delete.title', number)}
      okText={t('bulkCustomers.delete.apply', number)}
      cancelText={t('app.action.cancel')}
      okButtonProps={{ danger: true, disabled: needsPassword && password === '', loading: deleting.isPending }}
      onOk={() => deleting.mutate()}
      onCancel={rest.onClose}
    >
      <div className="column bulk-form">
        <p>{t('bulkCustomers.delete.hint', { count: keptDays })}</p>
        {needsPassword && (
          <PasswordField
            label={t('bulkCustomers.delete.password')}
            value={password}
            onChange={setPassword}
            purpose="current-password"
            autoFocus
            isWrong={deleting.isError}
          />
        )}
        {deleting.isError && (
          <p role="alert" className="tone-alarm toned">
            {failureText(t, deleting.error)}
          </p>
        )}
      </div>
    </Modal>
  );
}

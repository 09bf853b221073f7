/** An agent's desk phone, for whoever sets phones up. */
import { deskPhoneRoutes } from '@bahu/contract/desk-phones.ts';
import type { User } from '@bahu/contract/users.ts';
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFocusBack } from '../../../lib/focus.ts';
import { useClient } from '../../../lib/services.tsx';
import { DeskPhonePanel } from './desk-phone-panel.tsx';

export function DeskPhoneDialog({
  user,
  onClose,
}: {
  user: Pick<User, 'id' | 'name' | 'extension'>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  useFocusBack();
  const phones = useClient(deskPhoneRoutes);
  const params = { id: user.id };
  return (
    <Modal open width={720} footer={null} title={t('deskPhones.titleOf', user)} onCancel={onClose}>
      <DeskPhonePanel
        queryKey={['desk-phones', user.id]}
        get={(options) => phones.get({ params }, options)}
        issue={() => phones.issue({ params })}
        revoke={() => phones.revoke({ params })}
      />
    </Modal>
  );
}

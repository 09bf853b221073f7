/** Ending somebody else's call cannot be taken back: it asks for the reason, which is kept. */
import { Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSupervision, type Supervised } from './use-supervision.ts';

const longestReason = 200;

export default function HangUpDialog({ agent, onClose }: { agent: Supervised; onClose: () => void }) {
  const { t } = useTranslation();
  const { hangUp } = useSupervision();
  const [reason, setReason] = useState('');
  const id = useId();
  const submit = () => {
    if (reason.trim() === '') return;
    hangUp(agent, reason.trim());
    onClose();
  };
  return (
    <Modal
      open
      width={420}
      title={t('monitor.hangUp.title', { name: agent.name })}
      okText={t('monitor.hangUp.submit')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="hang-up-form">
        <p>{t('monitor.hangUp.what')}</p>
        <label htmlFor={id}>
          {t('monitor.hangUp.reason')} <span className="hint">{t('monitor.hangUp.reasonHint')}</span>
        </label>
        <Input
          id={id}
          autoFocus
          required
          maxLength={longestReason}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          onPressEnter={submit}
        />
      </div>
    </Modal>
  );
}

/** What somebody does to a colleague that asks for the reason, which is kept. */
import { Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

const longestReason = 200;

interface Props {
  title: string;
  /** What will have happened then. */
  what: string;
  hint: string;
  submit: string;
  isDanger?: boolean;
  onSubmit: (reason: string) => void;
  onClose: () => void;
}

export default function ReasonDialog({ title, what, hint, submit, isDanger = false, onSubmit, onClose }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const id = useId();
  const reason = text.trim();
  const act = () => {
    if (reason === '') return;
    onSubmit(reason);
    onClose();
  };
  return (
    <Modal
      open
      width={420}
      title={title}
      okText={submit}
      okButtonProps={{ danger: isDanger, disabled: reason === '' }}
      onOk={act}
      onCancel={onClose}
    >
      <div className="reason-form">
        <p>{what}</p>
        <label htmlFor={id}>
          {t('monitor.reason')} <span className="hint">{hint}</span>
        </label>
        <Input
          id={id}
          autoFocus
          required
          maxLength={longestReason}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={act}
        />
      </div>
    </Modal>
  );
}

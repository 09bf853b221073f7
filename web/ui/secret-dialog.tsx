/** A secret that is shown this once: to copy before it is gone. */
import { Button, Input, Modal } from 'antd';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusBack } from '../lib/focus.ts';
import './secret-dialog.css';
import { useToasts } from './toasts.tsx';

interface Props {
  title: string;
  hint: string;
  secret: string;
  onClose: () => void;
}

export function SecretDialog({ title, hint, secret, onClose }: Props) {
  const { t } = useTranslation();
  useFocusBack();
  const toasts = useToasts();
  const [isCopied, setIsCopied] = useState(false);
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(secret);
      setIsCopied(true);
      toasts.done(t('apiKeys.secret.copied'));
    } catch {
      toasts.failed(t('apiKeys.secret.copyFailed'));
    }
  }
  return (
    <Modal
      open
      title={title}
      mask={{ closable: false }}
      keyboard={false}
      closable={false}
      footer={
        <div className="row secret-foot">
          <Button
            type={isCopied ? 'default' : 'primary'}
            autoFocus
            icon={<Copy size={14} aria-hidden />}
            onClick={() => void copy()}
          >
            {t('apiKeys.secret.copy')}
          </Button>
          <Button type={isCopied ? 'primary' : 'default'} onClick={onClose}>
            {t('apiKeys.secret.kept')}
          </Button>
        </div>
      }
    >
      <p className="second secret-hint">{hint}</p>
      <Input.TextArea
        readOnly
        autoSize
        aria-label={title}
        value={secret}
        className="secret-text"
        onFocus={(event) => event.target.select()}
      />
    </Modal>
  );
}

/** A password that is shown this once. */
import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useToasts } from '../ui/toasts.tsx';

export interface Secret {
  account: string;
  password: string;
}

export function SecretDialog({ secret, title, onClose }: { secret: Secret; title?: string; onClose: () => void }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const copy = () =>
    void navigator.clipboard.writeText(`${secret.account}\t${secret.password}`).then(
      () => toasts.done(t('operator.secret.copied')),
      () => toasts.failed(t('operator.secret.notCopied')),
    );
  return (
    <Modal
      open
      title={title ?? t('operator.secret.title')}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={
        <>
          <Button onClick={onClose}>{t('operator.secret.close')}</Button>
          <Button type="primary" autoFocus onClick={copy}>
            {t('operator.secret.copy')}
          </Button>
        </>
      }
    >
      <p className="second">{t('operator.secret.once')}</p>
      <dl className="secret">
        <dt>{t('operator.secret.account')}</dt>
        <dd>
          <code>{secret.account}</code>
        </dd>
        <dt>{t('operator.secret.password')}</dt>
        <dd>
          <code>{secret.password}</code>
        </dd>
      </dl>
    </Modal>
  );
}

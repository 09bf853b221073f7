/** One key: what it may, how it was used, and revoking it. */
import { apiKeyRoutes, type ApiKey } from '@bahu/contract/api-keys.ts';
import { useMutation } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useHotkey } from '../../../lib/hotkeys.ts';
import { useClient } from '../../../lib/services.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Tag } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import '../../../ui/form/form.css';
import './api-keys.css';
import { KeyState } from './key-state.tsx';

interface Props {
  apiKey: ApiKey;
  onRevoked: () => void;
  onClose: () => void;
}

export function KeyDetails({ apiKey, onRevoked, onClose }: Props) {
  const { t } = useTranslation();
  const { name, prefix, permissions, ownerName, createdAt, expiresAt, lastUsedAt, lastAddress, can } = apiKey;
  useHotkey('Escape', onClose);
  return (
    <aside className="docked entity-editor" aria-label={name}>
      <div className="section-head">
        <h2 className="cut">{name}</h2>
        <span className="fill" />
        {can.includes('revoke') && <Revoke apiKey={apiKey} onRevoked={onRevoked} />}
        <IconButton icon={X} size="small" label={t('app.action.close')} keys="Esc" onClick={onClose} />
      </div>
      <div className="scroll fill key-body">
        <Facts
          items={[
            [t('apiKeys.state'), <KeyState key="state" apiKey={apiKey} />],
            [t('apiKeys.prefix'), <code key="prefix">{prefix}…</code>],
            [t('apiKeys.owner'), ownerName],
            [t('apiKeys.createdAt'), <Moment key="created" at={createdAt} />],
            [t('apiKeys.expiresAt'), expiresAt ? <Moment key="expires" at={expiresAt} /> : t('apiKeys.neverExpires')],
            [t('apiKeys.lastUsedAt'), lastUsedAt ? <Moment key="used" at={lastUsedAt} /> : t('apiKeys.neverUsed')],
            [t('apiKeys.lastAddress'), lastAddress ?? '—'],
            [
              t('apiKeys.permissions'),
              <span key="permissions" className="key-permissions">
                {permissions.map((one) => (
                  <Tag key={one}>{t(`permissions.${one}`)}</Tag>
                ))}
              </span>,
            ],
          ]}
        />
      </div>
    </aside>
  );
}

/** Cannot be taken back, so it asks first and names what happens. */
function Revoke({ apiKey: { id, name }, onRevoked }: Omit<Props, 'onClose'>) {
  const { t } = useTranslation();
  const keys = useClient(apiKeyRoutes);
  const toasts = useToasts();
  const [modal, holder] = Modal.useModal();
  const revoke = useMutation({
    mutationFn: () => keys.revoke({ params: { id } }),
    onSuccess() {
      toasts.done(t('apiKeys.revoked', { name }));
      onRevoked();
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  const ask = () =>
    void modal.confirm({
      title: t('apiKeys.revokeTitle', { name }),
      content: t('apiKeys.revokeHint'),
      okText: t('apiKeys.revoke'),
      okButtonProps: { danger: true },
      cancelText: t('app.action.cancel'),
      autoFocusButton: 'cancel',
      onOk: () => revoke.mutate(),
    });
  return (
    <>
      {holder}
      <Button size="small" danger loading={revoke.isPending} onClick={ask}>
        {t('apiKeys.revoke')}
      </Button>
    </>
  );
}

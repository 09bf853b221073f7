/** What is asked before something happens to a tenant that cannot be taken back, or that its people will notice. */
import type { PlatformTenant } from '@bahu/contract/operator.ts';
import { useMutation } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../lib/failure.ts';
import type { Secret } from './secret-dialog.tsx';
import { useOperatorApi } from './who.tsx';

interface Props<R> {
  tenant: PlatformTenant;
  onDone: (reply: R) => void;
  onClose: () => void;
}

const shortestReason = 2;

/** Goes to the tenant's own application, loaded anew: nothing of another session is left in it. */
export function EnterDialog({ tenant, onClose }: Omit<Props<void>, 'onDone'>) {
  const { t } = useTranslation();
  const api = useOperatorApi();
  const id = useId();
  const [reason, setReason] = useState('');
  const enter = useMutation({
    mutationFn: () => api.enter({ params: { id: tenant.id }, body: { reason: reason.trim() } }),
    onSuccess: () => location.assign('/'),
  });
  const isReady = reason.trim().length >= shortestReason;
  return (
    <Modal
      open
      title={t('operator.enter.title', { name: tenant.name })}
      okText={t('operator.enter.go')}
      cancelText={t('app.action.cancel')}
      okButtonProps={{ disabled: !isReady, loading: enter.isPending }}
      onOk={() => enter.mutate()}
      onCancel={onClose}
    >
      <p className="second">{t('operator.enter.about')}</p>
      <div className="operator-field">
        <label htmlFor={id}>{t('operator.enter.reason')}</label>
        <Input
          id={id}
          autoFocus
          maxLength={200}
          aria-describedby={`${id}-hint`}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          onPressEnter={() => isReady && !enter.isPending && enter.mutate()}
        />
        <div id={`${id}-hint`} className="hint small">
          {t('operator.enter.reasonHint')}
        </div>
      </div>
      <Problem error={enter.error} />
    </Modal>
  );
}

export function SuspendDialog({ tenant, onDone, onClose }: Props<PlatformTenant>) {
  const { t } = useTranslation();
  const api = useOperatorApi();
  const suspend = useMutation({
    mutationFn: () =>
      api.changeTenant({ params: { id: tenant.id }, body: { version: tenant.version, isSuspended: true } }),
    onSuccess: onDone,
  });
  const { agents, channels } = tenant.usage;
  return (
    <Modal
      open
      title={t('operator.suspend.title', { name: tenant.name })}
      okText={t('operator.suspend.go')}
      cancelText={t('app.action.cancel')}
      okButtonProps={{ danger: true, loading: suspend.isPending }}
      onOk={() => suspend.mutate()}
      onCancel={onClose}
    >
      <p>{t('operator.suspend.about', { count: agents })}</p>
      {channels > 0 && <p>{t('operator.suspend.calls', { count: channels })}</p>}
      <p className="second">{t('operator.suspend.rest')}</p>
      <Problem error={suspend.error} />
    </Modal>
  );
}

export function ResetDialog({ tenant, onDone, onClose }: Props<Secret>) {
  const { t } = useTranslation();
  const api = useOperatorApi();
  const reset = useMutation({
    mutationFn: () => api.resetAdministrator({ params: { id: tenant.id } }),
    onSuccess: onDone,
  });
  return (
    <Modal
      open
      title={t('operator.reset.title', { name: tenant.name })}
      okText={t('operator.reset.go')}
      cancelText={t('app.action.cancel')}
      okButtonProps={{ danger: true, loading: reset.isPending }}
      onOk={() => reset.mutate()}
      onCancel={onClose}
    >
      <p className="second">{t('operator.reset.about')}</p>
      <Problem error={reset.error} />
    </Modal>
  );
}

function Problem({ error }: { error: unknown }) {
  const { t } = useTranslation();
  return (
    <div className="operator-problem" role="alert">
      {error ? failureText(t, error) : null}
    </div>
  );
}

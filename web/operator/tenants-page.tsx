/** All tenants: licences, usage, and what an operator does with them. */
import { tenantStates, type PlatformTenant } from '@bahu/contract/operator.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../lib/failure.ts';
import { queryKeys } from '../lib/records.ts';
import { useToasts } from '../ui/toasts.tsx';
import { OperatorList, useAddress } from './operator-list.tsx';
import { SecretDialog, type Secret } from './secret-dialog.tsx';
import { tenantsShape } from './shapes.ts';
import { tenantColumns, type TenantAction } from './tenant-columns.tsx';
import { EnterDialog, ResetDialog, SuspendDialog } from './tenant-dialogs.tsx';
import { TenantEditor } from './tenant-editor.tsx';
import { useOperatorApi } from './who.tsx';

/** How long the server keeps what it counted. */
const refreshSeconds = 60;
type Asked = { action: 'enter' | 'suspend' | 'reset'; tenant: PlatformTenant };

export function TenantsPage() {
  const { t } = useTranslation();
  const api = useOperatorApi();
  const navigate = useNavigate();
  const { search, change } = useAddress(tenantsShape);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [secret, setSecret] = useState<(Secret & { title?: string }) | null>(null);
  const keep = useKeepTenant();
  const resume = useResume(keep);

  function act(action: TenantAction, tenant: PlatformTenant): void {
    if (action === 'log') void navigate({ to: '/operator/log', search: { tenant: tenant.id } as never });
    else if (action === 'resume') resume(tenant);
    else setAsked({ action, tenant });
  }
  const close = () => change({ open: undefined });
  return (
    <>
      <OperatorList
        name="tenants"
        what={t('operator.tenants.what')}
        unit={t('operator.tenants.unit')}
        shape={tenantsShape}
        columns={tenantColumns(t, act)}
        fetch={(query, options) => api.tenants({ query }, options)}
        refreshSeconds={refreshSeconds}
        filters={[
          {
            kind: 'text',
            key: 'search',
            label: t('operator.tenants.searchLabel'),
            placeholder: t('operator.tenants.search'),
          },
          {
            kind: 'choice',
            key: 'status',
            label: t('operator.tenants.status'),
            isAlways: true,
            options: tenantStates.map((value) => ({ value, label: t(`operator.tenants.states.${value}`) })),
          },
        ]}
        actions={
          <Button type="primary" icon={<Plus size={15} aria-hidden />} onClick={() => change({ open: 'new' })}>
            {t('operator.tenants.create')}
          </Button>
        }
        empty={{ title: t('operator.tenants.nothing'), hint: t('operator.tenants.nothingHint') }}
        aside={
          search.open !== undefined && (
            <Aside
              key={search.open}
              id={search.open}
              onCreated={({ tenant, account, password }) => {
                keep(tenant);
                close();
                setSecret({ account, password, title: t('operator.tenants.created', { name: tenant.name }) });
              }}
              onSaved={keep}
              onClose={close}
              onReopen={() => change({ open: search.open })}
            />
          )
        }
      />
      {asked && (
        <Dialogs asked={asked} onClose={() => setAsked(null)} onChanged={keep} onSecret={(given) => setSecret(given)} />
      )}
      {secret && (
        <SecretDialog
          secret={secret}
          {...(secret.title !== undefined && { title: secret.title })}
          onClose={() => setSecret(null)}
        />
      )}
    </>
  );
}

interface DialogsProps {
  asked: Asked;
  onClose: () => void;
  onChanged: (tenant: PlatformTenant) => void;
  onSecret: (secret: Secret) => void;
}

function Dialogs({ asked: { action, tenant }, onClose, onChanged, onSecret }: DialogsProps) {
  const { t } = useTranslation();
  const toasts = useToasts();
  if (action === 'enter') return <EnterDialog tenant={tenant} onClose={onClose} />;
  if (action === 'reset')
    return (
      <ResetDialog
        tenant={tenant}
        onClose={onClose}
        onDone={(secret) => {
          onClose();
          onSecret(secret);
        }}
      />
    );
  return (
    <SuspendDialog
      tenant={tenant}
      onClose={onClose}
      onDone={(next) => {
        onChanged(next);
        onClose();
        toasts.done(t('operator.tenants.suspended', { name: next.name }));
      }}
    />
  );
}

interface AsideProps {
  id: string;
  onCreated: Parameters<typeof TenantEditor>[0]['onCreated'];
  onSaved: (tenant: PlatformTenant) => void;
  onClose: () => void;
  onReopen: () => void;
}

function Aside({ id, ...rest }: AsideProps) {
  const api = useOperatorApi();
  const isNew = id === 'new';
  const tenant = useQuery({
    queryKey: queryKeys.one('tenants', id),
    queryFn: ({ signal }) => api.tenant({ params: { id } }, { signal }),
    enabled: !isNew,
  });
  if (!isNew && !tenant.data) return null;
  return <TenantEditor key={id} tenant={tenant.data ?? null} onReload={() => void tenant.refetch()} {...rest} />;
}

/** A tenant that was changed is shown as it is now, in the editor at once and in the list. */
function useKeepTenant(): (tenant: PlatformTenant) => void {
  const queries = useQueryClient();
  return (tenant) => {
    queries.setQueryData(queryKeys.one('tenants', tenant.id), tenant);
    void queries.invalidateQueries({ queryKey: ['tenants', 'list'] });
  };
}

function useResume(keep: (tenant: PlatformTenant) => void): (tenant: PlatformTenant) => void {
  const { t } = useTranslation();
  const api = useOperatorApi();
  const toasts = useToasts();
  const resume = useMutation({
    mutationFn: ({ id, version }: PlatformTenant) =>
      api.changeTenant({ params: { id }, body: { version, isSuspended: false } }),
    onSuccess(tenant) {
      keep(tenant);
      toasts.done(t('operator.tenants.resumed', { name: tenant.name }));
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  return resume.mutate;
}

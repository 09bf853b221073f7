/** A company's own settings: licence and usage, branding, security, what may be dialled. */
import {
  tenantRoutes,
  type Branding,
  type OwnTenant,
  type SecurityPolicy,
  type TenantChange,
} from '@bahu/contract/tenants.ts';
import { fixedKeys } from '@bahu/domain/hot-keys/hot-keys.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, ConfigProvider } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText, fieldFailures } from '../../../lib/failure.ts';
import { useHotkey } from '../../../lib/hotkeys.ts';
import { queryKeys } from '../../../lib/records.ts';
import { useClient } from '../../../lib/services.tsx';
import { useTabMark } from '../../../lib/tabs-context.tsx';
import { Loaded } from '../../../ui/list-state.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { BrandingCard } from './branding-card.tsx';
import { CallingCard } from './calling-card.tsx';
import { LicenceCard } from './licence-card.tsx';
import { RecordingCard } from './recording-card.tsx';
import { BirthdaysCard } from './birthdays-card.tsx';
import { AgentsCard } from './agents-card.tsx';
import { CustomersCard } from './customers-card.tsx';
import { SupervisionCard } from './supervision-card.tsx';
import { SecurityCard } from './security-card.tsx';
import './settings.css';

export function SettingsPage() {
  const { t } = useTranslation();
  const tenant = useClient(tenantRoutes);
  const answer = useQuery({ queryKey: ['tenants', 'own'], queryFn: ({ signal }) => tenant.get({ signal }) });
  return (
    <Loaded answer={answer} what={t('settings.what')}>
      {(own) => <Settings key={own.version} own={own} />}
    </Loaded>
  );
}

function Settings({ own }: { own: OwnTenant }) {
  const { t } = useTranslation();
  const [branding, setBranding] = useState<Branding>(own.branding);
  const [security, setSecurity] = useState<SecurityPolicy>(own.security);
  const [openRanges, setOpenRanges] = useState(own.openRanges);
  const [home, setHome] = useState(own.home);
  const [supervision, setSupervision] = useState(own.supervision);
  const [recording, setRecording] = useState(own.recording);
  const [agents, setAgents] = useState(own.agents);
  const [customers, setCustomers] = useState(own.customers);
  const [birthdays, setBirthdays] = useState(own.birthdays);
  const saving = useSaving(own);
  const change: TenantChange = {
    ...(isSame(branding, own.branding) ? {} : { branding }),
    ...(isSame(security, own.security) ? {} : { security }),
    ...(isSame(openRanges, own.openRanges) ? {} : { openRanges }),
    ...(isSame(home, own.home) ? {} : { home }),
    ...(isSame(supervision, own.supervision) ? {} : { supervision }),
    ...(isSame(recording, own.recording) ? {} : { recording }),
    ...(isSame(agents, own.agents) ? {} : { agents }),
    ...(isSame(customers, own.customers) ? {} : { customers }),
    ...(isSame(birthdays, own.birthdays) ? {} : { birthdays }),
  };
  const isEditable = own.can.includes('edit');
  const isChanged = Object.keys(change).length > 0;
  const save = () => saving.mutate(change);
  useTabMark('/settings', isChanged);
  useHotkey(fixedKeys.save, save, isChanged);
  return (
    <div className="scroll settings">
      <div className="settings-cards">
        <ConfigProvider componentDisabled={!isEditable}>
          <div className="settings-column">
            <LicenceCard own={own} />
            <CallingCard openRanges={openRanges} onChange={setOpenRanges} home={home} onHome={setHome} />
          </div>
          <BrandingCard
            branding={branding}
            errors={fieldFailures(t, saving.error)}
            onChange={(part) => setBranding({ ...branding, ...part })}
          />
          <div className="settings-column">
            <SecurityCard
              security={security}
              isEditable={isEditable}
              onChange={(part) => setSecurity({ ...security, ...part })}
            />
            <SupervisionCard supervision={supervision} onChange={setSupervision} />
            <RecordingCard recording={recording} onChange={setRecording} />
            <AgentsCard agents={agents} onChange={setAgents} />
            <CustomersCard customers={customers} onChange={setCustomers} />
            <BirthdaysCard birthdays={birthdays} onChange={setBirthdays} />
          </div>
        </ConfigProvider>
      </div>
      {isEditable && (
        <div className="settings-foot">
          <Button type="primary" disabled={!isChanged} loading={saving.isPending} onClick={save}>
            {t('settings.save')}
          </Button>
        </div>
      )}
    </div>
  );
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function useSaving(own: OwnTenant) {
  const { t } = useTranslation();
  const tenant = useClient(tenantRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: (change: TenantChange) => tenant.change({ body: { version: own.version, ...change } }),
    onSuccess(next) {
      queries.setQueryData(['tenants', 'own'], next);
      void queries.invalidateQueries({ queryKey: queryKeys.me });
      toasts.done(t('settings.saved'));
    },
    onError(error) {
      if (Object.keys(fieldFailures(t, error)).length === 0) toasts.failed(failureText(t, error));
    },
  });
}

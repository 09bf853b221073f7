/** The first page: brand on the left, form and device check on the right. It wears the company's look once its code is typed. */
import type { Me } from '@bahu/contract/session.ts';
import { tenantRoutes } from '@bahu/contract/tenants.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../lib/services.tsx';
import { Branded } from '../../ui/branded.tsx';
import { BrandPanel } from './brand-panel.tsx';
import { DeviceCheck } from './device-check.tsx';
import { LookSwitches } from './look-switches.tsx';
import { rememberedAccount, SignInForm } from './sign-in-form.tsx';
import './sign-in.css';

const brandMs = 10 * 60_000;

/** Of the company that an account begins with, or of the installation. */
function useBranding(account: string) {
  const tenants = useClient(tenantRoutes);
  const tenant = /^\s*([0-9]{6})/.exec(account)?.[1];
  return useQuery({
    queryKey: ['branding', tenant ?? ''],
    queryFn: ({ signal }) => tenants.branding({ query: tenant ? { tenant } : {} }, { signal }),
    staleTime: brandMs,
    placeholderData: keepPreviousData,
    retry: false,
  }).data;
}

export function SignInPage({ onSignedIn }: { onSignedIn: (me: Me) => void }) {
  const { t } = useTranslation();
  const [account, setAccount] = useState(rememberedAccount);
  const branding = useBranding(account);
  return (
    <Branded colour={branding?.colour ?? null}>
      <div className="sign-in">
        <BrandPanel branding={branding} />
        <main className="sign-in-side">
          <LookSwitches />
          <div className="sign-in-box">
            <SignInForm account={account} onAccount={setAccount} onSignedIn={onSignedIn} />
            <DeviceCheck />
            {branding?.supportContact && (
              <p className="hint small sign-in-help">{t('signIn.help', { contact: branding.supportContact })}</p>
            )}
          </div>
        </main>
      </div>
    </Branded>
  );
}

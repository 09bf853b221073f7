/** What has to be done before anything else: a new password, then the second factor. One thing at a time, without the shell. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../../../lib/records.ts';
import { useApi } from '../../../lib/services.tsx';
import { useMe } from '../../../lib/session.tsx';
import { Mark } from '../../../ui/marks.tsx';
import { FactorSetUp } from '../../../ui/second-factor/factor-set-up.tsx';
import { useOwnFactor } from './own-factor.tsx';
import { PasswordForm } from './password-form.tsx';
import '../../../ui/own-page.css';
import './account.css';

export function DutyPage({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const { mustChangePassword, name, account, tenant, branding } = useMe();
  const api = useApi();
  const owner = useOwnFactor();
  const queries = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => api.session.signOut(),
    onSettled: () => queries.setQueryData(queryKeys.me, null),
  });
  return (
    <main className="duty">
      <div className="duty-box">
        <div className="row duty-top">
          {branding.logo ? <img src={branding.logo} alt="" className="duty-logo" /> : <Mark size={24} />}
          <span className="fill cut second">{t('account.duty.who', { name, account })}</span>
          <button type="button" className="link" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
            {t('account.duty.signOut')}
          </button>
        </div>
        <h1>{t(mustChangePassword ? 'account.duty.passwordTitle' : 'account.duty.factorTitle')}</h1>
        <p className="second duty-why">
          {mustChangePassword
            ? t('account.duty.passwordReset')
            : t('account.duty.factorAbout', { tenant: tenant.name })}
        </p>
        {mustChangePassword ? <PasswordForm onDone={onDone} /> : <FactorSetUp owner={owner} onDone={onDone} />}
      </div>
    </main>
  );
}

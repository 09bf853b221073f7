/** The second factor of a tenant's user: what their company says about it, and the routes. */
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../../../lib/records.ts';
import { useApi } from '../../../lib/services.tsx';
import { useMe } from '../../../lib/session.tsx';
import type { FactorOwner } from '../../../ui/second-factor/factor-owner.ts';
import { FactorSection } from '../../../ui/second-factor/factor-section.tsx';

export function useOwnFactor(): FactorOwner {
  const { session } = useApi();
  const { account } = useMe();
  return {
    account,
    start: (password) => session.startSecondFactor({ body: { password } }),
    confirm: (code) => session.confirmSecondFactor({ body: { code } }),
    remove: (password, code) => session.removeSecondFactor({ body: { password, code } }),
  };
}

export function OwnFactorSection() {
  const { t } = useTranslation();
  const { hasSecondFactor, security } = useMe();
  const queries = useQueryClient();
  const isOff = security.secondFactor === 'off' && !hasSecondFactor;
  const isKept = security.secondFactor === 'required' && hasSecondFactor;
  return (
    <FactorSection
      owner={useOwnFactor()}
      isOn={hasSecondFactor}
      about={t(isOff ? 'account.factor.unavailable' : isKept ? 'account.factor.required' : 'account.factor.about')}
      mayChange={!isOff && !isKept}
      refresh={() => queries.invalidateQueries({ queryKey: queryKeys.me })}
    />
  );
}

/** The warning on the first page as long as an operator's password alone opens every tenant. */
import { ShieldAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWho } from './who.tsx';
import { AppLink } from '../ui/app-link.tsx';

export function PasswordAlone() {
  const { t } = useTranslation();
  if (useWho().operator.hasSecondFactor) return null;
  return (
    <p className="row operator-notice" role="status">
      <ShieldAlert size={15} aria-hidden />
      {t('operator.account.passwordAlone')}
      <AppLink to="/operator/account">{t('operator.account.turnOn')}</AppLink>
    </p>
  );
}

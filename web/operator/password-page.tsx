/** The first thing that a new operator does. */
import { useTranslation } from 'react-i18next';
import { OperatorCard } from './card.tsx';
import { PasswordForm } from './password-form.tsx';

export function PasswordPage({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  return (
    <OperatorCard title={t('operator.password.title')} about={t('operator.password.first')}>
      <PasswordForm onDone={onDone} />
    </OperatorCard>
  );
}

/** That a customer is locked, and until when. */
import type { Customer } from '@bahu/contract/customers.ts';
import { LockKeyhole } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Moment } from '../../../ui/moment.tsx';

export function LockMark({
  customer: { isLocked, lockedUntil },
}: {
  customer: Pick<Customer, 'isLocked' | 'lockedUntil'>;
}) {
  const { t } = useTranslation();
  if (!isLocked) return null;
  return (
    <span className="row row-tight">
      <LockKeyhole size={12} aria-hidden />
      {t(lockedUntil === null ? 'owners.locked' : 'owners.lockedUntil')}
      {lockedUntil !== null && <Moment at={lockedUntil} />}
    </span>
  );
}

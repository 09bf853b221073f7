/** Parked calls on the desk, while there are any. */
import { CircleParking } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTopic } from '../../lib/services.tsx';
import { ParkedLines } from './parked-lines.tsx';

export function ParkedCard() {
  const { t } = useTranslation();
  const calls = useTopic('parked')?.calls ?? [];
  if (calls.length === 0) return null;
  return (
    <section className="card column parked-card" aria-label={t('desk.parked.title')}>
      <div className="section-head">
        <CircleParking size={15} aria-hidden />
        <h2>{t('desk.parked.title')}</h2>
        <span className="fill" />
        <span className="hint small cut">{t('desk.parked.hint')}</span>
      </div>
      <ParkedLines calls={calls} />
    </section>
  );
}

/** A board whose live values are about to come, or do not come. */
import { WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Notice, Skeleton } from '../../../ui/list-state.tsx';
import { useAbsence } from '../../../ui/use-absence.ts';

export function Missing() {
  const { t } = useTranslation();
  const absence = useAbsence('board');
  if (!absence) return <Skeleton rows={8} />;
  const hint = t(absence === 'away' ? 'board.unseenHint' : 'app.link.lost');
  return <Notice icon={WifiOff} title={t('board.unseen')} hint={hint} />;
}

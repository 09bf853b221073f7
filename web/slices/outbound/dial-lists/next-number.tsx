/** The one key of manual dialling (下一个, SPEC A2.7), in the phone bar between calls: how many wait, and the next of them. */
import { dialListRoutes } from '@bahu/contract/dial-lists.ts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { SkipForward } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useKey } from '../../../lib/keys.ts';
import { useLastStep } from '../../../lib/next-step.ts';
import { useClient } from '../../../lib/services.tsx';
import { KeyMark } from '../../../ui/marks.tsx';
import { numbersKey, useDial } from './use-dial.ts';

export function NextNumber() {
  const { t } = useTranslation();
  const client = useClient(dialListRoutes);
  const keys = useKey('next');
  const dial = useDial();
  const waiting = useQuery({
    queryKey: [...numbersKey, 'waiting'],
    queryFn: ({ signal }) => client.waiting({ signal }),
  });
  const count = waiting.data?.count ?? 0;
  const next = () => void (dial.isPending || dial.mutate(null));
  useLastStep(next, count > 0);
  if (count === 0) return null;
  return (
    <Button icon={<SkipForward size={16} aria-hidden />} loading={dial.isPending} onClick={next}>
      {t('phone.line.nextNumber', { count })} <KeyMark keys={keys} />
    </Button>
  );
}

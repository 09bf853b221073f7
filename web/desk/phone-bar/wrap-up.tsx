/** After-call work: time left for notes, one click to be ready and one to take longer. */
import type { DeskState } from '@bahu/contract/realtime.ts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../lib/failure.ts';
import { duration } from '../../lib/format.ts';
import { useNow, useServices } from '../../lib/services.tsx';
import { Tag } from '../../ui/marks.tsx';
import { useToasts } from '../../ui/toasts.tsx';

export function WrapUp({ desk }: { desk: DeskState }) {
  const { t } = useTranslation();
  const { api } = useServices();
  const toasts = useToasts();
  const now = useNow();
  if (desk.state !== 'wrap-up') return null;
  const tell = (error: unknown) => toasts.failed(failureText(t, error));
  const left = desk.wrapUpEndsAt === null ? 0 : Math.max(0, Math.ceil((Date.parse(desk.wrapUpEndsAt) - now) / 1000));
  return (
    <div className="row whole">
      <Tag tone="wrapup">{t('phone.state.wrapUpLeft', { time: duration(left) })}</Tag>
      <Button size="small" onClick={() => void api.desk.finishWrapUp().catch(tell)}>
        {t('phone.state.finishWrapUp')}
      </Button>
      <Button size="small" type="text" onClick={() => void api.desk.extendWrapUp().catch(tell)}>
        {t('phone.state.extendWrapUp')}
      </Button>
    </div>
  );
}

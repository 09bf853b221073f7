/** A moment as people say it, with the full time in its tooltip. */
import { useTranslation } from 'react-i18next';
import { dayTime, fullTime } from '../lib/format.ts';
import { useServices } from '../lib/services.tsx';

/** A function that words moments: 今天 14:02. */
export function useDayTime(): (moment: string | number) => string {
  const { t } = useTranslation();
  const { clock } = useServices();
  return (moment) => {
    const said = dayTime(moment, clock.now());
    return said.kind === 'other' ? said.text : t(`app.time.${said.kind}`, { time: said.time });
  };
}

export function Moment({ at }: { at: string | null }) {
  const say = useDayTime();
  const { t } = useTranslation();
  if (at === null) return <span className="hint">{t('app.time.none')}</span>;
  return (
    <time dateTime={at} title={fullTime(at)}>
      {say(at)}
    </time>
  );
}

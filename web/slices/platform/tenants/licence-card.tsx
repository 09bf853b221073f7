/** What the company may use, and how much of it is used. */
import type { OwnTenant } from '@bahu/contract/tenants.ts';
import { useTranslation } from 'react-i18next';
import { bytes, count, fullTime } from '../../../lib/format.ts';
import { Tag } from '../../../ui/marks.tsx';

const tones = { active: 'ready', suspended: 'alarm', expired: 'alarm' } as const;

export function LicenceCard({ own }: { own: OwnTenant }) {
  const { t } = useTranslation();
  const { licence, usage } = own;
  return (
    <section className="settings-card" aria-labelledby="settings-licence">
      <h2 id="settings-licence">{t('settings.licence')}</h2>
      <dl className="settings-facts">
        <dt>{t('settings.name')}</dt>
        <dd>{own.name}</dd>
        <dt>{t('settings.code')}</dt>
        <dd>{own.code}</dd>
        <dt>{t('settings.expires')}</dt>
        <dd>
          {own.expiresAt ? fullTime(own.expiresAt).slice(0, 16) : t('settings.never')}{' '}
          <Tag tone={tones[own.status]}>{t(`settings.status.${own.status}`)}</Tag>
        </dd>
      </dl>
      <Usage label={t('settings.agents')} used={usage.agents} of={licence.agents} say={count} />
      <Usage label={t('settings.channels')} used={usage.channels} of={licence.channels} say={count} />
      <Usage label={t('settings.storage')} used={usage.storageBytes} of={licence.storageBytes} say={bytes} />
    </section>
  );
}

/** From here on somebody should think of more. */
const nearlyFull = 0.9;

/** A limit of 0 is none. */
function Usage({ label, used, of, say }: { label: string; used: number; of: number; say: (value: number) => string }) {
  const { t } = useTranslation();
  const share = of > 0 ? Math.min(1, used / of) : 0;
  return (
    <div className="settings-usage">
      <span>{label}</span>
      <progress className={share >= nearlyFull ? 'is-full' : ''} max={1} value={share} aria-label={label} />
      <span className="whole">
        {say(used)} / {of > 0 ? say(of) : t('settings.noLimit')}
      </span>
    </div>
  );
}

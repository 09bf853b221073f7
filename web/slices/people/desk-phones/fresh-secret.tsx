/** A secret that is shown this once: to type, to copy, and as the address that sets a Linphone up. */
import type { IssuedDeskPhone } from '@bahu/contract/desk-phones.ts';
import { Button } from 'antd';
import { Copy } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../../lib/services.tsx';
import { useCopy } from '../../../ui/second-factor/use-copy.ts';
import { AccountFacts } from './account-facts.tsx';

const QRCode = lazy(() => import('antd/es/qr-code'));
const qrSize = 160;

export function FreshSecret({ issued: { of, secret, setupPath } }: { issued: IssuedDeskPhone }) {
  const { t } = useTranslation();
  const now = useNow();
  const copy = useCopy();
  const address = `${location.origin}${setupPath}`;
  const until = of.phone?.setupUntil ?? null;
  const minutes = until === null ? 0 : Math.max(0, Math.ceil((Date.parse(until) - now) / 60_000));
  const lines = [
    [t('deskPhones.account'), of.account],
    [t('deskPhones.secret'), secret],
    [t('deskPhones.server'), of.host],
    [t('deskPhones.port'), of.port],
    [t('deskPhones.transport'), of.transport],
  ];
  return (
    <section className="desk-phone-fresh" aria-label={t('deskPhones.secret')}>
      <p role="status">
        <b>{t('deskPhones.once')}</b>
      </p>
      <div className="desk-phone-ways">
        <div className="fill">
          <AccountFacts of={of} secret={secret} />
          <Button
            className="desk-phone-all"
            type="primary"
            icon={<Copy size={14} aria-hidden />}
            onClick={() => void copy(lines.map((line) => line.join('\t')).join('\n'))}
          >
            {t('deskPhones.copyAll')}
          </Button>
        </div>
        <figure className="desk-phone-qr">
          <Suspense fallback={<div style={{ width: qrSize, height: qrSize }} />}>
            {/* Cameras want dark on light, in dark mode too. */}
            <QRCode
              aria-label={t('deskPhones.qr')}
              value={address}
              size={qrSize}
              bordered={false}
              color="#000000"
              bgColor="#FFFFFF"
              status={minutes > 0 ? 'active' : 'expired'}
            />
          </Suspense>
          <figcaption className="small second">{t('deskPhones.qrHint', { minutes })}</figcaption>
          <Button size="small" onClick={() => void copy(address)}>
            {t('deskPhones.qrCopy')}
          </Button>
        </figure>
      </div>
    </section>
  );
}

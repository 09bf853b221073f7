/** What is set up on this device alone, as far as its browser can: installing, keys of the headset, links to telephone numbers. */
import { Button } from 'antd';
import { useEffect, useId, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { pairedHeadsets, pairHeadset } from '../../../lib/headsets.ts';
import { hidOf, watchDevices, type Hid } from '../../../lib/hid.ts';
import { linkedAs } from '../../../lib/linked-number.ts';
import { useServices } from '../../../lib/services.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

export function ThisDevice() {
  const { t } = useTranslation();
  const { installOffer } = useServices();
  const isOffered = useSyncExternalStore(installOffer.watch, installOffer.isThere);
  const hid = hidOf(navigator);
  // Absent in Safari and on pages that the browser does not trust, whatever its types say.
  const takesLinks = typeof navigator.registerProtocolHandler === 'function';
  if (!isOffered && !hid && !takesLinks) return null;
  return (
    <section className="own-section" aria-labelledby="desk-settings-device">
      <h2 id="desk-settings-device" className="own-head">
        {t('deskSettings.device.title')}
      </h2>
      {isOffered && (
        <Line name={t('deskSettings.device.install')} hint={t('deskSettings.device.installHint')}>
          <Button size="small" onClick={() => void installOffer.take()}>
            {t('deskSettings.device.install')}
          </Button>
        </Line>
      )}
      {hid && <HeadsetLine hid={hid} />}
      {takesLinks && <LinksLine />}
    </section>
  );
}

function Line({ name, hint, children }: { name: string; hint: string; children: ReactNode }) {
  const id = useId();
  return (
    <div className="desk-setting" role="group" aria-labelledby={id}>
      <span id={id}>{name}</span>
      <span>{children}</span>
      <div className="small hint">{hint}</div>
    </div>
  );
}

function useHeadsetNames(hid: Hid): readonly string[] {
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => {
    const look = () =>
      void pairedHeadsets(hid).then((found) => setNames(found.map(({ device }) => device.productName)));
    look();
    return watchDevices(hid, look);
  }, [hid]);
  return names;
}

function HeadsetLine({ hid }: { hid: Hid }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const names = useHeadsetNames(hid);
  const fail = () => toasts.failed(t('deskSettings.device.headsetNone'));
  const pair = () => void pairHeadset(hid).then((chosen) => chosen.length === 0 && fail(), fail);
  return (
    <Line
      name={t('deskSettings.device.headset')}
      hint={
        names.length > 0
          ? t('deskSettings.device.headsetPaired', { names: names.join(t('ui.separator')) })
          : t('deskSettings.device.headsetHint')
      }
    >
      <Button size="small" onClick={pair}>
        {t('deskSettings.device.headsetPair')}
      </Button>
    </Line>
  );
}

function LinksLine() {
  const { t } = useTranslation();
  // The browser asks whoever sits there, and does not say what they answered.
  const take = () => navigator.registerProtocolHandler('tel', `${location.origin}/?${linkedAs}=%s`);
  return (
    <Line name={t('deskSettings.device.links')} hint={t('deskSettings.device.linksHint')}>
      <Button size="small" onClick={take}>
        {t('deskSettings.device.linksTake')}
      </Button>
    </Line>
  );
}

/** One line under the tabs when the phone needs a hand: taken over, no microphone, no connection. */
import { Button } from 'antd';
import { AlertTriangle, Info, WifiOff, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLink, useTopic } from '../lib/services.tsx';
import { useMe } from '../lib/session.tsx';
import { useDelayed } from '../ui/list-state.tsx';
import type { StateColour } from '../ui/theme.ts';
import { usePhone } from './phone/phone-context.tsx';
import './phone-banners.css';

export function PhoneBanners() {
  return (
    <div role="status">
      <LinkBanner />
      <TenantBanner />
      <PhoneBanner />
    </div>
  );
}

function Banner({ icon: Icon, tone, text, action }: { icon: LucideIcon; tone: StateColour; text: string; action?: ReactNode }) {
  return <div className={`banner tone-${tone}`}><Icon size={16} className="toned" aria-hidden /><span className="fill">{text}</span>{action}</div>;
}

function LinkBanner() {
  const { t } = useTranslation();
  const isLost = useDelayed(useLink() === 'lost');
  const hasCall = Boolean(useTopic('desk')?.call);
  return isLost ? <Banner icon={WifiOff} tone="alarm" text={t(hasCall ? 'app.link.lostInCall' : 'app.link.lost')} /> : null;
}

function TenantBanner() {
  const { t } = useTranslation();
  const { tenant } = useMe();
  return tenant.canCall ? null : <Banner icon={Info} tone="ringing" text={t('phone.banner.suspended')} />;
}

function PhoneBanner() {
  const { t } = useTranslation();
  const { state, command } = usePhone();
  const me = useMe();
  const isRetrying = useDelayed(state.registration === 'retrying' || state.registration === 'refused');
  if (state.isTakenOver) {
    const takeBack = <Button size="small" onClick={() => command('take-back')}>{t('phone.banner.takeBack')}</Button>;
    return <Banner icon={AlertTriangle} tone="ringing" text={t('phone.banner.takenOver', { extension: me.extension })} action={takeBack} />;
  }
  if (state.problem === 'insecure') return <Banner icon={AlertTriangle} tone="alarm" text={t('phone.banner.insecure')} />;
  if (state.problem) {
    const retry = <Button size="small" onClick={() => command('retry-microphone')}>{t('phone.banner.retry')}</Button>;
    return <Banner icon={AlertTriangle} tone="alarm" text={t(state.problem === 'denied' ? 'phone.banner.microphoneDenied' : 'phone.banner.microphoneMissing')} action={retry} />;
  }
  return isRetrying ? <Banner icon={WifiOff} tone="alarm" text={t('phone.banner.retrying')} /> : null;
}

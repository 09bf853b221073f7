/** Whether this machine can telephone: microphone, speaker, way to the server. */
import { useQuery } from '@tanstack/react-query';
import { Globe, Mic, Volume2, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Dot } from '../../ui/marks.tsx';
import type { StateColour } from '../../ui/theme.ts';
import { useServerDelay } from './brand-panel.tsx';

interface Found {
  isSecure: boolean;
  microphone: string | null;
  speaker: string | null;
  isMicrophoneAllowed: boolean;
}

/** Devices without asking for anything: names are empty until the microphone was allowed. */
async function findDevices(): Promise<Found> {
  const media = navigator.mediaDevices as MediaDevices | undefined;
  if (!media) return { isSecure: false, microphone: null, speaker: null, isMicrophoneAllowed: false };
  const devices = await media.enumerateDevices();
  const nameOf = (kind: MediaDeviceKind) => {
    const own = devices.filter((device) => device.kind === kind);
    return (own.find((device) => device.deviceId === 'default') ?? own[0])?.label ?? null;
  };
  const microphone = nameOf('audioinput');
  return { isSecure: true, microphone, speaker: nameOf('audiooutput'), isMicrophoneAllowed: Boolean(microphone) };
}

const slowMs = 150;

export function DeviceCheck() {
  const { t } = useTranslation();
  const found = useQuery({ queryKey: ['devices'], queryFn: findDevices, retry: false }).data;
  const delay = useServerDelay();
  if (!found) return <div className="check" aria-hidden />;
  const deviceName = (name: string | null) =>
    name || (name === null ? t('signIn.check.missing') : t('signIn.check.unnamed'));
  const microphoneWord = !found.isSecure
    ? t('signIn.check.insecure')
    : found.isMicrophoneAllowed
      ? t('signIn.check.ok')
      : found.microphone === null
        ? ''
        : t('signIn.check.asks');
  const ms = delay.data;
  return (
    <dl className="check">
      <CheckLine
        icon={Mic}
        name={t('signIn.check.microphone')}
        value={found.isSecure ? deviceName(found.microphone) : ''}
        word={microphoneWord}
        tone={found.isMicrophoneAllowed ? 'ready' : found.isSecure ? 'away' : 'alarm'}
      />
      <CheckLine
        icon={Volume2}
        name={t('signIn.check.speaker')}
        value={deviceName(found.speaker)}
        word={found.speaker === null ? '' : t('signIn.check.ok')}
        tone="ready"
      />
      <CheckLine
        icon={Globe}
        name={t('signIn.check.server')}
        value={ms === undefined ? '' : t('signIn.check.delay', { ms })}
        word={ms === undefined ? '' : t(ms < slowMs ? 'signIn.check.good' : 'signIn.check.slow')}
        tone={ms !== undefined && ms < slowMs ? 'ready' : 'ringing'}
      />
    </dl>
  );
}

function CheckLine({
  icon: Icon,
  name,
  value,
  word,
  tone,
}: {
  icon: LucideIcon;
  name: string;
  value: string;
  word: string;
  tone: StateColour;
}) {
  return (
    <div className="check-line">
      <Icon size={15} className="hint" aria-hidden />
      <dt>{name}</dt>
      <dd className="hint cut fill">{value}</dd>
      {word && (
        <dd className={`row row-tight toned tone-${tone}`}>
          <Dot tone={tone} />
          {word}
        </dd>
      )}
    </div>
  );
}

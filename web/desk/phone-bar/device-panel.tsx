/** Microphone with its level, speaker, ringer: chosen here, used at once, also in mid-call. */
import { Button, Select, Slider, Switch } from 'antd';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../lib/preferences.tsx';
import { watchLevel } from '../softphone/level-meter.ts';
import { createRingTone } from '../softphone/ring-tone.ts';
import { EchoTest } from './echo-test.tsx';
import { LevelBars } from './level-bars.tsx';

/** Devices that are plugged in, kept up to date. */
function useDeviceList(): MediaDeviceInfo[] {
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  useEffect(() => {
    // Absent on pages that the browser does not trust, whatever its types say.
    const media = navigator.mediaDevices as MediaDevices | undefined;
    if (!media) return undefined;
    const read = () => void media.enumerateDevices().then(setDevices, () => setDevices([]));
    read();
    media.addEventListener('devicechange', read);
    return () => media.removeEventListener('devicechange', read);
  }, []);
  return devices;
}

export default function DevicePanel() {
  const { t } = useTranslation();
  const { preferences, change } = usePreferences();
  const devices = useDeviceList();
  const of = (kind: MediaDeviceKind) =>
    devices.filter((device) => device.kind === kind && device.deviceId !== 'default' && device.deviceId !== '');
  return (
    <div className="devices">
      <DeviceChoice
        name={t('phone.devices.microphone')}
        devices={of('audioinput')}
        value={preferences.microphone}
        onChange={(microphone) => change({ microphone })}
      />
      <LevelMeter deviceId={preferences.microphone} />
      <DeviceChoice
        name={t('phone.devices.speaker')}
        devices={of('audiooutput')}
        value={preferences.speaker}
        onChange={(speaker) => change({ speaker })}
      />
      <DeviceChoice
        name={t('phone.devices.ringer')}
        devices={of('audiooutput')}
        value={preferences.ringer}
        onChange={(ringer) => change({ ringer })}
      />
      <div className="devices-line">
        <span>{t('phone.devices.ringVolume')}</span>
        <Slider
          className="fill"
          min={0}
          max={1}
          step={0.05}
          value={preferences.ringVolume}
          tooltip={{ open: false }}
          ariaLabelForHandle={t('phone.devices.ringVolume')}
          onChange={(ringVolume) => change({ ringVolume })}
        />
      </div>
      <div className="devices-line">
        <span>{t('phone.devices.mutedRing')}</span>
        <Switch
          size="small"
          checked={preferences.isRingMuted}
          aria-label={t('phone.devices.mutedRing')}
          onChange={(isRingMuted) => change({ isRingMuted })}
        />
        <span className="fill" />
        <RingTest />
      </div>
      <div className="devices-line">
        <span>{t('phone.devices.keyTones')}</span>
        <Switch
          size="small"
          checked={preferences.hasKeyTones}
          aria-label={t('phone.devices.keyTones')}
          onChange={(hasKeyTones) => change({ hasKeyTones })}
        />
      </div>
      <EchoTest />
    </div>
  );
}

function DeviceChoice({
  name,
  devices,
  value,
  onChange,
}: {
  name: string;
  devices: MediaDeviceInfo[];
  value: string;
  onChange: (id: string) => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const options = [
    { value: '', label: t('phone.devices.systemDefault') },
    ...devices.map((device, index) => ({
      value: device.deviceId,
      label: device.label || t('phone.devices.unnamed', { index: index + 1 }),
    })),
  ];
  const known = options.some((option) => option.value === value) ? value : '';
  return (
    <div className="devices-line">
      <label htmlFor={id}>{name}</label>
      <Select id={id} className="fill" value={known} options={options} onChange={onChange} />
    </div>
  );
}

function LevelMeter({ deviceId }: { deviceId: string }) {
  const { t } = useTranslation();
  const [level, setLevel] = useState<number | null>(0);
  useEffect(() => watchLevel(deviceId, setLevel), [deviceId]);
  if (level === null) return <div className="devices-line tone-alarm toned small">{t('phone.devices.refused')}</div>;
  return (
    <div className="devices-line">
      <span />
      <LevelBars name={t('phone.devices.level')} level={level} />
    </div>
  );
}

function RingTest() {
  const { t } = useTranslation();
  const { ringVolume, ringer } = usePreferences().preferences;
  const [tone] = useState(createRingTone);
  const [isOn, setIsOn] = useState(false);
  useEffect(() => tone.adjust(ringVolume, ringer), [tone, ringVolume, ringer]);
  useEffect(() => {
    if (!isOn) return undefined;
    tone.start();
    return () => tone.stop();
  }, [tone, isOn]);
  return (
    <Button size="small" onClick={() => setIsOn(!isOn)}>
      {t(isOn ? 'phone.devices.stopRing' : 'phone.devices.testRing')}
    </Button>
  );
}

/** The button of the audio devices. What it opens is loaded when it is wanted: its choices and sliders are a tenth of all script. */
import { Headphones } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { PanelButton } from '../../ui/panel-popover.tsx';

const DevicePanel = lazy(() => import('./device-panel.tsx'));

export function AudioDevices() {
  const { t } = useTranslation();
  return (
    <PanelButton
      icon={Headphones}
      size="normal"
      label={t('phone.devices.label')}
      panel={() => (
        <Suspense fallback={<div className="devices" aria-busy />}>
          <DevicePanel />
        </Suspense>
      )}
    />
  );
}

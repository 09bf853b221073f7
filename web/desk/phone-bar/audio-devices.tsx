/** The button of the audio devices. What it opens is loaded when it is wanted: its choices and sliders are a tenth of all script. */
import { Popover } from 'antd';
import { Headphones } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../../lib/hotkeys.ts';
import { IconButton } from '../../ui/icon-button.tsx';

const DevicePanel = lazy(() => import('./device-panel.tsx'));

export function AudioDevices() {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  useHotkey('Escape', () => setIsOpen(false), isOpen);
  const panel = (
    <Suspense fallback={<div className="devices" aria-busy />}>
      <DevicePanel />
    </Suspense>
  );
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={isOpen}
      onOpenChange={setIsOpen}
      destroyOnHidden
      content={panel}
    >
      <span>
        <IconButton icon={Headphones} label={t('phone.devices.label')} isOpen={isOpen} aria-expanded={isOpen} />
      </span>
    </Popover>
  );
}

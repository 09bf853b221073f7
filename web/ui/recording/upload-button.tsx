/** Opens the dialog in which an agent brings a recording along that was made on another device, where they may. */
import { Button } from 'antd';
import { FileUp } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '../../lib/session.tsx';
import { withTexts } from '../../text/i18n.ts';
import type { UploadTarget } from './upload-dialog.tsx';

const loadDialog = withTexts(['local-recordings'], () => import('./upload-dialog.tsx'));
const UploadDialog = lazy(async () => ({ default: (await loadDialog()).UploadDialog }));

interface Props {
  of: UploadTarget;
  size?: 'small' | 'middle';
}

export function UploadRecordingButton({ of, size = 'middle' }: Props) {
  const { t } = useTranslation();
  const mayUpload = useMay('recording.upload');
  const { settings } = useMe();
  const [isOpen, setIsOpen] = useState(false);
  if (!mayUpload || !settings.uploadsRecordings) return null;
  return (
    <>
      <Button size={size} icon={<FileUp size={14} aria-hidden />} onClick={() => setIsOpen(true)}>
        {t('ui.recording.upload')}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <UploadDialog of={of} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

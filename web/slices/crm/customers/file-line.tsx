/** A file that was added to a customer, in the timeline. */
import type { TimelineItemOf } from '@bahu/contract/timeline.ts';
import { Paperclip } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { FilePreview } from './file-preview.tsx';
import { Line } from './timeline-line.tsx';

export function FileLine({ item: { at, file, byName } }: { item: TimelineItemOf<'file'> }) {
  const { t } = useTranslation();
  return (
    <Line at={at} icon={<Paperclip size={12} aria-hidden />}>
      <div className="timeline-head">
        <b>{t('customers.files.added')}</b>
        <span className="hint">{byName}</span>
      </div>
      <FilePreview file={file} />
    </Line>
  );
}

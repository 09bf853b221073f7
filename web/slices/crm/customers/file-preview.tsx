/** A file of a customer as far as a browser shows it: a picture small, a sound with its player, anything else by its name. */
import { attachmentPath, picturePath } from '@bahu/contract/attachment-paths.ts';
import type { Attachment } from '@bahu/domain/attachments/attachment.ts';
import { isPicture, isShown, isSound } from '@bahu/domain/attachments/media-type.ts';
import { Download, FileText, Paperclip } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { bytes } from '../../../lib/format.ts';
import { useMay } from '../../../lib/session.tsx';
import './files.css';

export function FilePreview({ file: { id, name, type, size } }: { file: Attachment }) {
  const { t } = useTranslation();
  const maySave = useMay('attachment.download');
  const Icon = type === 'application/pdf' ? FileText : Paperclip;
  return (
    <div className="customer-file">
      {isPicture(type) && (
        <a href={picturePath(id)} target="_blank" rel="noreferrer" className="customer-file-picture">
          <img src={picturePath(id)} alt={name} loading="lazy" />
        </a>
      )}
      {isSound(type) && (
        <audio
          controls
          preload="none"
          src={picturePath(id)}
          aria-label={name}
          {...(!maySave && { controlsList: 'nodownload' })}
        />
      )}
      <div className="row row-tight">
        <Icon size={14} aria-hidden />
        {isShown(type) && !isSound(type) ? (
          <a href={picturePath(id)} target="_blank" rel="noreferrer" className="link cut">
            {name}
          </a>
        ) : (
          <span className="cut">{name}</span>
        )}
        <span className="hint small whole">{bytes(size)}</span>
        {maySave && (
          <a
            href={attachmentPath(id)}
            download={name}
            className="icon-link"
            aria-label={t('customers.files.download', { name })}
            title={t('customers.files.download', { name })}
          >
            <Download size={14} aria-hidden />
          </a>
        )}
      </div>
    </div>
  );
}

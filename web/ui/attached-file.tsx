/** One file of a record: its name, which shows a picture and saves anything else, and its size. */
import { attachmentPath, picturePath } from '@bahu/contract/attachment-paths.ts';
import type { Attachment } from '@bahu/domain/attachments/attachment.ts';
import { isPicture } from '@bahu/domain/attachments/media-type.ts';
import { Paperclip } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { bytes } from '../lib/format.ts';
import { useMay } from '../lib/session.tsx';
import './attached-file.css';

interface Props {
  file: Attachment;
  /** With the picture that it is, small. */
  hasPicture?: boolean;
}

export function AttachedFile({ file: { id, name, type, size }, hasPicture = false }: Props) {
  const { t } = useTranslation();
  const isShown = isPicture(type);
  const maySave = useMay('attachment.download');
  const way = isShown
    ? { href: picturePath(id), target: '_blank', rel: 'noreferrer' }
    : { href: attachmentPath(id), download: name };
  if (!isShown && !maySave)
    return (
      <span className="attached-file">
        <Paperclip size={12} aria-hidden />
        <span className="cut">{name}</span>
        <span className="hint small">{bytes(size)}</span>
      </span>
    );
  return (
    <a
      {...way}
      className="attached-file"
      title={t(isShown ? 'ui.files.show' : 'ui.files.save', { name, size: bytes(size) })}
      // Within a row of a list it is the file that is opened, not the row.
      onClick={(event) => event.stopPropagation()}
    >
      {isShown && hasPicture ? (
        <img src={picturePath(id)} alt="" width={32} height={32} loading="lazy" />
      ) : (
        <Paperclip size={12} aria-hidden />
      )}
      <span className="cut">{name}</span>
      <span className="hint small">{bytes(size)}</span>
    </a>
  );
}

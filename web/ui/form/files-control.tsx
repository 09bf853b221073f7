/** The control of a field that holds files: what it has, what is coming, and where more are dropped, pasted or chosen. */
import { attachmentLimits, type Attachment } from '@bahu/domain/attachments/attachment.ts';
import { RotateCw, Upload as UploadIcon, X } from 'lucide-react';
import { useState, type ClipboardEvent, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../lib/failure.ts';
import { bytes } from '../../lib/format.ts';
import { AttachedFile } from '../attached-file.tsx';
import { IconButton } from '../icon-button.tsx';
import { classes } from '../marks.tsx';
import { mayComeAgain, useUploads, type Coming } from './use-uploads.ts';
import './files-control.css';

interface Props {
  id: string;
  disabled: boolean;
  /** Files, or a text that is left from when the field had another type. */
  value: unknown;
  onChange: (value: readonly Attachment[]) => void;
  onBusy: (isBusy: boolean) => void;
  'aria-invalid': boolean;
  'aria-required': boolean;
  'aria-describedby': string | undefined;
}

export function FilesControl({ id, disabled: isDisabled, value, onChange, onBusy, ...aria }: Props) {
  const { t } = useTranslation();
  const uploads = useUploads({ value, onChange, onBusy });
  const { files, room } = uploads;
  const [isOver, setIsOver] = useState(false);
  const [said, setSaid] = useState('');
  const left = typeof value === 'string' ? value : '';
  const isOpen = !isDisabled && room > 0;
  function take(list: FileList): void {
    if (!isOpen || list.length === 0) return;
    uploads.add([...list].slice(0, room));
    setSaid(list.length > room ? t('ui.files.tooMany', { count: attachmentLimits.files }) : '');
  }
  function drop(event: DragEvent): void {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files);
  }
  function paste(event: ClipboardEvent): void {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    take(event.clipboardData.files);
  }
  function takeAway(name: string, work: () => void): void {
    work();
    setSaid(t('ui.files.removed', { name }));
    // The button that had the focus is gone.
    requestAnimationFrame(() => document.getElementById(id)?.focus());
  }
  return (
    <div
      className={classes('files-control', isOver && isOpen && 'is-over')}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      onPaste={paste}
    >
      <HeldFiles left={left} isDisabled={isDisabled} uploads={uploads} onTakeAway={takeAway} />
      {!isDisabled && (
        <div className={classes('files-add', room === 0 && 'is-full')}>
          <UploadIcon size={14} aria-hidden />
          {room > 0 ? t('ui.files.add') : t('ui.files.full', { count: attachmentLimits.files })}
          <input
            id={id}
            type="file"
            multiple
            disabled={room === 0}
            title={t('ui.files.limits', { count: attachmentLimits.files, size: bytes(attachmentLimits.bytes) })}
            {...aria}
            onChange={({ target }) => {
              if (target.files) take(target.files);
              target.value = '';
            }}
          />
        </div>
      )}
      {isDisabled && files.length === 0 && left === '' && <span className="hint">{t('app.time.none')}</span>}
      <span role="status" className="hint small">
        {said}
      </span>
    </div>
  );
}

interface ListProps {
  left: string;
  isDisabled: boolean;
  uploads: ReturnType<typeof useUploads>;
  onTakeAway: (name: string, work: () => void) => void;
}

function HeldFiles({ left, isDisabled, uploads, onTakeAway }: ListProps) {
  const { t } = useTranslation();
  const { files, coming, retry, giveUp, remove } = uploads;
  if (files.length === 0 && coming.length === 0 && left === '') return null;
  return (
    <ul className="files-list">
      {left !== '' && <li className="files-left">{left}</li>}
      {files.map((file) => (
        <li key={file.id}>
          <AttachedFile file={file} hasPicture />
          {!isDisabled && (
            <IconButton
              icon={X}
              size="tiny"
              label={t('ui.files.remove', { name: file.name })}
              onClick={() => onTakeAway(file.name, () => remove(file.id))}
            />
          )}
        </li>
      ))}
      {coming.map((one) => (
        <ComingFile
          key={one.key}
          of={one}
          onRetry={() => retry(one)}
          onGiveUp={() => onTakeAway(one.file.name, () => giveUp(one))}
        />
      ))}
    </ul>
  );
}

interface ComingProps {
  of: Coming;
  onRetry: () => void;
  onGiveUp: () => void;
}

function ComingFile({ of: { file, part, error }, onRetry, onGiveUp }: ComingProps) {
  const { t } = useTranslation();
  const { name } = file;
  const percent = Math.floor(part * 100);
  return (
    <li className="files-coming">
      <span className="cut fill" title={name}>
        {name}
      </span>
      {error === null ? (
        <progress max={100} value={percent} aria-label={t('ui.files.coming', { name })}>
          {percent}%
        </progress>
      ) : (
        mayComeAgain(error) && (
          <IconButton icon={RotateCw} size="tiny" label={t('ui.files.retry', { name })} onClick={onRetry} />
        )
      )}
      <IconButton
        icon={X}
        size="tiny"
        label={t(error === null ? 'ui.files.cancel' : 'ui.files.remove', { name })}
        onClick={onGiveUp}
      />
      {error !== null && (
        <span role="alert" className="tone-alarm toned small files-error">
          {failureText(t, error)}
        </span>
      )}
    </li>
  );
}

/** A sound file of this device: chosen or dropped, and listened to before it is sent. */
import { localRecordingLimits } from '@bahu/contract/local-recordings.ts';
import { FileAudio } from 'lucide-react';
import { useEffect, useMemo, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { bytes } from '../../lib/format.ts';
import { classes } from '../marks.tsx';
import '../form/files-control.css';

interface Props {
  sound: File | null;
  isFixed: boolean;
  /** With its length as far as the browser can tell. */
  onPick: (file: File, seconds: number | null) => void;
}

export function SoundPicker({ sound, isFixed, onPick }: Props) {
  const { t } = useTranslation();
  const [isOver, setIsOver] = useState(false);
  function take(list: FileList | null): void {
    const [file] = list ?? [];
    if (file && !isFixed) onPick(file, null);
  }
  function drop(event: DragEvent): void {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files);
  }
  return (
    <div
      className={classes('files-control', isOver && 'is-over')}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      {sound && <Preview file={sound} onLength={(seconds) => onPick(sound, seconds)} />}
      {!isFixed && (
        <div className="files-add">
          <FileAudio size={14} aria-hidden />
          {t(sound ? 'localRecordings.chooseOther' : 'localRecordings.choose')}
          <input
            type="file"
            accept="audio/*,.wav,.mp3,.m4a,.3gp,.amr"
            aria-label={t('localRecordings.choose')}
            onChange={({ target }) => {
              take(target.files);
              target.value = '';
            }}
          />
        </div>
      )}
      <div className="small hint">{t('localRecordings.kinds', { size: bytes(localRecordingLimits.bytes) })}</div>
    </div>
  );
}

function Preview({ file, onLength }: { file: File; onLength: (seconds: number) => void }) {
  const { t } = useTranslation();
  const address = useMemo(() => URL.createObjectURL(file), [file]);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return (
    <div className="local-upload-file">
      <div className="row">
        <span className="fill cut" title={file.name}>
          {file.name}
        </span>
        <span className="hint">{bytes(file.size)}</span>
      </div>
      <audio
        controls
        preload="metadata"
        aria-label={t('localRecordings.listen')}
        src={address}
        onLoadedMetadata={({ currentTarget: { duration } }) => Number.isFinite(duration) && onLength(duration)}
      />
    </div>
  );
}

/** Choosing the file: drop it or pick it; the template to fill in. */
import { importLimits, importPaths, type Import, type ImportKind } from '@bahu/contract/imports.ts';
import { Button } from 'antd';
import { FileSpreadsheet, Upload as UploadIcon } from 'lucide-react';
import { useEffect, useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { bytes } from '../../../lib/format.ts';
import { usePreferences } from '../../../lib/preferences.tsx';
import { useCurrentPath, useTabActions } from '../../../lib/tabs-context.tsx';
import { upload, type Upload } from '../../../lib/upload.ts';
import { classes } from '../../../ui/marks.tsx';
import { ProgressBar } from '../jobs/public.ts';

export function FileStep({ kind }: { kind: ImportKind }) {
  const { t } = useTranslation();
  const { file, part, error, start, stop } = useUpload(kind);
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  function drop(event: DragEvent): void {
    event.preventDefault();
    setIsOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped) start(dropped);
  }
  return (
    <div className="scroll fill import-file">
      <div
        className={classes('drop-zone', isOver && 'is-over')}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <FileSpreadsheet size={28} strokeWidth={1.5} aria-hidden className="hint" />
        {file ? (
          <div className="drop-progress">
            <span className="cut">
              {file.name} · {bytes(file.size)}
            </span>
            <ProgressBar percent={Math.floor(part * 100)} label={t('imports.uploading')} />
            <span className="row">
              <span className="fill hint">{t('imports.uploaded', { percent: Math.floor(part * 100) })}</span>
              <button type="button" className="link" onClick={stop}>
                {t('app.action.cancel')}
              </button>
            </span>
          </div>
        ) : (
          <>
            <b>{t('imports.drop')}</b>
            <span className="hint small">{t('imports.dropHint', { size: bytes(importLimits.bytes) })}</span>
            <Button type="primary" icon={<UploadIcon size={14} aria-hidden />} onClick={() => input.current?.click()}>
              {t('imports.choose')}
            </Button>
          </>
        )}
        <input
          ref={input}
          type="file"
          hidden
          accept=".xlsx,.csv,.txt,.tsv,.xls"
          aria-label={t('imports.choose')}
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            event.target.value = '';
            if (chosen) start(chosen);
          }}
        />
      </div>
      {error !== null && (
        <p role="alert" className="tone-alarm toned">
          {failureText(t, error)}
        </p>
      )}
      <TemplateHelp kind={kind} />
    </div>
  );
}

function TemplateHelp({ kind }: { kind: ImportKind }) {
  const { t } = useTranslation();
  const { language } = usePreferences().preferences;
  const template = (format: 'xlsx' | 'csv') =>
    `${importPaths.template}?${new URLSearchParams({ kind, format, language }).toString()}`;
  return (
    <div className="import-help">
      <h2>{t('imports.template')}</h2>
      <p className="second">{t('imports.templateHint')}</p>
      <p className="row">
        <a href={template('xlsx')} download>
          {t('imports.templateXlsx')}
        </a>
        <a href={template('csv')} download>
          {t('imports.templateCsv')}
        </a>
      </p>
    </div>
  );
}

function useUpload(kind: ImportKind) {
  const { replace } = useTabActions();
  const current = useCurrentPath();
  const [file, setFile] = useState<File | null>(null);
  const [part, setPart] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const running = useRef<Upload<Import> | null>(null);
  // The tab that is left keeps no half of an upload.
  useEffect(() => () => running.current?.stop(), []);
  function start(next: File): void {
    setFile(next);
    setPart(0);
    setError(null);
    const sending = upload<Import>(importPaths.upload, { kind, name: next.name }, next, setPart);
    running.current = sending;
    sending.done
      .then((found) => {
        const path = `/imports/${found.id}`;
        replace(current, { path, href: path, title: null, callId: null });
      })
      .catch((reason: unknown) => {
        setFile(null);
        if (running.current === sending) setError(reason);
      });
  }
  function stop(): void {
    const sending = running.current;
    running.current = null;
    sending?.stop();
  }
  return { file, part, error, start, stop };
}

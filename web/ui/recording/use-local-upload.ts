/** What is said of a local recording, and its way to the server: announced, then sent; what stopped it can be mended and tried again. */
import { localRecordingFilePath } from '@bahu/contract/local-recording-paths.ts';
import { localRecordingLimits, localRecordingRoutes, type UploadedRecording } from '@bahu/contract/local-recordings.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../lib/api.ts';
import { failureText } from '../../lib/failure.ts';
import { duration } from '../../lib/format.ts';
import { useClient } from '../../lib/services.tsx';
import { upload, type Upload } from '../../lib/upload.ts';
import { readDayTime } from '../day/day-text.ts';
import { localTime, momentOfLocal } from '../form/local-time.ts';
import { useToasts } from '../toasts.tsx';
import type { UploadTarget } from './upload-dialog.tsx';

interface Values {
  customerId: string | null;
  numberId: string | null;
  direction: 'inbound' | 'outbound';
  /** On the reader's clock. */
  startedAt: string;
}
export type LocalUpload = ReturnType<typeof useLocalUpload>;

/** Recorders write a file to its end: the call began as long before as it is. */
const beginOf = (file: File, seconds: number): string =>
  localTime(new Date(Math.round((file.lastModified - seconds * 1000) / 1000) * 1000).toISOString());

/** What the server is told of it. */
function whoseOf(of: UploadTarget, { customerId, numberId, direction, startedAt }: Values) {
  if ('callId' in of) return { callId: of.callId };
  return {
    customerId: customerId!,
    ...(numberId !== null && { numberId }),
    direction,
    startedAt: momentOfLocal(startedAt),
  };
}

export function useLocalUpload(of: UploadTarget, onDone: () => void) {
  const { t } = useTranslation();
  const client = useClient(localRecordingRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const [sound, setSound] = useState<File | null>(null);
  const [part, setPart] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [hasChosenTime, setHasChosenTime] = useState(false);
  const [values, setValues] = useState<Values>({
    customerId: 'customerId' in of ? of.customerId : null,
    numberId: null,
    direction: 'outbound',
    startedAt: '',
  });
  const running = useRef<Upload<UploadedRecording> | null>(null);
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
      running.current?.stop();
    };
  }, []);
  const isOfCall = 'callId' in of;
  const isWhole =
    sound !== null && (isOfCall || (values.customerId !== null && readDayTime(values.startedAt) !== null));

  async function send(): Promise<void> {
    if (sound === null) return;
    setPart(0);
    setError(null);
    try {
      const { id } = await client.announce({ body: { ...whoseOf(of, values), bytes: sound.size } });
      if (isGone.current) return;
      running.current = upload<UploadedRecording>(localRecordingFilePath(id), {}, sound, setPart);
      const kept = await running.current.done;
      void queries.invalidateQueries({ queryKey: ['calls'] });
      void queries.invalidateQueries({ queryKey: ['customers'] });
      toasts.done(t('localRecordings.sent', { length: duration(kept.seconds) }));
      onDone();
    } catch (failure) {
      if (!isGone.current) setError(failure);
    } finally {
      if (!isGone.current) setPart(null);
    }
  }

  return {
    sound,
    /** From 0 to 1 while it is sent. */
    part,
    error,
    failure: error === null ? null : failureText(t, error),
    values,
    isWhole,
    pick(file: File, seconds: number | null): void {
      setError(file.size > localRecordingLimits.bytes ? new ApiError('local-recording.too-large') : null);
      setSound(file.size > localRecordingLimits.bytes ? null : file);
      if (seconds !== null && !hasChosenTime) setValues((now) => ({ ...now, startedAt: beginOf(file, seconds) }));
    },
    change(next: Partial<Values>): void {
      if (next.startedAt !== undefined) setHasChosenTime(true);
      setValues((now) => ({ ...now, ...next }));
    },
    send: () => void send(),
    stop: () => running.current?.stop(),
  };
}

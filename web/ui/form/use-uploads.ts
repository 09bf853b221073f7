/** Files on their way into a field: how far each is, what stopped it, and what may be done about that. */
import { attachmentUploadPath } from '@bahu/contract/attachment-paths.ts';
import { areAttachments, attachmentLimits, type Attachment } from '@bahu/domain/attachments/attachment.ts';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../../lib/api.ts';
import { failedWith } from '../../lib/failure.ts';
import { upload, type Upload } from '../../lib/upload.ts';

export interface Coming {
  readonly key: number;
  readonly file: File;
  /** From 0 to 1. */
  readonly part: number;
  /** Why it did not come; null while it comes. */
  readonly error: unknown;
}

/** What is wrong with a file before it is sent. */
function refusalOf({ size }: File): ApiError | null {
  if (size === 0) return new ApiError('attachment.empty');
  return size > attachmentLimits.bytes ? new ApiError('attachment.too-large') : null;
}

/** What is wrong with the file itself is wrong however often it is sent. */
const ofTheFile = ['attachment.empty', 'attachment.program', 'attachment.too-large'] as const;
export const mayComeAgain = (error: unknown): boolean => !ofTheFile.some((code) => failedWith(error, code));

interface Options {
  value: unknown;
  onChange: (value: readonly Attachment[]) => void;
  /** The form is not saved while something is on its way. */
  onBusy: (isBusy: boolean) => void;
}

let keys = 0;

export function useUploads({ value, onChange, onBusy }: Options) {
  const [coming, setComing] = useState<readonly Coming[]>([]);
  const running = useRef(new Map<number, Upload<Attachment>>());
  // Several may end between two pictures of the form: each adds to what the one before has made.
  const files = areAttachments(value) ? value : [];
  const held = useRef<readonly Attachment[]>(files);
  const report = useRef({ onChange, onBusy });
  useEffect(() => {
    held.current = files;
    report.current = { onChange, onBusy };
  });
  const isBusy = coming.some(({ error }) => error === null);
  useEffect(() => report.current.onBusy(isBusy), [isBusy]);
  useEffect(() => {
    const { current } = running;
    // Whoever leaves the form takes no half of a file along.
    return () => {
      for (const one of current.values()) one.stop();
      current.clear();
      report.current.onBusy(false);
    };
  }, []);

  const patch = (key: number, part: Partial<Coming>) =>
    setComing((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const drop = (key: number) => setComing((all) => all.filter((one) => one.key !== key));

  function send(key: number, file: File): void {
    const refusal = refusalOf(file);
    patch(key, { part: 0, error: refusal });
    if (refusal) return;
    const sending = upload<Attachment>(attachmentUploadPath, { name: file.name.slice(-255) || 'file' }, file, (part) =>
      patch(key, { part }),
    );
    running.current.set(key, sending);
    const isCurrent = () => running.current.get(key) === sending;
    sending.done.then(
      (stored) => {
        if (!isCurrent()) return;
        running.current.delete(key);
        held.current = [...held.current, stored];
        report.current.onChange(held.current);
        drop(key);
      },
      (error: unknown) => {
        if (!isCurrent()) return;
        running.current.delete(key);
        patch(key, { error });
      },
    );
  }

  return {
    files,
    coming,
    /** How many more the field takes. */
    room: Math.max(0, attachmentLimits.files - files.length - coming.length),
    add(files: readonly File[]): void {
      const fresh = files.map((file) => ({ key: (keys += 1), file, part: 0, error: null }));
      setComing((all) => [...all, ...fresh]);
      for (const { key, file } of fresh) send(key, file);
    },
    retry: ({ key, file }: Coming): void => send(key, file),
    /** Also one that is on its way. */
    giveUp({ key }: Coming): void {
      const sending = running.current.get(key);
      running.current.delete(key);
      sending?.stop();
      drop(key);
    },
    remove(id: string): void {
      held.current = held.current.filter((file) => file.id !== id);
      report.current.onChange(held.current);
    },
  };
}

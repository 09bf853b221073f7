/** The record that the address names, beside the list: whether or not the list has loaded it, and why not when it cannot be shown. */
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOptions } from '../../lib/api.ts';
import { useHotkey } from '../../lib/hotkeys.ts';
import { queryKeys } from '../../lib/records.ts';
import { IconButton } from '../icon-button.tsx';
import { Loaded, Notice } from '../list-state.tsx';
import { classes } from '../marks.tsx';

interface Props<R> {
  id: string;
  /** The plural of the record, as in `queryKeys`. */
  records: string;
  /** The records in words. */
  what: string;
  /** As the list knows it, shown until it was fetched. */
  known?: R | undefined;
  get: (id: string, options: CallOptions) => Promise<R>;
  onClose: () => void;
  children: (row: R) => ReactNode;
}

export function OpenedRecord<R>({ id, records, what, known, get, onClose, children }: Props<R>) {
  const answer = useQuery<R>({
    queryKey: queryKeys.one(records, id),
    queryFn: ({ signal }) => get(id, { signal }),
    retry: false,
  });
  const row = answer.data ?? (answer.isError ? undefined : known);
  if (row !== undefined) return children(row);
  return (
    <DockedFrame what={what} onClose={onClose}>
      <Loaded answer={answer} what={what} rows={4}>
        {() => null}
      </Loaded>
    </DockedFrame>
  );
}

/** In the place of a record that is not among all that there are. */
export function MissingRecord({ what, onClose }: { what: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <DockedFrame what={what} onClose={onClose}>
      <Notice title={t('errors.not-found')} />
    </DockedFrame>
  );
}

interface FrameProps {
  what: string;
  /** In its head, where that is not what it is. */
  title?: string;
  onClose: () => void;
  className?: string;
  children: ReactNode;
}

/** Beside a list: what stands there, and a way to close it. */
export function DockedFrame({ what, title = what, onClose, className, children }: FrameProps) {
  const { t } = useTranslation();
  useHotkey('Escape', onClose);
  return (
    <aside className={classes('docked', className)} aria-label={what}>
      <div className="section-head">
        <h2 className={classes('cut', title === what && 'docked-what')}>{title}</h2>
        <span className="fill" />
        <IconButton icon={X} size="small" label={t('app.action.close')} keys="Esc" onClick={onClose} />
      </div>
      {children}
    </aside>
  );
}

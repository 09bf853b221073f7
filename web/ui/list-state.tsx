/** What a list shows when it has no rows: skeleton, nothing, failure. Each says what to do next. */
import { Button } from 'antd';
import { AlertTriangle, Inbox, Lock, type LucideIcon } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { failedWith, failureText } from '../lib/failure.ts';
import { classes } from './marks.tsx';
import './list-state.css';

const skeletonAfterMs = 150;

/** True once something has taken long enough to be worth showing. */
export function useDelayed(isWaiting: boolean, afterMs = skeletonAfterMs): boolean {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setTimeout(() => setIsLong(true), afterMs);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [isWaiting, afterMs]);
  return isWaiting && isLong;
}

export function Notice({
  icon: Icon = Inbox,
  isAlarm,
  title,
  hint,
  action,
}: {
  icon?: LucideIcon;
  isAlarm?: boolean;
  title: string;
  hint?: string | undefined;
  action?: ReactNode;
}) {
  return (
    <div className="notice">
      <Icon size={22} strokeWidth={1.5} aria-hidden className={classes(isAlarm ? 'tone-alarm toned' : 'hint')} />
      <b>{title}</b>
      {hint && <span className="second small">{hint}</span>}
      {action}
    </div>
  );
}

/** A request that failed: what, why, and a way to try again. */
export function Failure({ what, error, retry }: { what: string; error: unknown; retry: () => void }) {
  const { t } = useTranslation();
  if (failedWith(error, 'forbidden'))
    return <Notice icon={Lock} title={t('app.list.forbiddenTitle', { what })} hint={t('app.list.forbiddenHint')} />;
  return (
    <div role="alert">
      <Notice
        icon={AlertTriangle}
        isAlarm
        title={t('app.list.failedTitle', { what })}
        hint={failureText(t, error)}
        action={
          <Button size="small" onClick={retry}>
            {t('app.list.retry')}
          </Button>
        }
      />
    </div>
  );
}

const widths = [52, 92, 120, 72, 140, 64];

/** Rows of grey bars where the rows will be. */
export function Skeleton({ rows = 8 }: { rows?: number }) {
  const isShown = useDelayed(true);
  if (!isShown) return null;
  return (
    <div className="skeleton" aria-hidden>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="skeleton-row">
          {widths.map((width, bar) => (
            <i key={width} style={{ width: width + ((row * 17 + bar * 29) % 40) }} />
          ))}
        </div>
      ))}
    </div>
  );
}

interface Answer<T> {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}

/** Chooses between skeleton, failure and content; content that is already there stays while it is fetched again. */
export function Loaded<T>({
  answer,
  what,
  rows,
  children,
}: {
  answer: Answer<T>;
  what: string;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  if (answer.data !== undefined) return <>{children(answer.data)}</>;
  if (answer.isPending) return <Skeleton {...(rows ? { rows } : {})} />;
  return <Failure what={what} error={answer.error} retry={() => void answer.refetch()} />;
}

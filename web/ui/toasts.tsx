/** Short notices at the bottom left: at most three, never over the phone bar. Errors and questions stay until they are dismissed. */
import { AlertTriangle, Bell, BellRing, CheckCircle2, X } from 'lucide-react';
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './icon-button.tsx';
import { classes } from './marks.tsx';
import { withoutFailures, withToast, type Toast } from './toast-list.ts';
import './toasts.css';

export interface Toasts {
  /** With `undo` it stays longer and offers 撤销. */
  done(text: string, undo?: () => void): void;
  /** News with a way to it; goes by itself. */
  tells(text: string, action: Toast['actions'][number]): void;
  /** Wants something of the reader, and stays until they choose or dismiss it. */
  asks(text: string, actions: Toast['actions']): void;
  /** With `retry` it offers 重试; `about` names what failed for `tried`. */
  failed(text: string, retry?: () => void, about?: string): void;
  /** Takes away the failure of what is tried again. */
  tried(about: string): void;
}

const doneMs = 4000;
const actionMs = 8000;
const ToastsContext = createContext<Toasts | null>(null);

export function useToasts(): Toasts {
  const toasts = useContext(ToastsContext);
  if (!toasts) throw new Error('no toasts above this component');
  return toasts;
}

const looks = {
  done: { icon: CheckCircle2, tone: 'tone-ready' },
  tells: { icon: Bell, tone: 'tone-talking' },
  asks: { icon: BellRing, tone: 'tone-ringing' },
  failed: { icon: AlertTriangle, tone: 'tone-alarm' },
} as const;

export function ToastsProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<readonly Toast[]>([]);
  const lastId = useRef(0);
  const dismiss = useCallback((id: number) => setShown((before) => before.filter((toast) => toast.id !== id)), []);
  const toasts = useMemo<Toasts>(() => {
    const show = (kind: Toast['kind'], text: string, actions: Toast['actions'] = [], about?: string) => {
      lastId.current += 1;
      const isOutOfReach = text === t('requests.network') || text === t('requests.unknown');
      const toast = { id: lastId.current, kind, text, actions, about, isOutOfReach };
      setShown((before) => withToast(before, toast));
    };
    return {
      done: (text, undo) => show('done', text, undo && [{ label: t('app.toast.undo'), run: undo }]),
      tells: (text, action) => show('tells', text, [action]),
      asks: (text, actions) => show('asks', text, actions),
      failed: (text, retry, about) =>
        show('failed', text, retry && [{ label: t('app.list.retry'), run: retry }], about),
      tried: (about) => setShown((before) => withoutFailures(before, about)),
    };
  }, [t]);
  return (
    <ToastsContext.Provider value={toasts}>
      {children}
      <ToastList shown={shown} dismiss={dismiss} />
    </ToastsContext.Provider>
  );
}

function ToastList({ shown, dismiss }: { shown: readonly Toast[]; dismiss: (id: number) => void }) {
  const { t } = useTranslation();
  return (
    <section className="toasts" aria-label={t('app.toast.region')} aria-live="polite">
      {shown.map((toast) => (
        <ToastLine key={toast.id} toast={toast} dismiss={dismiss} />
      ))}
    </section>
  );
}

function ToastLine({ toast, dismiss }: { toast: Toast; dismiss: (id: number) => void }) {
  const { t } = useTranslation();
  const [isHeld, setIsHeld] = useState(false);
  const isPassing = toast.kind === 'done' || toast.kind === 'tells';
  const hasActions = toast.actions.length > 0;
  const { icon: Icon, tone } = looks[toast.kind];
  useEffect(() => {
    if (!isPassing || isHeld) return undefined;
    const timer = setTimeout(() => dismiss(toast.id), hasActions ? actionMs : doneMs);
    return () => clearTimeout(timer);
  }, [dismiss, hasActions, isPassing, isHeld, toast.id]);
  return (
    <div
      className={classes('toast', tone)}
      role={toast.kind === 'failed' ? 'alert' : undefined}
      onMouseEnter={() => setIsHeld(true)}
      onMouseLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      <Icon size={16} className="toned" aria-hidden />
      <span className="fill">{toast.text}</span>
      {toast.actions.map(({ label, run }) => (
        <button
          key={label}
          type="button"
          className="link"
          onClick={() => {
            dismiss(toast.id);
            run();
          }}
        >
          {label}
        </button>
      ))}
      <IconButton icon={X} size="tiny" label={t('app.toast.dismiss')} onClick={() => dismiss(toast.id)} />
    </div>
  );
}

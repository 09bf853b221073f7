/** Short notices at the bottom left: at most three, never over the phone bar. Errors stay until they are dismissed. */
import { AlertTriangle, CheckCircle2, X } from 'lucide-react';
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './icon-button.tsx';
import { classes } from './marks.tsx';
import './toasts.css';

interface Toast {
  id: number;
  kind: 'done' | 'failed';
  text: string;
  undo: (() => void) | undefined;
}
export interface Toasts {
  /** With `undo` it stays longer and offers 撤销. */
  done(text: string, undo?: () => void): void;
  failed(text: string): void;
}

const doneMs = 4000;
const undoMs = 8000;
const most = 3;
const ToastsContext = createContext<Toasts | null>(null);

export function useToasts(): Toasts {
  const toasts = useContext(ToastsContext);
  if (!toasts) throw new Error('no toasts above this component');
  return toasts;
}

export function ToastsProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Toast[]>([]);
  const lastId = useRef(0);
  const dismiss = useCallback((id: number) => setShown((before) => before.filter((toast) => toast.id !== id)), []);
  const toasts = useMemo<Toasts>(() => {
    const show = (kind: Toast['kind'], text: string, undo?: () => void) => {
      lastId.current += 1;
      const toast = { id: lastId.current, kind, text, undo };
      setShown((before) => [...before.filter((other) => other.text !== text), toast].slice(-most));
    };
    return { done: (text, undo) => show('done', text, undo), failed: (text) => show('failed', text) };
  }, []);
  return (
    <ToastsContext.Provider value={toasts}>
      {children}
      <ToastList shown={shown} dismiss={dismiss} />
    </ToastsContext.Provider>
  );
}

function ToastList({ shown, dismiss }: { shown: Toast[]; dismiss: (id: number) => void }) {
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
  const isDone = toast.kind === 'done';
  const hasUndo = toast.undo !== undefined;
  useEffect(() => {
    if (!isDone || isHeld) return undefined;
    const timer = setTimeout(() => dismiss(toast.id), hasUndo ? undoMs : doneMs);
    return () => clearTimeout(timer);
  }, [dismiss, hasUndo, isDone, isHeld, toast.id]);
  const Icon = isDone ? CheckCircle2 : AlertTriangle;
  return (
    <div
      className={classes('toast', isDone ? 'tone-ready' : 'tone-alarm')}
      role={isDone ? undefined : 'alert'}
      onMouseEnter={() => setIsHeld(true)}
      onMouseLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      <Icon size={16} className="toned" aria-hidden />
      <span className="fill">{toast.text}</span>
      {toast.undo && (
        <button
          type="button"
          className="link"
          onClick={() => {
            dismiss(toast.id);
            toast.undo?.();
          }}
        >
          {t('app.toast.undo')}
        </button>
      )}
      <IconButton icon={X} size="tiny" label={t('app.toast.dismiss')} onClick={() => dismiss(toast.id)} />
    </div>
  );
}

/** A form docked beside a list: sections of fields, what is unsaved, saving by button or Ctrl+S, closing with undo. */
import { Button } from 'antd';
import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode, type RefObject, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../../lib/hotkeys.ts';
import { useMe } from '../../lib/session.tsx';
import { useDayTime } from '../moment.tsx';
import { IconButton } from '../icon-button.tsx';
import { classes } from '../marks.tsx';
import { useToasts } from '../toasts.tsx';
import { FormSections } from './form-sections.tsx';
import { useEntityForm, type EntityForm, type FormOptions } from './use-entity-form.ts';
import './form.css';

export interface EditorProps<V extends object, R> extends FormOptions<V, R> {
  title: string;
  /** Called without unsaved work, or after it was given up. */
  onClose: () => void;
  /** Opens this editor again, for 撤销 after closing with unsaved work. */
  onReopen?: () => void;
  /** Fetches the record again after somebody else changed it. */
  onReload?: () => void;
  /** The permission in words that would let the reader change it. */
  needs?: string;
  saveText?: string;
  columns?: 1 | 2;
  /** Right of the title: 重置密码, 删除. */
  tools?: ReactNode;
  /** Below the fields. */
  children?: ReactNode;
}

export function EntityEditor<V extends object, R>(props: EditorProps<V, R>) {
  const { title, onClose, onReopen, tools, columns = 1, sections, children } = props;
  const { t } = useTranslation();
  const toasts = useToasts();
  const form = useEntityForm(props);
  function close(): void {
    if (form.changedCount > 0) {
      const restore = form.discard();
      toasts.done(t('ui.form.discarded'), () => {
        restore();
        onReopen?.();
      });
    }
    onClose();
  }
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    form.save();
  }
  const body = useFirstField(props.id === null);
  useHotkey('Escape', close);
  useHotkey('Ctrl+S', form.save, form.canSave);
  return (
    <aside className={classes('docked entity-editor', columns === 2 && 'has-two-columns')} aria-label={title}>
      <div className="section-head">
        <h2 className="cut">{title}</h2>
        <span className="fill" />
        {tools}
        <IconButton icon={X} size="small" label={t('app.action.close')} keys="Esc" onClick={close} />
      </div>
      <form className="column fill entity-form" onSubmit={submit} noValidate>
        <div ref={body} className="scroll fill form-body">
          <FormNotices form={form} {...props} />
          <FormSections form={form} sections={sections} />
          {children}
        </div>
        <FormFoot form={form} {...props} onCancel={close} />
      </form>
    </aside>
  );
}

/** Whoever asked for a new record types its first field next. */
function useFirstField(isNew: boolean): RefObject<HTMLDivElement | null> {
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isNew) body.current?.querySelector<HTMLInputElement>('input:not(:disabled)')?.focus();
  }, [isNew]);
  return body;
}

interface PartProps<V extends object> {
  form: EntityForm<V>;
  needs?: string;
  onReload?: () => void;
  id: string | null;
  saveText?: string;
}

function FormNotices<V extends object>({ form, needs, onReload }: PartProps<V>) {
  const { t } = useTranslation();
  const say = useDayTime();
  if (!form.isEditable) return <ReadOnly {...(needs && { needs })} />;
  if (form.isOutdated)
    return (
      <p role="alert" className="form-notice tone-ringing">
        {t('ui.form.conflict')}
        {onReload && (
          <button type="button" className="link" onClick={() => form.showLatest(onReload)}>
            {t('ui.form.showLatest')}
          </button>
        )}
      </p>
    );
  if (form.draftAt === null) return null;
  return (
    <p className="form-notice tone-ringing">
      {t('ui.form.draftKept', { time: say(form.draftAt) })}
      <button type="button" className="link" onClick={() => form.discard()}>
        {t('ui.form.discard')}
      </button>
    </p>
  );
}

/** Why nothing can be changed: the company only reads by now, or a permission is lacking. */
function ReadOnly({ needs }: { needs?: string }) {
  const { t } = useTranslation();
  const { status } = useMe().tenant;
  return (
    <p className="form-notice">
      {status !== 'active'
        ? t(`errors.tenant.${status}`)
        : needs
          ? t('ui.form.readOnly', { permission: needs })
          : t('ui.form.readOnlyPlain')}
    </p>
  );
}

function FormFoot<V extends object>({ form, id, saveText, onCancel }: PartProps<V> & { onCancel: () => void }) {
  const { t } = useTranslation();
  if (!form.isEditable) return null;
  return (
    <div className="section-foot">
      {form.changedCount > 0 && id !== null && (
        <span className="tag tone-ringing">{t('ui.form.unsaved', { count: form.changedCount })}</span>
      )}
      <span className="fill" />
      <Button onClick={onCancel}>{t('app.action.cancel')}</Button>
      <Button type="primary" htmlType="submit" disabled={!form.canSave} loading={form.isSaving}>
        {saveText ?? t(id === null ? 'ui.form.create' : 'ui.form.save')}
      </Button>
    </div>
  );
}

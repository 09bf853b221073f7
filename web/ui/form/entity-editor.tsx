/** A form docked beside a list; closing with unsaved work can be undone. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../../lib/hotkeys.ts';
import { IconButton } from '../icon-button.tsx';
import { classes } from '../marks.tsx';
import { useToasts } from '../toasts.tsx';
import { RecordForm, type RecordFormProps } from './record-form.tsx';
import { useEntityForm, type EntityForm, type FormOptions } from './use-entity-form.ts';

export interface EditorProps<V extends object, R>
  extends FormOptions<V, R>, Pick<RecordFormProps<V>, 'onReload' | 'needs' | 'saveText'> {
  title: string;
  /** Called without unsaved work, or after it was given up. */
  onClose: () => void;
  /** Opens this editor again, for 撤销 after closing with unsaved work. */
  onReopen?: () => void;
  columns?: 1 | 2;
  /** Right of the title: 重置密码, 删除. */
  tools?: ReactNode;
  /** Below the fields. */
  children?: ReactNode | ((form: EntityForm<V>) => ReactNode);
}

export function EntityEditor<V extends object, R>(props: EditorProps<V, R>) {
  const { id, title, onClose, onReopen, onReload, needs, saveText, tools, columns = 1, children } = props;
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
  useHotkey('Escape', close);
  return (
    <aside className={classes('docked entity-editor', columns === 2 && 'has-two-columns')} aria-label={title}>
      <div className="section-head">
        <h2 className="cut">{title}</h2>
        <span className="fill" />
        {tools}
        <IconButton icon={X} size="small" label={t('app.action.close')} keys="Esc" onClick={close} />
      </div>
      <RecordForm
        form={form}
        id={id}
        sections={form.sections}
        isFirstFocused={id === null}
        onCancel={close}
        {...(onReload && { onReload })}
        {...(needs !== undefined && { needs })}
        {...(saveText !== undefined && { saveText })}
      >
        {typeof children === 'function' ? children(form) : children}
      </RecordForm>
    </aside>
  );
}

/** The form of a record, wherever it stands: what is to be known first, the fields by sections, what is unsaved, saving by button or Ctrl+S. */
import { Button, ConfigProvider } from 'antd';
import { fixedKeys } from '@bahu/domain/hot-keys/hot-keys.ts';
import { useEffect, useRef, type ReactNode, type RefObject, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../../lib/hotkeys.ts';
import { useMe } from '../../lib/session.tsx';
import { classes, Dot, KeyMark } from '../marks.tsx';
import { useDayTime } from '../moment.tsx';
import { Conflicts } from './conflict-choice.tsx';
import type { Section } from './fields.ts';
import { FormSections } from './form-sections.tsx';
import type { EntityForm } from './use-entity-form.ts';
import './form.css';

export interface RecordFormProps<V extends object> {
  form: EntityForm<V>;
  /** Of the record, null for a new one. */
  id: string | null;
  sections: readonly Section<V>[];
  /** Fetches the record again after somebody else changed it. */
  onReload?: () => void;
  /** The permission in words that would let the reader change it. */
  needs?: string;
  saveText?: string;
  /** Closes what the form stands in. A form that is part of a page has none: there what was typed is given up in place. */
  onCancel?: () => void;
  /** Labels beside the values; `quiet` has frames only where the pointer or the focus is: for what is read more than written. */
  look?: 'beside' | 'quiet';
  /** Whoever asked for a new record types its first field next. */
  isFirstFocused?: boolean;
  /** Below the fields. */
  children?: ReactNode;
}

export function RecordForm<V extends object>(props: RecordFormProps<V>) {
  const { form, sections, look, isFirstFocused = false, children } = props;
  const body = useFirstField(isFirstFocused);
  const showWrong = useWrongField(body, form.errors);
  const save = (): void => {
    showWrong();
    form.save();
  };
  useHotkey(fixedKeys.save, save, form.canSave);
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    save();
  }
  return (
    <form
      className={classes('column fill entity-form', look && 'is-beside', look === 'quiet' && 'is-quiet')}
      onSubmit={submit}
      noValidate
    >
      <div ref={body} className="scroll fill form-body">
        <FormNotices {...props} />
        <ConfigProvider {...(look && { componentSize: 'small' })}>
          <FormSections form={form} sections={sections} />
        </ConfigProvider>
        {children}
      </div>
      {form.isEditable && <FormFoot {...props} />}
    </form>
  );
}

function useFirstField(isWanted: boolean): RefObject<HTMLDivElement | null> {
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isWanted) body.current?.querySelector<HTMLInputElement>('input:not(:disabled)')?.focus();
  }, [isWanted]);
  return body;
}

/** What is wrong may be out of sight: a save that is refused shows the first such field, and the focus stands in it. */
function useWrongField(body: RefObject<HTMLDivElement | null>, errors: Readonly<Record<string, string>>): () => void {
  const isWanted = useRef(false);
  const isWrong = Object.keys(errors).length > 0;
  useEffect(() => {
    if (!isWanted.current || !isWrong) return;
    isWanted.current = false;
    const field = body.current?.querySelector('.form-note[role=alert]')?.closest('.form-field');
    field?.scrollIntoView({ block: 'nearest' });
    if (!field || field.contains(document.activeElement)) return;
    const places = ['[aria-invalid=true]', 'input:not(:disabled), textarea, button, [tabindex]'];
    const control = places.map((place) => field.querySelector<HTMLElement>(place)).find((found) => found !== null);
    control?.focus();
  });
  return () => {
    isWanted.current = true;
  };
}

function FormNotices<V extends object>({ form, sections, needs, onReload }: RecordFormProps<V>) {
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
  if (form.conflicts.length > 0) return <Conflicts form={form} sections={sections} />;
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

function FormFoot<V extends object>({ form, id, saveText, onCancel }: RecordFormProps<V>) {
  const { t } = useTranslation();
  const save = saveText ?? t(id === null ? 'ui.form.create' : 'ui.form.save');
  const unsaved = form.changedCount > 0 && t('ui.form.unsaved', { count: form.changedCount });
  if (onCancel)
    return (
      <div className="section-foot">
        {unsaved && id !== null && <span className="tag tone-ringing">{unsaved}</span>}
        <span className="fill" />
        <Button onClick={onCancel}>{t('app.action.cancel')}</Button>
        <Button type="primary" htmlType="submit" disabled={!form.canSave} loading={form.isSaving}>
          {save}
        </Button>
      </div>
    );
  return (
    <div className="section-foot">
      <span className="row row-tight hint fill">
        {unsaved && (
          <>
            <Dot tone="ringing" />
            {unsaved}
          </>
        )}
      </span>
      {unsaved && (
        <Button size="small" type="text" onClick={() => form.discard()}>
          {t('ui.form.undo')}
        </Button>
      )}
      <Button
        size="small"
        type={id === null ? 'primary' : 'default'}
        htmlType="submit"
        disabled={!form.canSave}
        loading={form.isSaving}
      >
        {save} <KeyMark keys={fixedKeys.save} />
      </Button>
    </div>
  );
}

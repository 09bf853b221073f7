/** A cell that is being changed: the control of the form over it, and below it what is wrong or what to know. */
import {
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import { useTranslation } from 'react-i18next';
import { isConflict } from '../../../lib/failure.ts';
import { FormField } from '../../form/control.tsx';
import type { Field } from '../../form/fields.ts';
import { useEntityForm, type EntityForm } from '../../form/use-entity-form.ts';
import type { Column } from '../column.ts';
import { useRowChanges, type CellValues, type InlineEditing } from './editing.ts';
import type { Leaving } from './use-cells.ts';
import '../../form/form.css';
import './cell-editor.css';

export interface CellEditorProps<R> {
  row: R;
  column: Column<R>;
  editing: InlineEditing<R>;
  onLeave: (way: Leaving) => void;
}

export default function CellEditor<R>(props: CellEditorProps<R>) {
  const { row, column, editing } = props;
  const { t } = useTranslation();
  const { form, field, theirs, save, giveUp } = useCellForm(props);
  const panel = useRef<HTMLDivElement>(null);
  useFirstControl(panel);
  useEdges(panel);
  const reportPress = usePressElsewhere(() => save('elsewhere'));
  function press(event: KeyboardEvent<HTMLDivElement>): void {
    const { target, key, shiftKey } = event;
    // What opens from the control stands elsewhere, though its keys come by here.
    if (event.nativeEvent.isComposing || !(target instanceof Element) || !event.currentTarget.contains(target)) return;
    const isChoosing = target.getAttribute('aria-expanded') === 'true';
    if (key === 'Escape') giveUp();
    else if (key === 'Tab') save(shiftKey ? 'before' : 'next');
    else if (key === 'Enter' && !shiftKey && !isChoosing) save('stay');
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return (
    <div
      ref={panel}
      role="group"
      aria-label={`${editing.nameOf(row)} ${field.label}`}
      className="cell-editor"
      onKeyDownCapture={press}
      onPointerDownCapture={reportPress}
    >
      {theirs !== null && (
        <p role="alert" className="form-notice tone-ringing">
          {t('ui.inline.theirs')} <span>{column.cell(theirs)}</span>
        </p>
      )}
      <FormField form={form} field={field} />
      <p className="hint small">{t(keysOf(field))}</p>
    </div>
  );
}

function keysOf(field: Field<CellValues>) {
  if (field.kind === 'textarea') return 'ui.inline.keysOfText';
  const isSeveral = field.kind === 'multi-select' || field.kind === 'cascade' || isSeveralOf(field);
  return isSeveral ? 'ui.inline.keysOfChoices' : 'ui.inline.keys';
}

const isSeveralOf = (field: Field<CellValues>): boolean => field.kind === 'remote' && field.isSeveral === true;

/** The form of the one field. The row is held as it was when it was asked for, so that a change by others is a conflict and is not written over. */
function useCellForm<R>({ row, column, editing, onLeave }: CellEditorProps<R>) {
  const { t } = useTranslation();
  const [held, setHeld] = useState(row);
  const [theirs, setTheirs] = useState<R | null>(null);
  const leaving = useRef<Leaving>('stay');
  const { put, undoOf } = useRowChanges(editing);
  const field: Field<CellValues> = { ...editing.fieldOf(held, column.key), startsOpen: true };
  const { name, label } = field;
  const valueIn = (one: R) => editing.valuesOf(one)[name];

  /** Of a record in which others changed something else, the one field is written all the same. */
  async function change(changes: CellValues): Promise<R> {
    try {
      return await editing.change(held, changes);
    } catch (error) {
      if (!isConflict(error)) throw error;
      const newer = await editing.get(held);
      if (JSON.stringify(valueIn(newer)) === JSON.stringify(valueIn(held))) return editing.change(newer, changes);
      setHeld(newer);
      setTheirs(newer);
      throw error;
    }
  }
  const form = useEntityForm<CellValues, R>({
    name: `${editing.records} cell ${name}`,
    id: editing.keyOf(row),
    isMarked: false,
    settlesConflicts: true,
    saved: editing.valuesOf(held),
    schema: editing.schema,
    sections: [{ fields: [field] }],
    isEditable: true,
    save: (_, changes) => change(changes),
    savedText: t('ui.inline.saved', { name: editing.nameOf(held), field: label }),
    undo: (after) => undoOf(name, valueIn(held), after),
    onSaved(after) {
      put(after);
      onLeave(leaving.current);
    },
  });
  function giveUp(): void {
    form.discard();
    // What is newer than what the list shows is seen from now on.
    if (theirs !== null) put(theirs);
    onLeave('stay');
  }
  function save(way: Leaving): void {
    leaving.current = way;
    if (form.isSaving) return;
    if (form.changedCount > 0) return form.save();
    form.discard();
    onLeave(way);
  }
  return { form: useSavedOnChoice(form, field, () => save('stay')), field, theirs, save, giveUp };
}

/** One of several choices is all that the field wants: it is saved with the choice. */
function useSavedOnChoice(
  form: EntityForm<CellValues>,
  field: Field<CellValues>,
  save: () => void,
): EntityForm<CellValues> {
  const [choices, setChoices] = useState(0);
  const saveChoice = useEffectEvent(save);
  useEffect(() => {
    if (choices > 0) saveChoice();
  }, [choices]);
  const isOneChoice = field.kind === 'select' || field.kind === 'tree' || (field.kind === 'remote' && !field.isSeveral);
  if (!isOneChoice) return form;
  return {
    ...form,
    change(part) {
      form.change(part);
      setChoices((before) => before + 1);
    },
  };
}

const controls = 'input:checked, input:not(:disabled), textarea, button[role=switch]';

/** The control has the focus, also one that comes a moment later. */
function useFirstControl(panel: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const own = panel.current;
    if (!own) return undefined;
    function focusControl(): boolean {
      const control = own!.querySelector<HTMLElement>('input:checked') ?? own!.querySelector<HTMLElement>(controls);
      control?.focus();
      if (control instanceof HTMLInputElement && control.type === 'text') control.select();
      return control !== null;
    }
    if (focusControl()) return undefined;
    const watch = new MutationObserver(() => focusControl() && watch.disconnect());
    watch.observe(own, { childList: true, subtree: true });
    return () => watch.disconnect();
  }, [panel]);
}

/** Over the edge of the list it opens to the other side. */
function useEdges(panel: RefObject<HTMLDivElement | null>): void {
  useLayoutEffect(() => {
    const own = panel.current?.getBoundingClientRect();
    const around = panel.current?.closest('.scroll')?.getBoundingClientRect();
    if (!own || !around) return;
    const isLow = own.bottom > around.bottom && own.top - own.height > around.top;
    panel.current?.classList.toggle('is-from-right', own.right > around.right);
    panel.current?.classList.toggle('is-from-below', isLow);
  }, [panel]);
}

/** Runs `act` when something else on the page is pressed, and answers what the panel tells of presses in it and in what opens from it. */
function usePressElsewhere(act: () => void): () => void {
  const isInside = useRef(false);
  const actNow = useEffectEvent(act);
  useEffect(() => {
    function press(): void {
      if (!isInside.current) actNow();
      isInside.current = false;
    }
    document.addEventListener('pointerdown', press);
    return () => document.removeEventListener('pointerdown', press);
  }, []);
  return () => {
    isInside.current = true;
  };
}

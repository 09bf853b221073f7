/** What was typed into a form, whether it fits, and saving it. */
import { useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOptions } from '../../lib/api.ts';
import { attempt } from '../../lib/attempts.ts';
import { differences, draftName, useDraft } from '../../lib/drafts.ts';
import { failedWith, failureText, fieldFailures, isConflict, ruleText } from '../../lib/failure.ts';
import { useCurrentPath, useTabMark } from '../../lib/tabs-context.tsx';
import { useToasts } from '../toasts.tsx';
import { conflictsIn, settled, withBases, type Bases } from './conflicts.ts';
import { isFieldShown, type Field, type Section } from './fields.ts';
import { lineFailures, lineViolations, writtenOf } from './line-errors.ts';
import { asRequired, linesSchema, violationOf, rulesOf, type FormSchema, type Rules, type Violation } from './rules.ts';

export interface FormOptions<V extends object, R> {
  /** Names the draft together with `id`: user, role. */
  name: string;
  /** Of the record, null for a new one. */
  id: string | null;
  /** Tells drafts of new records apart where there can be several, e.g. by the call that each is about. */
  draftOf?: string | null;
  /** Whether the tab shows what is unsaved; of several forms on a page one says so. */
  isMarked?: boolean;
  /** What is saved, or the start of a new record. */
  saved: V;
  /** Of the request that saves: its limits count. */
  schema: FormSchema;
  /** Also by what was typed so far, where one field decides about another. */
  sections: readonly Section<V>[] | ((values: V) => readonly Section<V>[]);
  isEditable: boolean;
  /** Sends it: all values, and those that differ from what is saved. What makes a record sends `once` along, so that a lost answer makes no second one. */
  save: (values: V, changes: Partial<V>, once: CallOptions) => Promise<R>;
  onSaved: (reply: R) => void;
  savedText?: string | ((reply: R) => string);
  /** Takes back what was saved; undefined where that is not offered. */
  undo?: (reply: R) => (() => void) | undefined;
  /** What somebody else saved meanwhile is settled where the form stands, not in it. */
  settlesConflicts?: boolean;
  /** Texts of a refusal by the name of the field, where the request names its fields otherwise than the form. */
  failures?: (error: unknown) => Readonly<Record<string, string>>;
}

export interface EntityForm<V, R = unknown> {
  readonly values: V;
  readonly sections: readonly Section<V>[];
  readonly changes: Partial<V>;
  readonly changedCount: number;
  readonly errors: Readonly<Record<string, string>>;
  readonly isEditable: boolean;
  readonly isSaving: boolean;
  readonly canSave: boolean;
  /** When a draft of an earlier visit was found, epoch milliseconds. */
  readonly draftAt: number | null;
  /** When the draft was last kept, epoch milliseconds; null when it changes nothing. */
  readonly keptAt: number | null;
  /** How often what was typed was saved or given up: what belongs to none of its values begins anew with it. */
  readonly round: number;
  readonly isOutdated: boolean;
  /** Fields that somebody else saved while they were changed here: each is to be settled before anything is saved. */
  readonly conflicts: readonly (keyof V & string)[];
  settle(name: keyof V & string, by: 'mine' | 'theirs'): void;
  readonly saved: V;
  change(part: Partial<V>): void;
  /** Whether a field waits for something that is on its way: until then nothing is saved. */
  hold(name: string, isWaiting: boolean): void;
  readonly isWaiting: boolean;
  isRequired(field: Field<V>): boolean;
  maxLengthOf(field: Field<V>): number | undefined;
  /** The limits of the lines of a field. */
  linesSchemaOf(field: Field<V>): FormSchema;
  /** What stands for nothing: null where the contract takes it. */
  emptyOf(field: Field<V>): '' | null;
  save(): void;
  /** Saves as a part of something larger, which says and does what follows; null when it cannot be saved, which the form shows. */
  saveAsPart(): Promise<R | null>;
  /** Gives up what was typed, and answers a way to take that back. */
  discard(): () => void;
  showLatest(reload: () => void): void;
}

export function useEntityForm<V extends object, R>(options: FormOptions<V, R>): EntityForm<V, R> {
  const { id, saved, schema, isEditable } = options;
  const { t } = useTranslation();
  const draft = useDraft<V>(draftFor(options), saved);
  const [draftAt] = useState(draft.keptAt);
  // A password must not lie in the browser's storage.
  const [secrets, setSecrets] = useState<Partial<V>>({});
  const { round, isTried, tryToSave, beginAnew } = useRounds();
  const sections = sectionsFor(options, draft.values);
  const all = sections.flatMap((section) => section.fields);
  const secretNames = new Set(all.filter(({ kind }) => kind === 'secret').map((field) => field.name));
  const changes = differences(saved, { ...draft.values, ...secrets });
  const values = { ...saved, ...changes };
  const fields = all.filter((field) => isFieldShown(field, values));
  const changedCount = Object.keys(changes).length;
  const { conflicts, noteBases, settle } = useConflicts(options, changes);
  useOwnTabMark(options.isMarked, changedCount > 0);
  function forget(): void {
    draft.clear();
    setSecrets({});
    beginAnew();
  }
  const failuresOf = (error: unknown) =>
    lineFailures(fields, values, options.failures?.(error) ?? fieldFailures(t, error));
  const { saving, ...waiting } = useSaving({ ...options, sections, failures: failuresOf }, forget);

  const rulesFor = (field: Field<V>) => asRequired(rulesOf(schema, field.name), field.isRequired);
  const found = fields.flatMap((field) =>
    violationsOf(field, { rules: rulesFor(field), limits: linesSchema(schema, field.name) }, values[field.name]),
  );
  const isHeldUp = waiting.isWaiting || conflicts.length > 0;
  async function send(isPart: boolean): Promise<R | null> {
    tryToSave();
    if (found.length > 0 || isHeldUp) return null;
    return saving.mutateAsync({ values, changes, isPart }).catch(() => null);
  }
  const errors = { ...shownErrors(t, found, { isTried, changes, values }), ...failuresOf(saving.error) };

  function change(part: Partial<V>): void {
    if (saving.isError) saving.reset();
    noteBases(Object.keys(part) as (keyof V)[]);
    const { open, secret } = bySecrecy(part, secretNames);
    if (Object.keys(secret).length > 0) setSecrets((before) => ({ ...before, ...secret }));
    if (Object.keys(open).length > 0) draft.change(open);
  }
  return {
    values,
    sections,
    changes,
    changedCount,
    errors,
    isEditable,
    change,
    ...waiting,
    isRequired: (field) => rulesFor(field).isRequired,
    draftAt: changedCount > 0 ? draftAt : null,
    isSaving: saving.isPending,
    keptAt: draft.keptAt,
    round,
    isOutdated: isConflict(saving.error),
    conflicts,
    saved,
    settle: (name, by) => (by === 'mine' ? settle(name) : change({ [name]: saved[name] } as unknown as Partial<V>)),
    canSave: isEditable && (changedCount > 0 || id === null) && !saving.isPending && !isHeldUp,
    emptyOf: (field) => (rulesOf(schema, field.name).isNullable ? null : ''),
    linesSchemaOf: (field) => linesSchema(schema, field.name),
    maxLengthOf: (field) => rulesOf(schema, field.name).maxLength,
    save: () => void send(false),
    saveAsPart: () => send(true),
    discard() {
      const { values: typed } = draft;
      forget();
      return () => draft.restore(typed);
    },
    showLatest(reload) {
      saving.reset();
      reload();
    },
  };
}

/** Marks the tab where the form was opened: another is shown before the form has gone. */
function useOwnTabMark(isMarked: boolean | undefined, isUnsaved: boolean): void {
  const current = useCurrentPath();
  const [tab] = useState(current);
  useTabMark(isMarked === false ? null : tab, isUnsaved);
}

/** What may stand in a draft, and what may not. */
function bySecrecy<V extends object>(part: Partial<V>, secretNames: ReadonlySet<keyof V & string>) {
  const pick = (isSecret: boolean): Partial<V> =>
    Object.fromEntries(
      Object.entries(part).filter(([field]) => secretNames.has(field as keyof V & string) === isSecret),
    ) as Partial<V>;
  return { open: pick(false), secret: pick(true) };
}

const draftFor = <V extends object, R>({ name, id, draftOf }: FormOptions<V, R>): string =>
  draftName(name, id ?? draftOf);

/** What fields held when they were changed first, and which of them somebody else saved since. A draft of an earlier visit begins with what is saved now. */
function useConflicts<V extends object, R>({ id, saved, settlesConflicts }: FormOptions<V, R>, typed: Partial<V>) {
  const changes: Partial<V> = id === null || settlesConflicts ? {} : typed;
  const [bases, setBases] = useState<Bases<V>>(() => withBases({}, saved, Object.keys(changes) as (keyof V)[]));
  const isIdle = Object.keys(changes).length === 0;
  return {
    conflicts: conflictsIn(bases, saved, changes),
    // What is typed after everything was saved or given up begins anew.
    noteBases: (names: readonly (keyof V)[]) => setBases((before) => withBases(isIdle ? {} : before, saved, names)),
    settle: (name: keyof V) => setBases((before) => settled(before, saved, name)),
  };
}

/** Rounds of typing, each until it is saved or given up, and whether it was tried to save what was typed. */
function useRounds() {
  const [state, setState] = useState({ round: 0, isTried: false });
  return {
    ...state,
    tryToSave: () => setState((before) => ({ ...before, isTried: true })),
    beginAnew: () => setState(({ round }) => ({ round: round + 1, isTried: false })),
  };
}

/** Fields that wait for something that is on its way. */
function useWaiting(): Pick<EntityForm<object>, 'isWaiting' | 'hold'> {
  const [waiting, setWaiting] = useState<readonly string[]>([]);
  const hold = (name: string, isWaiting: boolean): void =>
    setWaiting((before) => {
      if (before.includes(name) === isWaiting) return before;
      return isWaiting ? [...before, name] : before.filter((one) => one !== name);
    });
  return { isWaiting: waiting.length > 0, hold };
}

type Found<V> = [path: string, violation: Violation, field: Field<V>];

/** Of the field, and of the cells of its lines. */
function violationsOf<V>(field: Field<V>, of: { rules: Rules; limits: FormSchema }, value: unknown): Found<V>[] {
  if (field.fixed !== undefined) return [];
  const own = violationOf(of.rules, writtenOf(field, value));
  const all = [...(own ? [[field.name, own] as const] : []), ...lineViolations(field, of.limits, value)];
  return all.map(([path, violation]) => [path, violation, field]);
}

/** What is missing is not held against somebody who has not reached it yet. */
function shownErrors<V>(
  t: TFunction,
  found: readonly Found<V>[],
  { isTried, changes, values }: { isTried: boolean; changes: Partial<V>; values: V },
): Record<string, string> {
  const shown = found.filter(
    ([path, { rule }, { name }]) =>
      isTried || (name in changes && (path === name ? values[name] !== '' : rule !== 'required')),
  );
  return Object.fromEntries(shown.map(([path, violation, field]) => [path, violationText(t, field, path, violation)]));
}

function violationText<V>(t: TFunction, field: Field<V>, path: string, violation: Violation): string {
  const column = field.kind === 'line-items' && field.lines.columns.find(({ name }) => path.endsWith(`.${name}`));
  const { patternText } = column && column.kind !== 'shown' ? column : field;
  if (violation.rule === 'required' && !column && field.missingText !== undefined) return field.missingText;
  if (violation.rule === 'minimum' && field.kind === 'number' && field.minimumText !== undefined)
    return field.minimumText;
  return (violation.rule === 'pattern' && patternText) || ruleText(t, { path, ...violation });
}

const sectionsFor = <V extends object, R>({ sections, saved }: FormOptions<V, R>, typed: Partial<V>) =>
  typeof sections === 'function' ? sections({ ...saved, ...differences(saved, typed) }) : sections;

interface Saving<V extends object, R> extends FormOptions<V, R> {
  sections: readonly Section<V>[];
  failures: NonNullable<FormOptions<V, R>['failures']>;
}

function useSaving<V extends object, R>(options: Saving<V, R>, clear: () => void) {
  const { id, save, onSaved, savedText, undo, sections, failures } = options;
  const toasts = useToasts();
  const { t } = useTranslation();
  const waiting = useWaiting();
  const about = draftFor(options);
  const saving = useMutation({
    mutationFn: ({ values, changes }: { values: V; changes: Partial<V>; isPart: boolean }) =>
      attempt(about, (once) => save(values, changes, once)),
    onMutate: () => toasts.tried(about),
    onSuccess(reply, { isPart }) {
      clear();
      if (isPart) return;
      toasts.done(
        (typeof savedText === 'function' ? savedText(reply) : savedText) ??
          t(id === null ? 'ui.form.created' : 'ui.form.saved'),
        undo?.(reply),
      );
      onSaved(reply);
    },
    onError(error) {
      const refused = Object.keys(failures(error));
      const isSeen = (name: string): boolean =>
        sections.some(({ fields }) =>
          fields.some(
            ({ kind, name: of, isShown }) =>
              isShown !== false && (of === name || (kind === 'line-items' && name.startsWith(`${of}.`))),
          ),
        );
      const isShownElsewhere = isConflict(error) || (refused.length > 0 && refused.every(isSeen));
      if (!isShownElsewhere) toasts.failed(attemptText(t, error), undefined, about);
    },
  });
  return { saving, ...waiting };
}

/** Of a request that was sent again in another form while nobody knew what had become of it, what to do about it. */
function attemptText(t: TFunction, error: unknown): string {
  if (failedWith(error, 'idempotency.mismatch')) return t('ui.form.maybeSaved');
  return failedWith(error, 'idempotency.in-progress') ? t('ui.form.stillSaving') : failureText(t, error);
}

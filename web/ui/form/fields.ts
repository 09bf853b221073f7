/** The fields of a form, declared once: what they are called and which kind of control they have. Limits come from the contract. */
import type { ReactNode } from 'react';
import type { Remote } from '../remote/remote.ts';
import type { StateColour } from '../theme.ts';
import type { Line, LineSpec } from './line-items.ts';

export interface Option {
  value: string;
  label: string;
  /** Shown behind the label and found by the search. */
  note?: string;
  isDisabled?: boolean;
  tone?: StateColour | undefined;
}
export interface TreeOption {
  value: string;
  label: string;
  children?: TreeOption[];
}

interface Common<V> {
  name: keyof V & string;
  label: string;
  hint?: string;
  /** In two columns it takes both. */
  isWide?: boolean;
  /** Cannot be changed; the reason stands below it. */
  fixed?: string | undefined;
  /** Shown always when absent; by what stands in the form when it is a function. */
  isShown?: boolean | ((values: V) => boolean) | undefined;
  /** When the schema does not say so, e.g. a field that only a new record needs. */
  isRequired?: boolean;
  /** What is missing, where that it is says too little. */
  missingText?: string;
  /** What to write, when the pattern of the contract is broken. */
  patternText?: string;
  /** Its list is open from the beginning, where somebody just asked for it. */
  startsOpen?: boolean;
}
export type Field<V> =
  | (Common<V> & {
      kind: 'text' | 'secret' | 'textarea';
      placeholder?: string;
      /** Which keys a screen offers. */
      inputMode?: 'decimal' | 'tel' | 'email';
      /** Lines of a long text that is empty. */
      rows?: number;
    })
  | (Common<V> & {
      kind: 'number';
      suffix?: string;
      /** What is said of less than the least, where that says too little. */ minimumText?: string;
    })
  | (Common<V> & { kind: 'switch' })
  /** A day (2026-01-05) or a moment (ISO 8601 in UTC), an empty text for none, null where the contract takes it. */
  | (Common<V> & { kind: 'date' | 'date-time' })
  /** All choices in sight; null for none. With keys as chips, each of which is chosen by its key too. */
  | (Common<V> & { kind: 'radio'; options: readonly Option[]; keys?: readonly string[] })
  /** The values from the top of the tree down to what was chosen, on any level; an empty list for none. */
  | (Common<V> & { kind: 'cascade'; options: readonly TreeOption[] })
  /** Without a choice the value is null; `isClearable` lets the reader take a choice back. */
  | (Common<V> & {
      kind: 'select';
      options: readonly Option[];
      isClearable?: boolean;
      isLoading?: boolean;
      placeholder?: string;
    })
  | (Common<V> & { kind: 'multi-select'; options: readonly Option[]; isLoading?: boolean; placeholder?: string })
  | (Common<V> & {
      kind: 'tree';
      options: readonly TreeOption[];
      isClearable?: boolean;
      isLoading?: boolean;
      placeholder?: string;
    })
  /** One or several of what the server finds: null or an empty list for none. */
  | (Common<V> & {
      kind: 'remote';
      remote: Remote;
      isSeveral?: boolean;
      isClearable?: boolean;
      placeholder?: string;
    })
  /** Files that were taken in (`domain/attachments`); an empty list for none. */
  | (Common<V> & { kind: 'files' })
  /** As many lines as the value has. */
  | (Common<V> & { kind: 'notes' })
  /** Lines of small fields; see `lineItems`. */
  | (Common<V> & { kind: 'line-items'; lines: LineSpec<Line> })
  /** A control of the page's own; it has to carry the id for the label. */
  | (Common<V> & { kind: 'custom'; control: (field: ControlState) => ReactNode });

/** A field of lines, whose value is a list of them. The form knows them as lines alone; what they hold is known where they are declared. */
export const lineItems = <V, R extends Line>(field: Common<V> & { lines: LineSpec<R> }): Field<V> => ({
  ...field,
  kind: 'line-items',
  lines: field.lines as unknown as LineSpec<Line>,
});

export interface ControlState {
  id: string;
  value: unknown;
  isDisabled: boolean;
  hasError: boolean;
  onChange: (value: unknown) => void;
}
export interface Section<V> {
  title?: string;
  /** What holds for all of them. */
  note?: string;
  /** Closed until somebody opens it, unless something in it is wrong or needed. */
  isFolded?: boolean;
  fields: readonly Field<V>[];
}

/** Whether a field is shown by what stands in the form. What is not shown is neither checked nor asked for. */
export const isFieldShown = <V>({ isShown = true }: Pick<Field<V>, 'isShown'>, values: V): boolean =>
  typeof isShown === 'function' ? isShown(values) : isShown;

/** Builds the nested options of a tree out of rows that name their parent; a row whose parent is out of sight stands at the root. */
export function treeOf(rows: readonly { id: string; name: string; parentId: string | null }[]): TreeOption[] {
  const ids = new Set(rows.map(({ id }) => id));
  const below = (parent: string | null): TreeOption[] =>
    rows
      .filter(({ parentId }) => (parentId !== null && ids.has(parentId) ? parentId : null) === parent)
      .map(({ id, name }) => {
        const children = below(id);
        return { value: id, label: name, ...(children.length > 0 ? { children } : {}) };
      });
  return below(null);
}

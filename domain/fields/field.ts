/** What a field of a record is: one definition from which validation, storage, columns, filters, forms, sheets and the API follow (SPEC C6). */

export const fieldTypes = [
  'text',
  'multi-line',
  'number',
  'money',
  'date',
  'date-time',
  'radio',
  'select',
  'multi-select',
  'cascade',
  'phone',
  'email',
  'agent',
  'file',
] as const;
export type FieldType = (typeof fieldTypes)[number];

/** 全处理, 更多编辑域, 只编辑, 只显示, 隐藏域, 不处理. A hidden field gets its default and travels with the record, but no person sees it. */
export const fieldStates = ['all', 'more', 'form', 'list', 'hidden', 'off'] as const;
export type FieldState = (typeof fieldStates)[number];

/** States of a field that is built in: the API has it in any case. */
export const builtInStates = ['all', 'more', 'form', 'list', 'hidden'] as const satisfies readonly FieldState[];

/** Where a record is written, each with its own rule of what must be filled in: the browser, the app, the page that pops up at a desk phone. */
export const fieldClients = ['web', 'mobile', 'pop'] as const;
export type FieldClient = (typeof fieldClients)[number];

export const optionColors = ['', 'grey', 'blue', 'green', 'amber', 'red', 'violet'] as const;
export type OptionColor = (typeof optionColors)[number];

export interface Labels {
  readonly zh: string;
  readonly en: string;
}

/** One value of a list. Records hold its id, which never changes, so that code and labels may. */
export interface FieldOption {
  /** `o` and a number, given once within the field. */
  readonly id: string;
  readonly code: string;
  readonly labels: Labels;
  readonly color: OptionColor;
  /** The option above it in a cascading list. */
  readonly parentId: string | null;
  /** No longer offered; records that have it keep and show it. */
  readonly isRetired: boolean;
}

/** What a new record has where nothing is said, as the API writes a value: of several choices and of a path all its codes. Empty for none. */
export type FieldDefault = string | readonly string[];

export interface FieldDef {
  /** `f` and a number, given once within the owner: the key under which records hold the value. It never changes, whatever the code does. */
  readonly id: string;
  /** 代码: the name in the API, in addresses and in webhooks. */
  readonly key: string;
  readonly type: FieldType;
  readonly labels: Labels;
  /** Kept when the type no longer has a list, or values that were chosen from it could no longer be read. */
  readonly options: readonly FieldOption[];
  readonly state: FieldState;
  /** Whether lists filter and sort by it at any size, by an index. */
  readonly isSearchable: boolean;
  readonly required: Readonly<Record<FieldClient, boolean>>;
  /** Place among the fields of its owner, from 0. */
  readonly position: number;
  /** Pixels of the column. */
  readonly width: number;
  readonly default: FieldDefault;
  /** Of a field that records have without design; its `id` is its key then, under which a record holds the value. */
  readonly builtIn?: BuiltInTraits;
}

/** What is particular about a field that every company has, beyond what companies design. */
interface BuiltInTraits {
  /** When its column is shown by itself: always, where there is room (1600 px and more), or only for whoever chose it. */
  readonly column: 'always' | 'wide' | 'chosen';
  /** Its column takes what is left, as long as nobody gave it a width. */
  readonly isStretched: boolean;
  /** Lists sort by it, by an index of its own. */
  readonly isSorted: boolean;
  /** Lists always offer its filter. */
  readonly isAlwaysFilter: boolean;
  /** A text that grows in a form with what is written. */
  readonly grows: boolean;
  /** Records are nothing without it: it stays in lists, forms and sheets. */
  readonly isNeeded: boolean;
}

/** Why a value is none of its field; the key of the text `fields.rules.<rule>`. */
export const valueRules = [
  'required',
  'too-long',
  'number',
  'money',
  'date',
  'date-time',
  'option',
  'phone',
  'email',
  'agent',
  'file',
  'too-many-files',
  'type',
] as const;
export type ValueRule = (typeof valueRules)[number];

/** Why a definition is none; `path` names the part. The key of the text `fieldDesign.definition.<rule>`. */
export const definitionRules = [
  'key',
  'key-taken',
  'label',
  'label-taken',
  'option-code',
  'option-taken',
  'option-label',
  'option-parent',
  'options-missing',
  'too-many',
  'not-searchable',
  'too-many-searchable',
  'default',
  'width',
  'needed',
] as const;
export type DefinitionRule = (typeof definitionRules)[number];

export const fieldLimits = {
  /** Fields of one owner; a form of more is nobody's. */
  fields: 100,
  /** Those with an index: each has one of as many places. */
  searchable: 8,
  options: 500,
  label: 40,
  key: 40,
  text: 256,
  multiLine: 4000,
  /** Levels of a cascading list. */
  levels: 5,
  /** Options that one record may have chosen. */
  chosen: 50,
  /** Digits before and behind the point of a number. */
  digits: 15,
  decimals: 6,
  width: { least: 60, most: 600, standard: 140 },
} as const;

/** Whether values are chosen from the list of the field. */
export const hasOptions = (type: FieldType): boolean =>
  type === 'radio' || type === 'select' || type === 'multi-select' || type === 'cascade';

/** Whether a value is a list: several choices, or a path from the top. */
export const holdsList = (type: FieldType): boolean => type === 'multi-select' || type === 'cascade';

/** Whether values are counted: compared by their size, written exactly. */
export const isNumeric = (type: FieldType): boolean => type === 'number' || type === 'money';

/**
 * Whether the values of a type may hold a telephone number. Who may not see numbers neither filters nor sorts by such a field, or guessing would
 * find out what the mask hides.
 */
export const mayHoldNumbers = (type: FieldType): boolean =>
  type === 'text' || type === 'multi-line' || isNumeric(type) || type === 'phone' || type === 'email';

/** Whether a type can have an index; a long text and several values at once cannot be put in an order. */
export const canBeSearchable = (type: FieldType): boolean =>
  type !== 'multi-line' && type !== 'multi-select' && type !== 'file';

/** Whether lists filter by it without an index too: by several choices, or by whether there are files. */
const isFilteredUnindexed = (type: FieldType): boolean => type === 'multi-select' || type === 'file';

/**
 * Whether lists offer a filter by it and the API answers one: by what is searchable, at any size; and by several choices and files, which no
 * index knows, as nothing else finds them. Where numbers are masked, by nothing that may hold one.
 */
export const isFilterable = (field: FieldDef, masksNumbers: boolean): boolean =>
  isVisible(field) &&
  (field.isSearchable || isFilteredUnindexed(field.type)) &&
  !(masksNumbers && mayHoldNumbers(field.type));

/** Whether lists sort by it. Values of a list have an order of their own, which no index knows. */
export const isSortable = (field: FieldDef): boolean =>
  field.builtIn
    ? field.builtIn.isSorted
    : field.isSearchable && canBeSearchable(field.type) && !hasOptions(field.type) && field.type !== 'agent';

/** Whether a list shows it as a column, and whether a form edits it. */
export const isInList = ({ state }: Pick<FieldDef, 'state'>): boolean => state === 'all' || state === 'list';
/** See `isInList`. */
export const isInForm = ({ state }: Pick<FieldDef, 'state'>): boolean =>
  state === 'all' || state === 'form' || state === 'more';
/** Whether records take and give the value at all. */
export const isUsed = ({ state }: Pick<FieldDef, 'state'>): boolean => state !== 'off';
/** Whether people come to see it: in lists, forms and sheets. */
export const isVisible = (field: Pick<FieldDef, 'state'>): boolean => isUsed(field) && field.state !== 'hidden';

/** Fields as people see them, one after the other. */
export const inOrder = <F extends Pick<FieldDef, 'position' | 'id'>>(fields: readonly F[]): F[] =>
  fields.toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));

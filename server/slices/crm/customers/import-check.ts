/** Checks a row of the customers' import: cells become what will be written, or reasons why not. */
import { fromCell } from '@bahu/domain/fields/cell.ts';
import { customerField, customerFieldKeys, type CustomerFieldKey } from '@bahu/domain/fields/customer-fields.ts';
import { fieldLimits, isVisible, type FieldDef, type ValueRule } from '@bahu/domain/fields/field.ts';
import { isRefused } from '@bahu/domain/fields/value.ts';
import {
  isCellError,
  readChoice,
  readEmail,
  readLine,
  readText,
  wordsOf,
  type Checked,
  type CellError,
  type ReasonCode,
} from '@bahu/domain/imports/cells.ts';
import { initialsOf } from '@bahu/domain/text/initials.ts';
import type { Tx } from '../../../kernel/db.ts';
import { condition } from '../../../kernel/ownership/condition.ts';
import { rangeOf, type Range } from '../../../kernel/ownership/range.ts';
import {
  agentWords,
  columnKey,
  listFields,
  sheetReading,
  type AgentWords,
  type SheetReading,
} from '../../platform/fields/index.ts';
import type { Actor, CheckedRow, Checking, RowChecker } from '../../platform/imports/index.ts';
import { homeOf } from '../../platform/tenants/index.ts';
import { listCategories, type CategoryRecord } from '../customer-categories/index.ts';
import { categoryOfWords } from './fields.ts';
import { examineNumbers } from './import-examine.ts';
import { labelsOf } from './import-labels.ts';
import { toData } from './import-fields.ts';
import { lineOf, readNumbers } from './import-phone.ts';

const choices = new Map(
  customerFieldKeys.flatMap((key) => {
    const { options } = customerField(key);
    if (!options) return [];
    const writings = Object.entries(options).map(([code, { labels, writings: others }]) => [
      code,
      [...(labels ? [labels.zh, labels.en] : []), ...others],
    ]);
    return [[key, wordsOf(Object.fromEntries(writings) as Record<string, string[]>)]];
  }),
);

/** Reads the cell of a built-in field; `spare` are characters that the row adds to it. */
function readBuiltIn(key: CustomerFieldKey, cell: string, spare = 0): Checked<string> {
  const { type, most, isRequired } = customerField(key);
  if (cell.trim() === '') return isRequired ? { reason: 'required', params: {} } : { value: '' };
  if (type === 'select') return readChoice(cell, choices.get(key)!);
  if (type === 'email') return readEmail(cell, most);
  return type === 'multi-line' ? readText(cell, most - spare) : readLine(cell, most);
}

export async function openChecker(tx: Tx, { principal }: Actor, checking: Checking): Promise<RowChecker> {
  const home = await homeOf(tx, principal.tenantId);
  const agents = agentWords(await agentsWithin(tx, rangeOf(principal, 'customer.import')));
  const categories = await listCategories(tx);
  const designed = (await listFields(tx, 'customers')).filter(isVisible);
  const reading = designed.length ? await sheetReading(tx, principal.tenantId) : null;
  const at = new Map(checking.fields.map(({ key }, index) => [key, index]));
  let hasFurther = false;
  const check = (cells: readonly string[]): CheckedRow => {
    const errors: { field: number; error: CellError }[] = [];
    const cellOf = (key: string): string => cells[at.get(key) ?? -1] ?? '';
    const take = (key: string, checked: Checked<string>): string => {
      if (!isCellError(checked)) return checked.value;
      errors.push({ field: at.get(key)!, error: checked });
      return '';
    };
    const line = readNumbers(cellOf, home, checking.choices['lost-zero'] === 'add');
    for (const { key, error } of line.errors) take(key, error);
    hasFurther ||= line.further.length > 0;
    const spare = line.beside ? line.beside.length + 1 : 0;
    const builtIn = Object.fromEntries(
      customerFieldKeys.map((key) => [key, take(key, readBuiltIn(key, cellOf(key), spare))]),
    ) as Record<CustomerFieldKey, string>;
    const owner = cellOf('owner');
    const data = toData({
      ...builtIn,
      phoneExtension: line.keys,
      categoryId: take('categoryId', categoryOf(categories, cellOf('categoryId'))),
      owner: take('owner', owner.trim() === '' ? { value: '' } : agentOf(agents, owner)),
      initials: initialsOf(builtIn.name),
      beside: line.beside,
      numbers: line.further.join('\n'),
      labels: labelsOf(line),
      fields: reading ? designedValues(designed, reading, cellOf, take) : '',
    });
    const warnings = line.warnings.map(({ key, error }) => ({ field: at.get(key)!, error }));
    return { key: lineOf(line), data, errors, warnings, asks: line.asks };
  };
  return Object.assign(check, {
    examine: async (...args: Parameters<typeof examineNumbers>) => (hasFurther ? examineNumbers(...args) : []),
  });
}

/** Values of designed fields by their ids; empty cells are left out. */
function designedValues(
  fields: readonly FieldDef[],
  reading: SheetReading,
  cellOf: (key: string) => string,
  refuse: (key: string, error: CellError) => unknown,
): string {
  const values: Record<string, unknown> = {};
  for (const field of fields) {
    const parsed = fromCell(field, cellOf(columnKey(field)), reading);
    if (isRefused(parsed)) refuse(columnKey(field), errorOfRule(field, parsed.rule));
    else if (parsed.value !== null) values[field.id] = parsed.value;
  }
  return Object.keys(values).length ? JSON.stringify(values) : '';
}

const reasonOfRule: Readonly<Record<ValueRule, ReasonCode>> = {
  required: 'required',
  'too-long': 'too-long',
  number: 'field-number',
  money: 'field-money',
  date: 'field-date',
  'date-time': 'field-date-time',
  option: 'choice',
  phone: 'field-phone',
  email: 'e-mail',
  agent: 'unknown-agent',
  file: 'field-file',
  'too-many-files': 'field-file',
  type: 'choice',
};
const errorOfRule = ({ type }: FieldDef, rule: ValueRule): CellError => ({
  reason: reasonOfRule[rule],
  params: rule === 'too-long' ? { most: type === 'multi-line' ? fieldLimits.multiLine : fieldLimits.text } : {},
});

/** A path from the top, or a name that no other category has. */
function categoryOf(all: readonly CategoryRecord[], cell: string): Checked<string> {
  if (cell.trim() === '') return { value: '' };
  const id = categoryOfWords(all, cell);
  return id === undefined ? { reason: 'choice', params: {} } : { value: id };
}

const agentOf = (agents: AgentWords, typed: string): Checked<string> => {
  const id = agents.idOf(typed);
  return id === undefined ? { reason: 'unknown-agent', params: {} } : { value: id };
};

/** Agents within the importer's range. */
const agentsWithin = (tx: Tx, range: Range) =>
  tx
    .selectFrom('agents as a')
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'a.tenantId').onRef('u.id', '=', 'a.id'))
    .select(['a.id', 'a.extension', 'u.name'])
    .where(condition(assignees, range))
    .execute();

/** Agents to whom one may give customers, as `a` with their users as `u`. */
export const assignees = { owner: 'a.id', department: 'u.departmentId' } as const;

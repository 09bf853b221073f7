/** Designed fields in sheets: columns of exports and imports, and how cells are read. What an export wrote, an import reads back. */
import type { BuiltInField } from '@bahu/domain/fields/customer-fields.ts';
import { plainWord } from '@bahu/domain/fields/options.ts';
import type { CellReading } from '@bahu/domain/fields/cell.ts';
import { isVisible, type FieldDef } from '@bahu/domain/fields/field.ts';
import { showValue } from '@bahu/domain/fields/show.ts';
import type { Stored } from '@bahu/domain/fields/value.ts';
import { numberFor, textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { readSettings } from '../../../kernel/tenant-settings.ts';
import { word, type ExportColumn, type ExportSpec } from '../exports/index.ts';
import type { FieldSpec } from '../imports/index.ts';
import { homeOf } from '../tenants/index.ts';
import type { FieldRecord } from './store.ts';
import type { StoredFields } from './values.ts';

type Column = ExportSpec<{ fields: StoredFields }>['columns'][string];

/** The column of a field in sheets. */
export const columnKey = ({ key }: Pick<FieldDef, 'key'>): string => `field.${key}`;

/** The column of a built-in field in an export: a text under the reader's mask, or the label of a code. */
export function builtInColumn<Row>(
  { labels, options }: BuiltInField,
  valueOf: (row: Row) => string,
): ExportColumn<Row> {
  const words = Object.entries(options ?? {}).flatMap(([code, { labels: of }]) =>
    of ? [[code, { 'zh-CN': of.zh, en: of.en }]] : [],
  );
  const shownWord = word(Object.fromEntries(words) as Record<string, Record<'zh-CN' | 'en', string>>);
  return {
    head: { 'zh-CN': labels.zh, en: labels.en },
    show: (row, shown) => (options ? shownWord(valueOf(row), shown) : textFor(shown.reader, valueOf(row))),
  };
}

/** Who was deleted, as the list shows them: an id says nothing to a person. */
const formerAgent = { 'zh-CN': '已删除的坐席', en: 'A former agent' } as const;

/** Columns of an export by `field.<code>`: what a person sees of them in the list, under the same mask. */
export function exportColumns(
  reader: Principal,
  fields: readonly FieldRecord[],
  { agents, utcOffsetMinutes }: Pick<SheetReading, 'agents' | 'utcOffsetMinutes'>,
): Record<string, Column> {
  const columns = fields.filter(isVisible).map((field): [string, Column] => [
    columnKey(field),
    {
      head: { 'zh-CN': textFor(reader, field.labels.zh), en: textFor(reader, field.labels.en) },
      show: ({ fields: stored }, { language }) =>
        stored[field.id] !== undefined
          ? showValue(field, stored[field.id] as Stored, {
              language: language === 'en' ? 'en' : 'zh',
              utcOffsetMinutes,
              agentName: (id) => agents.wordOf(id) ?? formerAgent[language],
              text: (text) => textFor(reader, text),
              number: (number) => numberFor(reader, number),
            })
          : '',
    },
  ]);
  return Object.fromEntries(columns);
}

/** Columns that the tenant arranges, in its order: built-in ones as far as they are visible, and the designed ones. */
export function arrangedColumns<Column>(
  fields: readonly FieldDef[],
  builtIn: Readonly<Record<string, Column>>,
  designed: Readonly<Record<string, Column>>,
): Record<string, Column> {
  const columns = fields.filter(isVisible).flatMap((field): [string, Column][] => {
    const key = field.builtIn ? field.key : columnKey(field);
    const column = (field.builtIn ? builtIn : designed)[key];
    return column ? [[key, column]] : [];
  });
  return Object.fromEntries(columns);
}

/** Columns of an import, known by label in both languages and by code. */
export const importColumns = (fields: readonly FieldRecord[]): FieldSpec[] =>
  fields.filter(isVisible).map((field) => ({
    key: columnKey(field),
    isRequired: false,
    head: { 'zh-CN': field.labels.zh, en: field.labels.en },
    names: [field.labels.zh, field.labels.en, field.key],
    ...(field.type === 'file' && { isExtra: true, holdsFiles: true }),
  }));

export interface SheetReading extends CellReading {
  agents: AgentWords;
}

/** What reading and writing the cells of a tenant's fields needs. */
export async function sheetReading(tx: Tx, tenantId: string): Promise<SheetReading> {
  const agents = agentWords(await agentsOf(tx));
  const tenant = await tx.selectFrom('tenants').select('settings').where('id', '=', tenantId).executeTakeFirst();
  const { utcOffsetMinutes } = readSettings(tenant?.settings ?? {});
  return {
    agents,
    utcOffsetMinutes,
    home: await homeOf(tx, tenantId),
    isAgent: (id) => agents.wordOf(id) !== null,
    fileOf: () => undefined,
    agentOf: agents.idOf,
  };
}

const agentsOf = (tx: Tx) =>
  tx
    .selectFrom('agents as a')
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'a.tenantId').onRef('u.id', '=', 'a.id'))
    .select(['a.id', 'a.extension', 'u.name'])
    .execute();

export interface AgentWords {
  /** Their name; with the extension behind it where the name alone is somebody else's as well. Null for nobody. */
  wordOf(id: string): string | null;
  /** Whose name, extension, or name with extension it is; undefined when nobody or several bear it. */
  idOf(word: string): string | undefined;
}

/** Agents as sheets call them. */
export function agentWords(agents: readonly { id: string; extension: string; name: string }[]): AgentWords {
  const full = (agent: { name: string; extension: string }): string => `${agent.name} ${agent.extension}`;
  const byWord = new Map<string, string | null>();
  for (const { id, name } of agents) byWord.set(plainWord(name), byWord.has(plainWord(name)) ? null : id);
  for (const { id, extension } of agents) byWord.set(extension, id);
  for (const agent of agents) byWord.set(plainWord(full(agent)), agent.id);
  const idOf = (word: string): string | undefined => byWord.get(plainWord(word)) ?? undefined;
  const words = new Map(agents.map((agent) => [agent.id, idOf(agent.name) === agent.id ? agent.name : full(agent)]));
  return { idOf, wordOf: (id) => words.get(id) ?? null };
}

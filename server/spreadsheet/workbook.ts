/** What a workbook says of itself: its sheets, its calendar, how its styles show numbers. */
import { styleOf, type NumberStyle } from '@bahu/domain/imports/number-format.ts';
import { Refusal } from '../kernel/errors.ts';
import type { Archive } from './archive.ts';
import { damaged } from './table.ts';
import { attribute, elements, isTrue, tags } from './xml.ts';

export interface Workbook {
  /** Those that are shown; all of them when none is. */
  sheets: readonly { name: string; part: string }[];
  calendar: 1900 | 1904;
  styles: readonly NumberStyle[];
  /** The part with the shared texts. */
  strings: string;
}

/** More can be in no workbook of a person; the rest is not offered. Formats are as many as Excel takes. */
const most = { sheets: 100, nameCharacters: 100, styles: 65_490 } as const;
const plain: NumberStyle = { kind: 'plain' };

interface Relation {
  id: string | undefined;
  type: string;
  part: string;
}

/** @throws Refusal import.not-a-table (a workbook without a sheet of cells) or import.damaged. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const text = await archive.text('xl/workbook.xml');
  const relations = await readRelations(archive);
  const partOf = (id: string | undefined): string | undefined =>
    relations.find((relation) => relation.id === id && relation.type.endsWith('worksheet'))?.part;
  const all: { name: string; part: string; isShown: boolean }[] = [];
  for (const tag of tags(text, 'sheet')) {
    const part =
      partOf(attribute(tag, 'id')) ?? (relations.length === 0 ? `xl/worksheets/sheet${all.length + 1}.xml` : undefined);
    if (part === undefined) continue;
    all.push({
      name: (attribute(tag, 'name') ?? '').slice(0, most.nameCharacters),
      part,
      isShown: ['visible', undefined].includes(attribute(tag, 'state')),
    });
    if (all.length >= most.sheets) break;
  }
  if (all.length === 0) throw new Refusal('import.not-a-table');
  const shown = all.filter(({ isShown }) => isShown);
  const sheets = (shown.length > 0 ? shown : all).map(({ name, part }) => ({ name, part }));
  if (!sheets.every(({ part }) => archive.has(part))) throw damaged(0);
  const is1904 = [...tags(text, 'workbookPr')].some((tag) => isTrue(tag, 'date1904'));
  const styles = archive.has('xl/styles.xml') ? readStyles(await archive.text('xl/styles.xml')) : [];
  const strings = relations.find(({ type }) => type.endsWith('sharedStrings'))?.part ?? 'xl/sharedStrings.xml';
  return { sheets, calendar: is1904 ? 1904 : 1900, styles, strings };
}

async function readRelations(archive: Archive): Promise<Relation[]> {
  const name = 'xl/_rels/workbook.xml.rels';
  if (!archive.has(name)) return [];
  const found: Relation[] = [];
  for (const tag of tags(await archive.text(name), 'Relationship')) {
    const target = attribute(tag, 'Target') ?? '';
    // A relation without a type, as some programs write it, is that of its folder.
    const type = attribute(tag, 'Type') ?? (/worksheets\//.test(target) ? 'worksheet' : '');
    found.push({
      id: attribute(tag, 'Id'),
      type,
      part: target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`,
    });
    if (found.length >= 4 * most.sheets) break;
  }
  return found;
}

function readStyles(text: string): NumberStyle[] {
  const codes = new Map<number, string | undefined>();
  for (const tag of tags(text, 'numFmt')) {
    codes.set(Number(attribute(tag, 'numFmtId')), attribute(tag, 'formatCode'));
    if (codes.size >= most.styles) break;
  }
  const styles: NumberStyle[] = [];
  const [cells] = elements(text, 'cellXfs');
  for (const tag of tags(cells?.inside ?? '', 'xf')) {
    const id = Number(attribute(tag, 'numFmtId') ?? 0);
    const style = styleOf(id, codes.get(id));
    styles.push(style.kind === 'plain' ? plain : style);
    if (styles.length >= most.styles) break;
  }
  return styles;
}

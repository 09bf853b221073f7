/** Checks of single cells: a text becomes a value, or a reason why it cannot. */
import { momentOfCell } from '../fields/cell.ts';
import { bareText, plainCharacters } from '../numbers/characters.ts';
import { numberErrorCodes, type NumberError, type NumberErrorCode } from '../numbers/number.ts';

const ofCells = [
  'required',
  'too-long',
  'choice',
  'yes-or-no',
  'number',
  'e-mail',
  'extension',
  'login-name',
  'short-number',
  'unknown-agent',
  'unknown-role',
  'unknown-department',
  'unknown-caller-id',
  'role-above-own',
  'administrator-extension',
  'last-administrator',
  'login-name-taken',
  'own-account',
  'out-of-scope',
  'twice',
  'exists',
  'not-there',
  'moment',
  'error-value',
  'too-many-cells',
  'number-taken',
  'customer-locked',
  'too-many-numbers',
  'too-many-labels',
  'field-number',
  'field-money',
  'field-date',
  'field-date-time',
  'field-phone',
  'field-file',
] as const;
export type ReasonCode = (typeof ofCells)[number] | `phone-${NumberErrorCode}`;
/** What is wrong with a cell. The texts are `imports.reasons.<code>`, or `numbers.<error>` for `phone-<error>`; `params` fill them. */
export const reasonCodes: readonly ReasonCode[] = [
  ...ofCells,
  ...numberErrorCodes.map((code) => `phone-${code}` as const),
];

export interface CellError {
  reason: ReasonCode;
  params: Record<string, string | number>;
}
export type Checked<T> = { value: T } | CellError;

const cellError = (reason: ReasonCode, params: CellError['params'] = {}): CellError => ({ reason, params });

/** What is wrong with a cell that should hold a telephone number. */
export const phoneError = ({ error: code, params }: NumberError): CellError => ({
  reason: `phone-${code}`,
  params: { ...params },
});

/** Whether a cell was refused. */
export const isCellError = <T>(checked: Checked<T>): checked is CellError => 'reason' in checked;

/** A text of at most `most` characters; its line ends are those of the web. */
export function readText(cell: string, most: number): Checked<string> {
  const text = cell.replace(/\r\n?/g, '\n').trim();
  return text.length > most ? cellError('too-long', { most }) : { value: text };
}

/** A text of one line: line ends and tabs within are shown as a space. */
export const readLine = (cell: string, most: number): Checked<string> =>
  readText(cell.replace(/\s*[\r\n\t\u2028\u2029]\s*/g, ' '), most);

/** What a spreadsheet program shows where a formula has no value. */
const errorValues =
  /^#(?:N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|GETTING_DATA)$/i;

/** Whether a cell holds an error and no value. */
export const isErrorValue = (cell: string): boolean => cell.startsWith('#') && errorValues.test(cell.trim());

/** The signs by which people make a number a text: '154…, `154…, ="154…". */
const textMark = /^\s*(?:['`‘’＇]|[=＝]\s*["“＂])/;

/**
 * A cell that holds such a mark and a number, as the number alone with plain characters. Anything else stays as it is,
 * formulas that calculate too.
 */
export function withoutTextMark(cell: string): string {
  if (!textMark.test(cell)) return cell;
  const bare = bareText(plainCharacters(cell));
  return /^[+(]?[0-9][0-9 ().+*/#-]*$/.test(bare) ? bare : cell;
}

/** A telephone number as somebody has read it. */
export const checkedNumber = <N extends string>(read: N | NumberError): Checked<N> =>
  typeof read === 'string' ? { value: read } : phoneError(read);

/** A moment as ISO 8601, on a clock that many minutes before UTC. */
export function readMomentCell(cell: string, utcOffsetMinutes: number): Checked<string> {
  const moment = momentOfCell(cell, utcOffsetMinutes);
  return moment === null ? cellError('moment') : { value: new Date(moment).toISOString() };
}

/** One of the values that people write; `words` are all their writings, `empty` what an empty cell means. */
export function readChoice<T extends string>(cell: string, words: Readonly<Record<string, T>>): Checked<T> {
  const found = wordIn(words, cell);
  return found === undefined ? cellError('choice') : { value: found };
}

/** Only what was written down as a word is one; every object also knows `constructor`. */
function wordIn<T extends string>(words: Readonly<Record<string, T>>, cell: string): T | undefined {
  const word = plainWord(cell);
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

/** A word as `readChoice` looks it up. */
export const plainWord = (word: string): string => word.normalize('NFKC').trim().toLowerCase();

/** The words of a choice from the writings of each value. */
export function wordsOf<T extends string>(writings: Readonly<Record<T, readonly string[]>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries<readonly string[]>(writings).flatMap(([value, words]) =>
      [value, ...words].map((word) => [plainWord(word), value as T]),
    ),
  );
}

const yesNo = wordsOf({
  yes: ['y', 'true', '1', '是', '有', '启用', '开', '允许', '√', 'on'],
  no: ['n', 'false', '0', '否', '无', '停用', '禁用', '关', '不允许', '×', 'off'],
});

/** Yes or no in either language. */
export function readYesNo(cell: string): Checked<boolean> {
  const found = wordIn(yesNo, cell);
  return found === undefined ? cellError('yes-or-no') : { value: found === 'yes' };
}

/** A number within bounds, whole ones when `isWhole`. */
export function readNumber(cell: string, least: number, most: number, isWhole: boolean): Checked<number> {
  const text = cell.normalize('NFKC').trim();
  const value = /^-?[0-9]+(\.[0-9]+)?$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most && (!isWhole || Number.isInteger(value))
    ? { value }
    : cellError('number', { least, most });
}

/** Something with an at sign between two parts, or nothing. */
export function readEmail(cell: string, most: number): Checked<string> {
  const text = readText(cell, most);
  return isCellError(text) || text.value === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.value)
    ? text
    : cellError('e-mail');
}

/** Numbers as a person wrote them or a carrier sent them: one, or a cell with several, with the keys behind them and the words around them. */
import { bareText, plainCharacters } from './characters.ts';
import { readDialled, readSent } from './dialled.ts';
import { tokensOf, type Token } from './grammar.ts';
import { readInternational } from './international.ts';
import { isNumberError, numberError, type DialNumber, type Home, type NumberError } from './number.ts';
import { readSpreadsheet } from './spreadsheet.ts';
import { readUri } from './uri.ts';

/** A number and what is sent to whoever answers: the keys of an extension, or none. */
export interface Written {
  number: DialNumber;
  keys: string;
}
export interface WrittenCell extends Written {
  /** Numbers after the first, which is the main one. */
  further: readonly Written[];
  /** Words that stood beside them. */
  remark: string;
  /** Digits behind the first number that are none. */
  unread: readonly string[];
}

/** Longer than any cell with numbers that people write. */
export const longestText = 200;
const maxKeys = 8;
/** Words that only say that a number follows. */
const labels =
  /^(?:(?:手机|手機|电话|電話|联系电话|联系方式|座机|固话|固定电话|号码|号)(?:号|号码)?|tel|telephone|phone|mobile|mob|cell|call|t|m|p)[0-9]?[.:]*$/iu;

/**
 * Reads a whole cell. The first number must be one; what is unreadable behind it is handed back as it was. `addsZero`: area codes that lost their
 * 0 are read with it.
 */
export function readCell(text: string, home: Home, { addsZero = false } = {}): WrittenCell | NumberError {
  if (text.length > longestText) return numberError('too-much-text');
  const bare = bareText(plainCharacters(text));
  if (bare === '') return numberError('empty');
  const spoilt = readSpreadsheet(bare);
  if (isNumberError(spoilt)) return spoilt;
  return assemble(tokensOf(readUri(spoilt)), (digits) => readDigits(digits, home, addsZero ? readSent : readDialled));
}

/** Reads a text with exactly one number; words around it are allowed. */
export function readOne(text: string, home: Home): Written | NumberError {
  const cell = readCell(text, home);
  if (isNumberError(cell)) return cell;
  if (cell.further.length > 0) return numberError('several-numbers');
  if (cell.unread[0] !== undefined) return numberError('extension', { text: cell.unread[0] });
  return { number: cell.number, keys: cell.keys };
}

/** Reads what a carrier sent, and nothing but a number: no words, no second one. */
export function readCarrier(sent: string, home: Home): DialNumber | NumberError {
  if (sent.length > longestText) return numberError('too-much-text');
  const digits = readUri(plainCharacters(sent).trim()).replace(/#$/, '');
  if (!/^[-+0-9 .()]+$/.test(digits) || isNumberError(readSpreadsheet(digits)) || /\.0{1,2}$/.test(digits))
    return numberError(digits === '' ? 'empty' : 'no-digits');
  return readDigits(digits, home, readSent);
}

type Reader = (digits: string, home: Home) => DialNumber | NumberError;

function readDigits(run: string, home: Home, read: Reader): DialNumber | NumberError {
  const digits = run.replace(/[^+0-9]/g, '');
  if (!/^\+?[0-9]+$/.test(digits)) return numberError('characters', { character: '+' });
  return digits.startsWith('+') ? readInternational(digits.slice(1)) : read(digits, home);
}

type ReadRun = (run: string) => DialNumber | NumberError;

function assemble(tokens: readonly Token[], read: ReadRun): WrittenCell | NumberError {
  const numbers: Written[] = [];
  const remarks: string[] = [];
  const unread: string[] = [];
  const wrong = tokens.find((token) => token.kind === 'wrong');
  if (wrong) return numberError('characters', { character: wrong.character });
  const isWord = (token: Token) => token.kind === 'words' && !labels.test(token.text);
  for (const token of tokens) {
    if (token.kind === 'words' && !labels.test(token.text)) remarks.push(token.text);
    if (token.kind !== 'run') continue;
    const found = readRun(token.digits, token.keys, read);
    if (!isNumberError(found)) numbers.push(...found);
    else if (numbers.length > 0) unread.push(token.keys === null ? token.digits : `${token.digits} ${token.keys}`);
    else return found.error === 'not-in-plan' && tokens.some(isWord) ? numberError('only-digits') : found;
  }
  const [first, ...further] = numbers;
  if (!first) return numberError('no-digits');
  return {
    ...first,
    further: further.filter(
      ({ number }, i) => number !== first.number && further.findIndex((other) => other.number === number) === i,
    ),
    remark: remarks.join(' '),
    unread,
  };
}

/** One run of digits: a number, a number with keys behind a dash, or several numbers with spaces between. */
function readRun(run: string, keys: string | null, read: ReadRun): Written[] | NumberError {
  if (keys !== null) {
    const number = read(run);
    if (isNumberError(number)) return number;
    if (keys.length <= maxKeys) return [{ number, keys }];
    const other = read(keys);
    return isNumberError(other)
      ? numberError('extension', { text: keys })
      : [
          { number, keys: '' },
          { number: other, keys: '' },
        ];
  }
  const whole = read(run);
  const split = readDash(run, read);
  if (split && (isNumberError(whole) || isDashFirst(run)))
    return isUnclear(run, whole) ? numberError('extension', { text: run }) : [split];
  if (isNumberError(whole)) return readSeveral(run, read) ?? whole;
  return hasNumberBefore(run, whole, read) ? numberError('extension', { text: run }) : [{ number: whole, keys: '' }];
}

/**
 * Whether a dash behind a complete number means keys although the whole is a number too. China's numbers are complete or they are not; a country
 * elsewhere may have numbers of any length; and 86 that stands apart is the country code before the whole.
 */
const isDashFirst = (run: string): boolean =>
  !/^(?:\+|00)(?! *\(?86)/.test(run) && !/^(?:\(0?86\)|0?86[- .(])/.test(run);

/** Whether 86 may be the country code as well as the beginning of a local number, and dashes do not tell which. */
const isUnclear = (run: string, whole: DialNumber | NumberError): boolean =>
  !isNumberError(whole) && whole.startsWith('+') && /^86[0-9]*[- .].*[- .]/.test(run);

/** `0755-26540710-8001`: a complete number, a dash, and one to six keys. */
function readDash(run: string, read: ReadRun): Written | null {
  const [, before, keys] = /^(.*[0-9)]) *[-.] *([0-9]{1,6})$/.exec(run) ?? [];
  if (before === undefined || keys === undefined) return null;
  const number = read(before);
  return isNumberError(number) ? null : { number, keys };
}

/** Whether a short number is written with a space after what is one already: 95500 8 is not 955008. */
function hasNumberBefore(run: string, whole: DialNumber, read: ReadRun): boolean {
  if (whole.startsWith('+')) return false;
  return [...run.matchAll(/ /g)].some(({ index }) => !isNumberError(read(run.slice(0, index))));
}

/** Numbers side by side: every part must be a whole number, and there must be one way alone with the fewest parts. */
function readSeveral(run: string, read: ReadRun): Written[] | null {
  const parts = run.split(/[ -]+/).filter(Boolean);
  if (parts.length < 2 || parts.length > 12) return null;
  const ways = waysOf(parts, (some) => {
    const number = read(some.join(' '));
    return isNumberError(number) || !number.startsWith('+') ? null : number;
  });
  const fewest = Math.min(...ways.map((way) => way.length));
  const [only, ...others] = ways.filter((way) => way.length === fewest);
  return only && others.length === 0 ? only.map((number) => ({ number, keys: '' })) : null;
}

function waysOf(parts: readonly string[], read: (some: readonly string[]) => DialNumber | null): DialNumber[][] {
  if (parts.length === 0) return [[]];
  return parts.flatMap((_, i) => {
    const number = read(parts.slice(0, i + 1));
    return number === null ? [] : waysOf(parts.slice(i + 1), read).map((way) => [number, ...way]);
  });
}

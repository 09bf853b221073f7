/**
 * Written forms and what each must be, stated by hand: groups of forms that differ only in how people write, and rows for every oddity. Home of all:
 * area 0755 in China. `walk` is for tests alone.
 */

/** What a form is to each of its five uses. */
export interface Form {
  text: string;
  /** What an agent's dial gives: the number, with `>keys` where keys follow; or `!` and the error. */
  dial: string;
  /** The cell of an import: as `dial`, further numbers after `;`, a remark after `|`, unread digits after `?`. */
  cell: string;
  /** The caller or the called number from a carrier; null when it is none that we know. */
  carrier: string | null;
  /** The digits that a search looks for; null for a text that is no number. */
  search: string | null;
}

interface Result {
  dial: string;
  cell?: string;
  carrier?: string | null;
  search: string | null;
}

/** Every prefix before every writing, all with the same result. */
const group = (
  prefixes: readonly string[],
  writings: readonly string[],
  result: Result,
  suffixes: readonly string[] = [''],
): Form[] =>
  prefixes.flatMap((prefix) =>
    writings.flatMap((writing) =>
      suffixes.map((suffix) => ({
        text: prefix + writing + suffix,
        dial: result.dial,
        cell: result.cell ?? result.dial,
        carrier: result.carrier === undefined ? result.dial : result.carrier,
        search: result.search,
      })),
    ),
  );

const ways86 = [
  '+86',
  '+86 ',
  '+86-',
  '86',
  '86 ',
  '86-',
  '0086',
  '0086 ',
  '0086-',
  '(86)',
  '(+86)',
  '(+86) ',
  '+(86)',
  '086-',
  '＋８６',
  '８６－',
  '+8686',
];
const carriers = ['17951', '17951 ', '17951-', '17911', '17909', '17908', '12593', '10193', '11808'];

const mobileWritings = [
  '15400000777',
  '154 0000 0777',
  '154-0000-0777',
  '154.0000.0777',
  '1540 0000 777',
  '15400 000777',
  '154 00000777',
  '１５４０００００７７７',
  '154\u00a00000\u00a00777',
  '154\u202f0000\u202f0777',
  '154\u30000000\u30000777',
  '154\u200b0000\u200b0777',
  '154\u00ad0000\u00ad0777',
  '154\u20110000\u20110777',
  '154\u22120000\u22120777',
  '154\u20130000\u20130777',
  '154\u20140000\u20140777',
  '154\uff0d0000\uff0d0777',
  '\u202d15400000777\u202c',
  '\u206815400000777\u2069',
  '\u200e15400000777',
  '\u2060154\u20600000\u20600777',
  '154\u20100000\u20100777',
  ' 15400000777 ',
  '154\t0000\t0777',
  '154·0000·0777',
  '\ufeff15400000777',
];
const mobile = '+8615400000777';

const landlinePrefixes = [
  '0755-',
  '0755',
  '0755 ',
  '(0755)',
  '(0755) ',
  '（0755）',
  '【0755】',
  '０７５５－',
  '0755—',
  '0755\u2212',
  '+86 755 ',
  '+86-755-',
  '+86755',
  '+86 0755 ',
  '+860755',
  '+86(0)755 ',
  '+86 (0755) ',
  '+86-(0755)-',
  '86 755 ',
  '86-755-',
  '86755',
  '860755',
  '86-0755-',
  '(86)755',
  '(86)(755)',
  '(86 755) ',
  '0086 755 ',
  '0086755',
  '0086 0755 ',
  '00860755',
  '086-0755-',
  '17951 0755',
  '179090755',
  '17951 0086 755 ',
  '10193 0755 ',
  '',
];
const landlineWritings = [
  '26540805',
  '2654 0805',
  '2654-0805',
  '265 408 05',
  '２６５４０８０５',
  '2654\u20110805',
  '2654\u200b0805',
];

const sevenPrefixes = [
  '0312-',
  '0312',
  '(0312)',
  '+86 312 ',
  '+86 0312 ',
  '+86(0)312',
  '0086 312 ',
  '0086 0312-',
  '86-312-',
  '86 312 ',
  '17951 0312 ',
];
const sevenWritings = ['3254071', '325 4071', '325-4071', '３２５４０７１'];

const freePrefixes = ['', '+86', '+86 ', '86-', '86 ', '0086', '0086 ', '(86)'];
const freeWritings = [
  '4000000800',
  '400-000-0800',
  '400 000 0800',
  '4000-000-800',
  '4000 000 800',
  '４００－０００－０８００',
  '400\u20110000800',
];

/** Marks of an extension with keys 8001 behind them. */
const marks = [
  '转8001',
  ' 转 8001',
  '轉8001',
  '转分机8001',
  '转分机号：8001',
  '请转8001',
  '转接8001',
  '分机8001',
  '分机 8001',
  '分机：8001',
  '分机号8001',
  '內線8001',
  '内线8001',
  '-8001',
  ' - 8001',
  '－8001',
  '—8001',
  '\u22128001',
  'ext8001',
  ' ext 8001',
  ' ext. 8001',
  ' EXT.8001',
  ' Ext：8001',
  ' extension 8001',
  'x8001',
  ' X 8001',
  '#8001',
  ' #8001',
  ',,8001',
  '(转8001)',
  '（转8001）',
  '(分机8001)',
  '(ext 8001)',
  'p8001',
  'w8001',
  '转８００１',
];
const withKeys = (number: string, search: string): Result => ({ dial: `${number}>8001`, carrier: null, search });

/** Two numbers with this between them. */
const gaps = [
  '/',
  ' / ',
  '、',
  ',',
  '，',
  ', ',
  ';',
  '；',
  '|',
  '｜',
  '\\',
  '\n',
  '\r\n',
  '\n\n',
  '／',
  ' 或 ',
  '和',
  '\u2028',
];
const second: Result = { dial: '!several-numbers', cell: '+8615400000777;+8675526540805', carrier: null, search: null };
const word = (text: string, words: string): Form => ({
  text,
  dial: second.dial,
  cell: `${second.cell}|${words}`,
  carrier: null,
  search: null,
});

const same = (text: string, digits = text): Form => ({
  text,
  dial: digits,
  cell: digits,
  carrier: digits,
  search: digits.replace(/^0/, ''),
});

export const forms: readonly Form[] = [
  ...group(['', '0', ...ways86, ...carriers, '17951 0', '17951 0086 ', '+86 0', '00860', '086'], mobileWritings, {
    dial: mobile,
    search: '15400000777',
  }),
  ...group(landlinePrefixes, landlineWritings, { dial: '+8675526540805', search: '75526540805' }).map((form) =>
    /^[2２]/.test(form.text) ? { ...form, search: '26540805' } : form,
  ),
  ...group(sevenPrefixes, sevenWritings, { dial: '+863123254071', search: '3123254071' }),
  ...group(freePrefixes, freeWritings, { dial: '+864000000800', search: '4000000800' }, ['', '#']),
  ...group(
    [''],
    ['15400000713', '154 0000 0713', '+86 154-0000-0713'],
    withKeys('+8615400000713', '15400000713'),
    marks,
  ),
  ...group(
    [''],
    ['0755-26540709', '(0755)2654 0709', '86-755-26540709'],
    withKeys('+8675526540709', '75526540709'),
    marks,
  ),
  ...group([''], ['0312-3254071', '400-000-0800'], withKeys('', ''), marks).map((form) => {
    const [number, search] = form.text.startsWith('0312')
      ? ['+863123254071', '3123254071']
      : ['+864000000800', '4000000800'];
    return { ...form, dial: `${number}>8001`, cell: `${number}>8001`, search };
  }),
  ...gaps.flatMap((gap) =>
    /[或和]/.test(gap)
      ? [word(`15400000777${gap}0755-26540805`, gap.trim())]
      : group([''], ['15400000777', '+86 154 0000 0777', '(154)0000-0777'], second, [
          `${gap}0755-26540805`,
          `${gap}26540805`,
        ]),
  ),
  ...[
    '110',
    '112',
    '114',
    '117',
    '119',
    '120',
    '121',
    '122',
    '10000',
    '10010',
    '10086',
    '10099',
    '11185',
    '12123',
    '12306',
    '12315',
    '12345',
    '12580',
    '95500',
    '95555',
    '955001',
    '95099914',
    '95105105',
    '96900',
    '962288',
    '10100915',
    '118114',
    '116114',
    '16812345',
    '12590',
  ].map((text) => same(text)),
  ...[
    ['1010 0915', '10100915'],
    ['1010-0915', '10100915'],
    ['9510-5105', '95105105'],
    ['950 99914', '95099914'],
    ['１２３４５', '12345'],
    ['118-114', '118114'],
    ['+86 95500', '95500'],
    ['008695500', '95500'],
    ['+8610086', '10086'],
    ['+86 1010 0915', '10100915'],
  ].map(([text, digits]) => same(text!, digits)),
  ...[
    ['0755-12345', '075512345'],
    ['0755 12345', '075512345'],
    ['(0755)12345', '075512345'],
    ['0755-95500', '075595500'],
    ['0755110', '0755110'],
    ['0755-96900', '075596900'],
    ['010-10086', '01010086'],
    ['+86 755 12345', '075512345'],
    ['0086 0755 95500', '075595500'],
  ].map(([text, digits]) => same(text!, digits)),
];

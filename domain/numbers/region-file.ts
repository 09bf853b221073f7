/**
 * Tables of where numbers belong as people keep them: a row for a prefix of mobiles (号段) or an area code, with heads in any order. What is not understood is
 * left out with the reason; nothing is filled in.
 */
import { areaLengths } from './areas-cn.ts';
import type { Carrier } from './carriers.ts';
import type { RegionFault } from './region-faults.ts';
import { stretchOfRows, type Region, type RegionRow } from './regions.ts';

const columns = ['prefix', 'province', 'city', 'areaCode', 'carrier'] as const;
type Column = (typeof columns)[number];
/** Where each column is; a table needs prefixes and something about them. */
export type Columns = Readonly<Partial<Record<Column, number>>>;

const heads: Readonly<Record<Column, RegExp>> = {
  prefix: /^(?:号段|前缀|号码段|手机号段|区号或号段|prefix|phone)$/i,
  province: /^(?:省|省份|所属省份|province)$/i,
  city: /^(?:市|城市|地市|所属城市|city)$/i,
  areaCode: /^(?:区号|长途区号|area ?code|area_code)$/i,
  carrier: /^(?:运营商|所属运营商|isp|carrier|operator)$/i,
};

/** What the file of one's own has for heads, also as a template. */
export const headLine = ['号段', '省份', '城市', '区号', '运营商'] as const;

/** The columns of a table by its first row; null when it is none of where numbers belong. */
export function columnsOf(cells: readonly string[]): Columns | null {
  const found = columns.map((name) => [name, cells.findIndex((cell) => heads[name].test(cell.trim()))] as const);
  const known = Object.fromEntries(found.filter(([, at]) => at >= 0)) as Columns;
  return known.prefix !== undefined && Object.keys(known).length > 1 ? known : null;
}

/** Reads a row; or says why not. */
export function readRegionRow(cells: readonly string[], at: Columns): RegionRow | RegionFault {
  const cell = (name: Column): string => (at[name] === undefined ? '' : (cells[at[name]] ?? '').trim());
  const prefix = readPrefix(cell('prefix'));
  if (prefix === null) return 'prefix';
  const place = readPlace(cell('province'), cell('city'));
  if (place === null) return 'place';
  const areaCode = cell('areaCode') === '' ? '' : readArea(cell('areaCode'));
  if (areaCode === null) return 'area-code';
  const carrier = cell('carrier') === '' ? null : readCarrier(cell('carrier'));
  if (carrier === undefined) return 'carrier';
  if (place.province === '' && carrier === null) return 'nothing';
  return { prefix, ...place, areaCode, carrier };
}

/** Two to seven digits of a mobile; an area code, which a spreadsheet may have left without its 0. */
const readPrefix = (text: string): string | null => (/^1[3-9][0-9]{0,5}$/.test(text) ? text : readArea(text));

function readArea(text: string): string | null {
  const code = text.replace(/^0/, '');
  return areaLengths.has(code) ? `0${code}` : null;
}

/** Letters as names of places have them; digits or signs would be something else, or a formula. */
const placeLike = /^[\p{L}\p{M}'’·、 ]{1,40}$/u;

function readPlace(province: string, city: string): Pick<Region, 'province' | 'city'> | null {
  if (province === '') return city === '' ? { province, city } : null;
  if (!placeLike.test(province) || (city !== '' && !placeLike.test(city))) return null;
  const short = shortProvince(province);
  return { province: short, city: city.split('、').map(shortCity).join('、') };
}

const networks: readonly (readonly [name: RegExp, carrier: Carrier])[] = [
  [/移动|cmcc|mobile/i, 'mobile'],
  [/联通|cucc|unicom/i, 'unicom'],
  [/电信|ctcc|telecom/i, 'telecom'],
  [/广电|cbn|broadnet/i, 'broadnet'],
];
/** Also of companies that rent a network: 电信虚拟运营商. */
const readCarrier = (text: string): Carrier | undefined => networks.find(([name]) => name.test(text))?.[1];
const carrierNames: Readonly<Record<Carrier, string>> = {
  mobile: '移动',
  unicom: '联通',
  telecom: '电信',
  broadnet: '广电',
};

/** 广东省 is 广东, 广西壮族自治区 is 广西. */
export const shortProvince = (written: string): string =>
  written.replace(/^(.{2,}?)(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$/u, '$1');

const peoples = /(?:(?:土家|苗|彝|回|蒙古|藏|羌|傣|景颇|傈僳|哈尼|壮|白|布依|侗|朝鲜|哈萨克|柯尔克孜)族?)+自治州$/u;
/** Names that have changed. */
const renamed: Readonly<Record<string, string>> = { 襄樊: '襄阳' };

/** 深圳市 is 深圳, 恩施土家族苗族自治州 is 恩施. */
export function shortCity(written: string): string {
  const short = written.replace(/^(.{2,}?)(?:市|地区|林区)$/u, '$1').replace(peoples, '');
  return renamed[short] ?? short;
}

/** A row as a file of one's own has it. */
const writeRegionRow = ({ prefix, province, city, areaCode, carrier }: RegionRow): readonly string[] => [
  prefix,
  province,
  city,
  areaCode,
  carrier === null ? '' : carrierNames[carrier],
];

/** Reads what `writeRegionRow` has written, a line for each row, some thousands at a stretch. */
export function* readOwnFile(text: string): Generator<RegionRow[]> {
  const [head = '', ...lines] = text.split('\n');
  const at = columnsOf(head.split(','))!;
  for (let from = 0; from < lines.length; from += stretchOfRows)
    yield lines
      .slice(from, from + stretchOfRows)
      .filter((line) => line !== '')
      .map((line) => readRegionRow(line.split(','), at))
      .filter((row) => typeof row === 'object');
}

/** The rows as a file of one's own, some thousands at a stretch. */
export function* writeOwnFile(rows: readonly RegionRow[]): Generator<string> {
  const text = (lines: readonly (readonly string[])[]): string => lines.map((cells) => `${cells.join(',')}\n`).join('');
  yield text([headLine]);
  for (let from = 0; from < rows.length; from += stretchOfRows)
    yield text(rows.slice(from, from + stretchOfRows).map(writeRegionRow));
}

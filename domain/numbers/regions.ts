/**
 * Where a number of China belongs (归属地): the province and city in which it was given out, their area code, and whose network it began in. Looked up in a table of
 * prefixes; what is not in it is unknown, which is a normal answer. A number that was taken to another network keeps its prefix, so the carrier is a hint.
 */
import { areaLengths } from './areas-cn.ts';
import type { Carrier } from './carriers.ts';
import { nationalForm } from './dialled.ts';
import { englishPlace } from './places-en.ts';

/** What is not known is empty or null; an area code has its 0. */
export interface Region {
  readonly province: string;
  readonly city: string;
  readonly areaCode: string;
  readonly carrier: Carrier | null;
}
/** What all numbers with a prefix have: the first two to seven digits of a mobile, or an area code with its 0. */
export interface RegionRow extends Region {
  readonly prefix: string;
}

/** Digits of a mobile by which it is looked up; with the last four it is one number. */
const segmentDigits = 7;
const firstSegment = 10 ** (segmentDigits - 1);
/** Digits of a mobile that a masked reader sees at its beginning. */
const headDigits = 3;
/** So many numbers at least must look alike to a masked reader who is told where they belong. */
export const leastAlike = 100;
/** Rows that are read or taken at a stretch. */
export const stretchOfRows = 5000;
const unknown: Region = { province: '', city: '', areaCode: '', carrier: null };

/** A table that answers at once: a cell for each prefix of seven digits, 4 MB whatever it holds. */
export class RegionTable {
  /** What numbers have in common; 0 is unknown. */
  private readonly regions: Region[] = [unknown];
  private readonly segments = new Uint32Array(firstSegment);
  private readonly areas = new Map<string, Region>();
  /** What a masked reader is told, by the digits that they see and by region. */
  private readonly told = new Map<string, ReadonlyMap<Region, Region | null>>();

  constructor(rows: Iterable<RegionRow> = []) {
    for (const _ of this.take(rows));
  }

  /**
   * Takes all the rows of an empty table, some thousands at a stretch: a table of half a million is made while others have their turn between two steps.
   * Longer prefixes say more than shorter ones; what they leave open is as the shorter one says.
   */
  *take(rows: Iterable<RegionRow>): Generator<void, void> {
    const byLength: RegionRow[][] = [];
    for (const row of rows) (byLength[row.prefix.length] ??= []).push(row);
    const numbered = new Map<string, number>();
    let taken = 0;
    for (const { prefix, ...region } of byLength.flat()) {
      if (prefix.startsWith('0')) this.areas.set(prefix.slice(1), region);
      else this.fill(prefix, region, numbered);
      taken += 1;
      if (taken % stretchOfRows === 0) yield;
    }
  }

  private fill(prefix: string, { province, city, areaCode, carrier }: Region, numbered: Map<string, number>): void {
    const width = 10 ** (segmentDigits - prefix.length);
    const from = Number(prefix) * width - firstSegment;
    const before = this.regions[this.segments[from]!]!;
    const place = province === '' ? before : { province, city, areaCode };
    const region = { ...place, carrier: carrier ?? before.carrier };
    const key = [region.province, region.city, region.areaCode, region.carrier].join('/');
    const known = numbered.get(key) ?? this.regions.push(region) - 1;
    numbered.set(key, known);
    this.segments.fill(known, from, from + width);
  }

  /** Where a number belongs; null for one of which nothing is known, of another country, or a short one. */
  of(number: string): Region | null {
    if (isMobile(number)) {
      const region = this.regions[this.segments[segmentOf(number)]!]!;
      return region === unknown ? null : region;
    }
    const code = areaOf(number);
    return code === null ? null : (this.areas.get(code) ?? null);
  }

  /**
   * What a reader may be told of a number whose middle is hidden from them: the city where at least a hundred numbers look alike then, else the province, else
   * nothing; where even what is told of nobody would be fewer, nothing of any. Never the carrier, which may follow from a hidden digit.
   */
  behindMask(number: string): Region | null {
    const region = this.of(number);
    if (region === null) return null;
    if (!isMobile(number)) return { ...region, carrier: null };
    const head = nationalForm(number).slice(0, headDigits);
    const known = this.told.get(head) ?? tellable(this.under(head));
    this.told.set(head, known);
    return known.get(region) ?? null;
  }

  /** How many numbers with a head, and with the last digits that are seen, are of each region. */
  private under(head: string): Map<Region, number> {
    const width = 10 ** (segmentDigits - headDigits);
    const from = Number(head) * width - firstSegment;
    const counts = new Map<Region, number>();
    for (const index of this.segments.subarray(from, from + width)) {
      const region = this.regions[index]!;
      counts.set(region, (counts.get(region) ?? 0) + 1);
    }
    return counts;
  }
}

/** Cities of which there are enough, then provinces of what is left, then nothing; each is a crowd of its own. */
function tellable(counts: ReadonlyMap<Region, number>): Map<Region, Region | null> {
  const cities = grouped(counts, ({ province, city, areaCode }) => ({ province, city, areaCode, carrier: null }));
  const provinces = grouped(cities.rest, ({ province }) => ({ ...unknown, province }));
  const untold = [...provinces.rest.values()].reduce((sum, count) => sum + count, 0);
  if (untold > 0 && untold < leastAlike) return new Map();
  return new Map([...cities.told, ...provinces.told]);
}

function grouped(
  counts: ReadonlyMap<Region, number>,
  toldOf: (region: Region) => Region,
): { told: Map<Region, Region>; rest: Map<Region, number> } {
  const sums = new Map<string, { region: Region; count: number }>();
  const keyOf = (region: Region): string => JSON.stringify(toldOf(region));
  for (const [region, count] of counts) {
    const sum = sums.get(keyOf(region));
    sums.set(keyOf(region), { region: toldOf(region), count: count + (sum?.count ?? 0) });
  }
  const told = new Map<Region, Region>();
  const rest = new Map<Region, number>();
  for (const [region, count] of counts) {
    const sum = sums.get(keyOf(region))!;
    if (sum.count >= leastAlike && sum.region.province !== '') told.set(region, sum.region);
    else rest.set(region, count);
  }
  return { told, rest };
}

const mobile = /^\+861[3-9][0-9]{9}$/;
/** Whether a number (E.164) is a mobile of China. */
export const isMobile = (number: string): boolean => mobile.test(number);

const segmentOf = (number: string): number =>
  Number(number.slice('+86'.length, '+86'.length + segmentDigits)) - firstSegment;

/** The area code of a landline of China, without its 0; null for anything else. */
export function areaOf(number: string): string | null {
  if (!number.startsWith('+86') || isMobile(number)) return null;
  const rest = number.slice('+86'.length);
  return [2, 3].map((length) => rest.slice(0, length)).find((code) => areaLengths.has(code)) ?? null;
}

/** 广东深圳, 北京, 广东; empty where the place is unknown. */
export const placeName = ({ province, city }: Region): string => (city === province ? city : province + city);

/** Shenzhen, Guangdong; empty where the Chinese name serves both languages. */
export const placeNameEn = ({ province, city }: Region): string => englishPlace(province, city) ?? '';

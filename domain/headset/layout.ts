/**
 * Where the buttons and lights of a headset stand in the bits of its reports, read from its own description. Numbers of usages are those of the USB
 * tables: telephony 0x0B, lights 0x08, buttons 0x09.
 */

/** One field or a row of equal ones, as a browser tells it; sizes in bits. */
export interface ReportItem {
  readonly usages?: readonly number[];
  readonly usageMinimum?: number;
  readonly usageMaximum?: number;
  readonly isRange?: boolean;
  /** The field holds the number of what is pressed, instead of a bit for each. */
  readonly isArray?: boolean;
  /** It tells how a thing stands; else that it was pressed. */
  readonly isAbsolute?: boolean;
  readonly isConstant?: boolean;
  readonly reportSize?: number;
  readonly reportCount?: number;
}
interface Report {
  readonly reportId?: number;
  readonly items?: readonly ReportItem[];
}
export interface Collection {
  readonly usagePage?: number;
  readonly usage?: number;
  readonly children?: readonly Collection[];
  readonly inputReports?: readonly Report[];
  readonly outputReports?: readonly Report[];
}

/** Collections of this page belong to telephones and headsets. */
export const telephony = 0x0b;
const buttonUsages = { hook: [0x0b_0020], mute: [0x0b_002f], drop: [0x0b_0026], reject: [0x09_0007] } as const;
const lightUsages = { offHook: [0x08_0017], ring: [0x08_0018], mute: [0x08_0009], hold: [0x08_0020] } as const;

export type Button = keyof typeof buttonUsages;
export type Light = keyof typeof lightUsages;

interface Bit {
  readonly reportId: number;
  /** From the first bit of the report, without its id. */
  readonly at: number;
  readonly isAbsolute: boolean;
}
export interface HeadsetLayout {
  readonly buttons: Readonly<Partial<Record<Button, Bit>>>;
  readonly lights: Readonly<Partial<Record<Light, Bit>>>;
  /** Bytes of each report that has lights. */
  readonly sizes: ReadonlyMap<number, number>;
}

type Kind = 'inputReports' | 'outputReports';
/** The reports of a collection and of those within it; a report that goes on in an inner one is one. */
function reportsOf(collection: Collection, kind: Kind): Map<number, ReportItem[]> {
  const found = new Map<number, ReportItem[]>();
  const visit = (one: Collection): void => {
    for (const { reportId = 0, items = [] } of one[kind] ?? [])
      found.set(reportId, [...(found.get(reportId) ?? []), ...items]);
    one.children?.forEach(visit);
  };
  visit(collection);
  return found;
}

const sizeOf = ({ reportSize = 0, reportCount = 0 }: ReportItem): number => reportSize * reportCount;

/** The usage of each field of a row: those that are named, the last for all that are left. */
function usagesOf({ isRange, usageMinimum = 0, usageMaximum = 0, usages = [], reportCount = 0 }: ReportItem): number[] {
  const last = isRange ? usageMaximum : (usages.at(-1) ?? 0);
  return Array.from({ length: reportCount }, (_, at) =>
    isRange ? Math.min(usageMinimum + at, last) : (usages[at] ?? last),
  );
}

/** Places of single bits by their usages; of two with one usage the first counts. */
function bitsOf(reports: Map<number, readonly ReportItem[]>): Map<number, Bit> {
  const found = new Map<number, Bit>();
  for (const [reportId, items] of reports) {
    let at = 0;
    for (const item of items) {
      const isBits = item.reportSize === 1 && !item.isArray && !item.isConstant;
      for (const [index, usage] of isBits ? usagesOf(item).entries() : [])
        if (!found.has(usage)) found.set(usage, { reportId, at: at + index, isAbsolute: item.isAbsolute !== false });
      at += sizeOf(item);
    }
  }
  return found;
}

function named<Name extends string>(
  usages: Readonly<Record<Name, readonly number[]>>,
  bits: ReadonlyMap<number, Bit>,
): Partial<Record<Name, Bit>> {
  const entries = (Object.entries(usages) as [Name, readonly number[]][]).flatMap(([name, numbers]) => {
    const bit = numbers.map((usage) => bits.get(usage)).find((one) => one !== undefined);
    return bit ? [[name, bit] as const] : [];
  });
  return Object.fromEntries(entries) as Partial<Record<Name, Bit>>;
}

/** Null for what is no headset: it has no telephony, or no button of it that can be read. */
export function layoutOf(collections: readonly Collection[]): HeadsetLayout | null {
  for (const collection of collections.filter(({ usagePage }) => usagePage === telephony)) {
    const buttons = named(buttonUsages, bitsOf(reportsOf(collection, 'inputReports')));
    const outputs = reportsOf(collection, 'outputReports');
    const lights = named(lightUsages, bitsOf(outputs));
    const lit = new Set(Object.values(lights).map(({ reportId }) => reportId));
    const sizes = new Map(
      [...outputs]
        .filter(([id]) => lit.has(id))
        .map(([id, items]) => [id, Math.ceil(items.reduce((sum, item) => sum + sizeOf(item), 0) / 8)]),
    );
    if (buttons.hook ?? buttons.mute) return { buttons, lights, sizes };
  }
  return null;
}

const isSet = (bytes: Uint8Array, at: number): boolean => ((bytes[at >> 3] ?? 0) & (1 << (at & 7))) !== 0;

/** How the buttons of a report stand; what other reports tell is left out. */
export function buttonsIn(
  layout: HeadsetLayout,
  reportId: number,
  bytes: Uint8Array,
): Partial<Record<Button, boolean>> {
  const told = (Object.entries(layout.buttons) as [Button, Bit][]).filter(([, bit]) => bit.reportId === reportId);
  return Object.fromEntries(told.map(([name, { at }]) => [name, isSet(bytes, at)]));
}

/** The reports that switch these lights on and all others off. */
export function reportsFor(
  layout: HeadsetLayout,
  lit: ReadonlySet<Light>,
): { reportId: number; bytes: Uint8Array<ArrayBuffer> }[] {
  return [...layout.sizes].map(([reportId, size]) => {
    const bytes = new Uint8Array(size);
    for (const [name, bit] of Object.entries(layout.lights) as [Light, Bit][])
      if (bit.reportId === reportId && lit.has(name)) bytes[bit.at >> 3]! |= 1 << (bit.at & 7);
    return { reportId, bytes };
  });
}

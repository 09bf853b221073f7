/** What a file `bench/NAME.ts` exports as default, so that `npm run bench -- NAME` can run it, print it and keep it. */
export type Measurement = (options: readonly string[]) => Promise<Figures>;

export interface Figures {
  /** The figures that a target is set for, with the unit in the name: `{ p95Ms: 212, ratio: 1.08 }`. */
  readonly figures: Readonly<Record<string, number>>;
  /** What was compared with what, row by row, as it is printed. */
  readonly table: readonly Readonly<Record<string, string | number>>[];
  /** The target of each figure, and whether more or less is better: `{ p95Ms: { most: 300 }, ratio: { least: 0.9 } }`. */
  readonly targets?: Readonly<Record<string, { readonly most?: number; readonly least?: number }>>;
}

/** Lines such as `p95Ms 212 (at most 300: met)`. */
export function verdicts({ figures, targets = {} }: Figures): string[] {
  return Object.entries(figures).map(([name, value]) => {
    const { most, least } = targets[name] ?? {};
    if (most !== undefined) return `${name} ${value} (at most ${most}: ${value <= most ? 'met' : 'MISSED'})`;
    if (least !== undefined) return `${name} ${value} (at least ${least}: ${value >= least ? 'met' : 'MISSED'})`;
    return `${name} ${value}`;
  });
}

/** Which column of a file is which field. */

export interface NamedField {
  readonly key: string;
  /** Names under which people and programs head such a column, in any language. */
  readonly names: readonly string[];
}

/** A head without what people add to it: case, spaces, full-width signs, a star for required, units and remarks in brackets. */
export function plainHead(head: string): string {
  const narrow = head.normalize('NFKC').toLowerCase();
  return narrow.replace(/\([^()]*\)|\[[^[\]]*\]/g, '').replace(/[\s*:：_.\-–—/'’“”"]/gu, '');
}

/** Field key by column: each field at most once, the first column that bears one of its names. */
export function matchHeads(heads: readonly string[], fields: readonly NamedField[]): (string | null)[] {
  const byName = new Map(fields.flatMap((field) => [field.key, ...field.names].map((name) => [plainHead(name), field.key] as const)).toReversed());
  const taken = new Set<string>();
  return heads.map((head) => {
    const key = byName.get(plainHead(head));
    if (key === undefined || taken.has(key)) return null;
    taken.add(key);
    return key;
  });
}

/** The first head that occurs twice, as it is written the second time; null when all differ. Columns without a head may be many. */
export function twiceNamed(heads: readonly string[]): string | null {
  const seen = new Set<string>();
  for (const head of heads) {
    const plain = head.trim().normalize('NFKC').toLowerCase();
    if (plain === '') continue;
    if (seen.has(plain)) return head;
    seen.add(plain);
  }
  return null;
}

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
  const byName = new Map(
    fields
      .flatMap((field) => [field.key, ...field.names].map((name) => [plainHead(name), field.key] as const))
      .toReversed(),
  );
  const taken = new Set<string>();
  return heads.map((head) => {
    const key = byName.get(plainHead(head));
    if (key === undefined || taken.has(key)) return null;
    taken.add(key);
    return key;
  });
}

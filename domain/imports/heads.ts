/** Which column of a file is which field. */

export interface NamedField {
  readonly key: string;
  /** What the field is called, the Chinese and the English head of the template first. */
  readonly names: readonly string[];
  /** Under what else people and programs head such a column, unless another field is called so. */
  readonly synonyms?: readonly string[];
}

/** A head without what people add to it: case, spaces, full-width signs, a star for required, units and remarks in brackets. */
export function plainHead(head: string): string {
  const narrow = head.normalize('NFKC').toLowerCase();
  return narrow.replace(/\([^()]*\)|\[[^[\]]*\]/g, '').replace(/[\s*:：_.\-–—/'’“”"]/gu, '');
}

/** As it stands, but for case, width and the star of the template: what tells 金额(元) from 金额(美元). */
const exactHead = (head: string): string =>
  head
    .normalize('NFKC')
    .toLowerCase()
    .trim()
    .replace(/\s*\*$/, '')
    .replace(/\s+/g, ' ');

type Lookup = (head: string) => string | undefined;

/** The first field that bears a name wins; a name of which nothing is left is nobody's. */
function lookup(
  fields: readonly NamedField[],
  plain: (head: string) => string,
  namesOf: (field: NamedField) => readonly string[],
): Lookup {
  const byName = new Map<string, string>();
  for (const field of fields)
    for (const name of namesOf(field).map(plain)) if (name !== '' && !byName.has(name)) byName.set(name, field.key);
  return (head) => byName.get(plain(head));
}

/** Field key by column: each field at most once, the first column that bears one of its names. */
export function matchHeads(heads: readonly string[], fields: readonly NamedField[]): (string | null)[] {
  const own = ({ key, names }: NamedField): string[] => [key, ...names];
  const synonyms = (field: NamedField): readonly string[] => field.synonyms ?? [];
  const lookups = [own, synonyms].flatMap((namesOf) =>
    [exactHead, plainHead].map((plain) => lookup(fields, plain, namesOf)),
  );
  const taken = new Set<string>();
  return heads.map((head) => {
    const key = lookups.reduce<string | undefined>((found, find) => found ?? find(head), undefined);
    if (key === undefined || taken.has(key)) return null;
    taken.add(key);
    return key;
  });
}

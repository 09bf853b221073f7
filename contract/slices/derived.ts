/** The closed lists of the program, put together from what each slice says of itself. */
import type { SliceDefinition } from './define-slice.ts';
import { slices } from './index.ts';

type Listed = (typeof slices)[number];
type Tables = 'permissions' | 'errors' | 'records' | 'fieldOwners' | 'finds' | 'exports' | 'imports';
type Names = 'auditActions' | 'lists' | 'events' | 'importsOfNumbers' | 'todos' | 'timeline';

type Each<Part extends keyof SliceDefinition, Slice = Listed> = Slice extends Record<Part, infer Value> ? Value : never;
type KeysOfEach<One> = One extends unknown ? keyof One & string : never;
/** The definition of one entry, whichever slice it stands in. */
type EntryOf<Part extends Tables, Key extends string, One = Each<Part>> =
  One extends Record<Key, infer Value> ? Value : never;

/** The keys of a table over all slices, as literals. */
export type KeyOf<Part extends Tables> = KeysOfEach<Each<Part>>;
/** The names of a list over all slices, as literals. */
export type NameIn<Part extends Names> = Each<Part> extends readonly (infer Name extends string)[] ? Name : never;
/** The keys of a table whose entries have a certain form, as literals. */
export type KeyWith<Part extends Tables, Form, Key extends string = KeyOf<Part>> = Key extends string
  ? EntryOf<Part, Key> extends Form
    ? Key
    : never
  : never;

const definitions: readonly SliceDefinition[] = slices;

/** A table over all slices. @throws Error when two slices say one key. */
export function tableOf<Part extends Tables>(part: Part): Table<Part> {
  const entries = definitions.flatMap((slice) => Object.entries<unknown>(slice[part] ?? {}));
  refuseTwice(
    part,
    entries.map(([key]) => key),
  );
  // What stands in the list of slices is what the types are read from.
  return Object.fromEntries(entries) as Table<Part>;
}
type Table<Part extends Tables> = {
  readonly [Key in KeyOf<Part>]: EntryOf<Part, Key> & NonNullable<SliceDefinition[Part]>[string];
};

/** The keys of a table over all slices, in the order of the slices. */
export const keysOf = <Part extends Tables>(part: Part): readonly KeyOf<Part>[] =>
  Object.keys(tableOf(part)) as KeyOf<Part>[];

/** A list of names over all slices, in the order of the slices. @throws Error when two slices say one name. */
export function namesIn<Part extends Names>(part: Part): readonly NameIn<Part>[] {
  const names = definitions.flatMap((slice) => slice[part] ?? []);
  refuseTwice(part, names);
  return names as NameIn<Part>[];
}

function refuseTwice(part: string, names: readonly string[]): void {
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length) throw new Error(`said by two slices, ${part}: ${twice.join(', ')}`);
}

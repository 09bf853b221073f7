/** The options of a measurement, all of them numbers: `--seconds=20`. */
import { parseArgs } from 'node:util';

/** Each by its name, with what holds where it is not given. @throws Error for one that there is not, or that is no number. */
export function numbersOf<Name extends string>(
  options: readonly string[],
  standard: Readonly<Record<Name, number>>,
): Record<Name, number> {
  const names = Object.keys(standard) as Name[];
  const given = Object.fromEntries(names.map((name) => [name, { type: 'string' }] as const));
  const { values } = parseArgs({ args: [...options], options: given });
  const read = names.map((name) => [name, values[name] === undefined ? standard[name] : Number(values[name])] as const);
  for (const [name, value] of read) if (!Number.isFinite(value)) throw new Error(`--${name} is no number`);
  return Object.fromEntries(read) as Record<Name, number>;
}

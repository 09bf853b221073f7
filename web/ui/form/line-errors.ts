/** What is wrong with the lines of a form, by `field.index.column`. Pure. */
import type { Field } from './fields.ts';
import { cellOf, isBlankLine, placesOfWritten, writtenLines, type Line } from './line-items.ts';
import { asRequired, rulesOf, violationOf, type FormSchema, type Violation } from './rules.ts';

/** The value of a field as it counts: lines into which nothing was written are none. */
export const writtenOf = <V>(field: Field<V>, value: unknown): unknown =>
  field.kind === 'line-items' ? writtenLines(field.lines, value as readonly Line[]) : value;

/** The cells that break a rule. Of a line into which nothing was written nothing is asked. */
export function lineViolations<V>(field: Field<V>, limits: FormSchema, value: unknown): [string, Violation][] {
  if (field.kind !== 'line-items') return [];
  const { name, lines: spec } = field;
  return (value as readonly Line[]).flatMap((line, index) =>
    isBlankLine(spec, line) || spec.isOff?.(line)
      ? []
      : spec.columns.flatMap((column): [string, Violation][] => {
          if (column.kind === 'shown' || column.isFixedIn?.(line)) return [];
          const rules = asRequired(rulesOf(limits, column.name), column.isRequired);
          const violation = violationOf(rules, cellOf(line, column.name));
          return violation ? [[`${name}.${index}.${column.name}`, violation]] : [];
        }),
  );
}

const ofLine = /^([^.]+)\.(\d+)(\..+)?$/;

/** Failures by the lines of the form: the server has counted those that were sent, without the blank ones. */
export function lineFailures<V>(
  fields: readonly Field<V>[],
  values: V,
  failures: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(failures).map(([path, text]) => {
      const [, name, sent, rest = ''] = ofLine.exec(path) ?? [];
      const field = fields.find((one) => one.name === name);
      if (field?.kind !== 'line-items') return [field?.name ?? path, text];
      const place = placesOfWritten(field.lines, values[field.name] as readonly Line[])[Number(sent)];
      return [place === undefined ? field.name : `${field.name}.${place}${rest}`, text];
    }),
  );
}

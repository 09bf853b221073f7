/** What of the values that records have would not fit a field with another type or list. */
import type { Static } from 'typebox';
import type { Field, FieldChange, FieldValues } from '@bahu/contract/fields.ts';
import { mergedOptions } from '@bahu/domain/fields/definition.ts';
import { readsOf, type FieldOwner } from '@bahu/contract/field-owners.ts';
import { isScoped } from '@bahu/contract/permissions.ts';
import { fieldLimits, hasOptions, type FieldDef, type FieldOption } from '@bahu/domain/fields/field.ts';
import { toWire } from '@bahu/domain/fields/show.ts';
import { fits, type Stored } from '@bahu/domain/fields/value.ts';
import { textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { rangeOf } from '../../../kernel/ownership/range.ts';
import { typedOf } from './present.ts';
import { mustFind } from './service.ts';
import { masksFor, readingFor, valuesOf, wireOf } from './values.ts';

const examplesShown = 20;

interface Misfits {
  filled: number;
  misfits: number;
  examples: { value: FieldValues[string]; records: number }[];
  retired: { labels: Field['labels']; records: number }[];
}

/** Examples stand there for those alone who may read every record. @throws Refusal not-found. */
export function misfitsOf(
  { principal, tenant }: Ctx,
  id: string,
  change: Pick<Static<typeof FieldChange>, 'type' | 'options'>,
): Promise<Misfits> {
  return tenant(async (tx) => {
    const field = await mustFind(tx, id);
    const { type = field.type, options } = typedOf(principal, change, field);
    const changed = { ...field, type, options: options ? mergedOptions(field.options, options) : field.options };
    const found: Omit<Misfits, 'retired'> = { filled: 0, misfits: 0, examples: [] };
    const leaving = leavingOf(field, changed);
    const most = readsAll(principal, field.owner) ? examplesShown : 0;
    for await (const rows of valuesOf(tx, field.owner, field.id)) {
      const reading = await readingFor(
        tx,
        principal.tenantId,
        rows.map(({ value }) => value),
      );
      for (const { value, records } of rows) {
        found.filled += records;
        for (const one of leaving) if (Array.isArray(value) && value.includes(one.id)) one.records += records;
        if (fits(changed, checkedFor(principal, changed, value), reading)) continue;
        found.misfits += records;
        if (found.examples.length < most) found.examples.push({ value: shownOf(principal, field, value), records });
      }
    }
    const retired = leaving.filter(({ records }) => records > 0).map(({ labels, records }) => ({ labels, records }));
    return { ...found, retired };
  });
}

/** Options that are offered now and would not be any more. */
function leavingOf(before: FieldDef, after: FieldDef): (FieldOption & { records: number })[] {
  const isOffered = (of: FieldDef, id: string) => of.options.some((option) => option.id === id && !option.isRetired);
  return before.options
    .filter(({ id }) => isOffered(before, id) && !isOffered(after, id))
    .map((option) => ({ ...option, records: 0 }));
}

const readsAll = (reader: Principal, owner: FieldOwner): boolean =>
  readsOf(owner).every((one) => reader.permissions.has(one) && (!isScoped(one) || rangeOf(reader, one).isAll));

/** Lists of numbers that somebody guesses would say which of them are there: then a value is checked as it is seen. */
const checkedFor = (reader: Principal, { type }: FieldDef, value: Stored): Stored =>
  typeof value === 'string' && hasOptions(type) ? textFor(reader, value) : value;

function shownOf(reader: Principal, field: FieldDef, value: Stored): Misfits['examples'][number]['value'] {
  const wire = toWire(field, value, masksFor(reader));
  return typeof wire === 'string' ? wire.slice(0, fieldLimits.text) : wireOf(wire);
}

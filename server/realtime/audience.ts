/** Who is told that a record changed: those who could read it, by the rule of ownership that lists and single records go by. */
import type { RecordChange } from '@bahu/contract/realtime.ts';
import type { RecordDefinition } from '@bahu/contract/slices/define-slice.ts';
import { tableOf } from '@bahu/contract/slices/derived.ts';
import type { Principal } from '../kernel/auth/principal.ts';
import { holdsDepartment, isInRange, isMeant, ownRange, rangeOf, type Belonging } from '../kernel/ownership/range.ts';

const records = tableOf('records');

/** Whether a reader may learn that a record changed. */
export function mayLearn(reader: Principal, { type, id }: RecordChange, belonging: Belonging): boolean {
  const record = records[type];
  if (record.audience === 'starter') return isInRange({}, ownRange(reader), belonging);
  if (record.audience === 'scope') {
    const { isDepartment, ...rule }: NonNullable<RecordDefinition['owned']> = record.owned;
    const range = rangeOf(reader, record.read);
    const isHeld = isDepartment === true && holdsDepartment(range, id);
    return reader.permissions.has(record.read) && (isHeld || isInRange(rule, range, belonging));
  }
  if (record.audience === 'meant') {
    const isManaged = reader.permissions.has(record.manage) && isInRange({}, rangeOf(reader, record.manage), belonging);
    return reader.permissions.has(record.read) && (isManaged || isMeant(reader, belonging));
  }
  return record.audience === 'everybody' || reader.permissions.has(record.read);
}

/** What customers have in designed fields who are made many at once: the default of each that nothing is said of. */
import { isUsed, type FieldDef } from '@bahu/domain/fields/field.ts';
import { isRefused, parseValue } from '@bahu/domain/fields/value.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { listFields, readingFor } from '../../platform/fields/index.ts';

/** As the column `fields` has them. */
export async function defaultFields(
  tx: Tx,
  { tenantId }: Principal,
  isSaid: (field: FieldDef) => boolean,
): Promise<string> {
  const missing = (await listFields(tx, 'customers')).filter(
    (field) => isUsed(field) && field.default.length > 0 && !isSaid(field),
  );
  if (missing.length === 0) return '{}';
  const reading = await readingFor(
    tx,
    tenantId,
    missing.flatMap((field) => field.default),
  );
  const values = missing.flatMap((field) => {
    const parsed = parseValue(field, field.default, reading);
    return isRefused(parsed) || parsed.value === null ? [] : [[field.id, parsed.value] as const];
  });
  return JSON.stringify(Object.fromEntries(values));
}

/** Columns of designed fields in an export: what a person sees of them in the list, under the same mask. */
import { isVisible } from '@bahu/domain/fields/field.ts';
import { showValue } from '@bahu/domain/fields/show.ts';
import type { Stored } from '@bahu/domain/fields/value.ts';
import { numberFor, textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { readSettings } from '../../../kernel/tenant-settings.ts';
import type { ExportSpec } from '../../platform/exports/index.ts';
import type { FieldRecord, StoredFields } from '../../platform/fields/index.ts';

type Column = ExportSpec<{ fields: StoredFields }>['columns'][string];

/** By `field.<code>`. */
export function designedColumns(
  reader: Principal,
  fields: readonly FieldRecord[],
  { names, utcOffsetMinutes }: Awaited<ReturnType<typeof agentNames>>,
): Record<string, Column> {
  const columns = fields.filter(isVisible).map((field): [string, Column] => [
    `field.${field.key}`,
    {
      head: { 'zh-CN': field.labels.zh, en: field.labels.en },
      show: ({ fields: stored }, { language }) =>
        stored[field.id] !== undefined
          ? showValue(field, stored[field.id] as Stored, {
              language: language === 'en' ? 'en' : 'zh',
              utcOffsetMinutes,
              agentName: (id) => names.get(id) ?? null,
              text: (text) => textFor(reader, text),
              number: (number) => numberFor(reader, number),
            })
          : '',
    },
  ]);
  return Object.fromEntries(columns);
}

/** Agents by id, and the tenant's clock. */
export async function agentNames(tx: Tx, tenantId: string) {
  const rows = await tx
    .selectFrom('agents as a')
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'a.tenantId').onRef('u.id', '=', 'a.userId'))
    .select(['a.id', 'u.name'])
    .execute();
  const tenant = await tx.selectFrom('tenants').select('settings').where('id', '=', tenantId).executeTakeFirst();
  const { utcOffsetMinutes } = readSettings(tenant?.settings ?? {});
  return { names: new Map(rows.map(({ id, name }) => [id, name])), utcOffsetMinutes };
}

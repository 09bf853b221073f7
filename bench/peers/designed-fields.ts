/** Eight fields that an insurer's tenant could have designed for its customers, three of them searchable, with values as people's records have them. */
import type { FieldType } from '@bahu/domain/fields/field.ts';
import type { Principal } from '@bahu/server/kernel/auth/principal.ts';
import type { Db } from '@bahu/server/kernel/db.ts';
import type { Ctx } from '@bahu/server/kernel/http/mount.ts';
import { createLog } from '@bahu/server/kernel/log.ts';
import { createFieldKeysJob } from '@bahu/server/slices/platform/fields/keys-job.ts';
import { createField } from '@bahu/server/slices/platform/fields/service.ts';

interface Designed {
  readonly key: string;
  readonly type: FieldType;
  readonly zh: string;
  readonly isSearchable?: true;
  readonly options?: readonly string[];
}

const designed: readonly Designed[] = [
  {
    key: 'intent',
    type: 'select',
    zh: '意向',
    isSearchable: true,
    options: ['low', 'middle', 'watching', 'high', 'urgent', 'strategic'],
  },
  { key: 'premium', type: 'number', zh: '年保费', isSearchable: true },
  { key: 'renewal', type: 'date', zh: '续保日期', isSearchable: true },
  { key: 'source', type: 'radio', zh: '来源', options: ['web', 'fair', 'friend', 'bought'] },
  { key: 'products', type: 'multi-select', zh: '已购产品', options: ['car', 'life', 'health', 'house', 'travel'] },
  { key: 'plate', type: 'text', zh: '车牌' },
  { key: 'visited', type: 'date-time', zh: '上次到店' },
  { key: 'wishes', type: 'multi-line', zh: '需求' },
];

/**
 * Designs the fields as an administrator does, and makes their keys as the job does. Returns an SQL expression for the fields of customer number `i`:
 * half have the commonest intent and one in 2,000 the rarest; a premium has four of five, most a small one; a day of renewal has six of ten.
 */
export async function designFields(db: Db, principal: Principal): Promise<string> {
  const { tenantId } = principal;
  const tenant: Ctx['tenant'] = (work) => db.tenant(tenantId, work);
  const ctx = { principal, address: '127.0.0.1', tenant } as Ctx;
  const ids = new Map<string, string>();
  for (const { key, type, zh, isSearchable = false, options = [] } of designed) {
    const field = await createField(ctx, {
      owner: 'customers',
      key,
      type,
      labels: { zh, en: key },
      options: options.map((code) => ({
        id: code,
        code,
        labels: { zh: code, en: code },
        color: '',
        parentId: null,
        isRetired: false,
      })),
      state: 'all',
      isSearchable,
      required: { web: false, mobile: false, pop: false },
      width: 140,
      default: '',
    });
    ids.set(key, field.id);
    if (isSearchable)
      await createFieldKeysJob().handle({ id: field.uuid }, { tenantId, attempt: 1, log: createLog('warn'), tenant });
  }
  const id = (key: string): string => `'${ids.get(key)!}'`;
  // Of no other column's making.
  const random = '(hashint4(i + 31) & 2147483647)';
  // Options have their ids in the order of the list.
  return `jsonb_strip_nulls(jsonb_build_object(
    ${id('intent')}, case when ${random} % 25 = 3 then null else jsonb_build_array('o' || case when ${random} % 2000 = 7 then 6 when ${random} % 200 = 11 then 5
      when ${random} % 10 = 9 then 4 when ${random} % 20 < 3 then 3 when ${random} % 20 < 8 then 2 else 1 end) end,
    ${id('premium')}, case when i % 5 = 2 then null else ((200 * power(10, (hashint4(i + 7) & 1048575) / 300000.0))::numeric(12, 2))::text end,
    ${id('renewal')}, case when i % 10 < 4 then null else to_char(now() + make_interval(days => (hashint4(i + 99) & 1023) - 512), 'YYYY-MM-DD') end,
    ${id('source')}, case when i % 3 = 0 then null else jsonb_build_array('o' || 1 + (hashint4(i) & 3)) end,
    ${id('products')}, case when i % 4 = 0 then null else jsonb_build_array('o' || 1 + i % 3, 'o' || 4 + i % 2) end,
    ${id('plate')}, case when i % 2 = 0 then null else '粤B' || lpad(to_hex(hashint4(i + 5) & 1048575), 5, '0') end,
    ${id('visited')}, case when i % 6 > 1 then null else to_char(now() - make_interval(mins => hashint4(i + 3) & 524287), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') end,
    ${id('wishes')}, case when i % 8 > 0 then null else '希望了解第' || i % 977 || '号方案的保障范围和报价' end))`;
}

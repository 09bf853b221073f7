/** Groups of wrap-up codes as their routes keep them: the codes in their order, and the queues that they are for. */
import { sql, type SqlBool } from 'kysely';
import type { WrapUpGroup, wrapUpCodeRoutes } from '@bahu/contract/wrap-up-codes.ts';
import type { Input } from '@bahu/contract/route.ts';
import { mayChange, textFor, textFrom, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { RecordSpec } from '../../../kernel/http/record-handlers.ts';
import { newId } from '../../../kernel/ids.ts';
import { writeQueues } from '../../../kernel/queue-targets.ts';
import { describedGroups, foundGroups, groupTargets } from './store.ts';

type Query = Input<typeof wrapUpCodeRoutes.list>['query'];
type Body = Input<typeof wrapUpCodeRoutes.create>['body'];
type Codes = NonNullable<Body['codes']>;
type Row = Awaited<ReturnType<ReturnType<typeof describedGroups>['execute']>>[number];

/** What calls were given stays: one that is in use can be switched off, not removed. */
const used = (tx: Tx, ids: readonly string[]) =>
  tx
    .selectFrom('wrapUpCodes as c')
    .select('c.name')
    .where('c.id', 'in', ids)
    .where(sql<SqlBool>`exists (select from wrap_up_choices h where h.tenant_id = c.tenant_id and h.code_id = c.id)`)
    .executeTakeFirst();

/** @throws Refusal wrap-up-code.in-use. */
async function mustBeUnused(tx: Tx, ids: readonly string[]): Promise<void> {
  const one = ids.length > 0 ? await used(tx, ids) : undefined;
  if (one) throw new Refusal('wrap-up-code.in-use', { name: one.name });
}

/** @throws Refusal wrap-up-code.name-taken at the second of two codes with one name. */
function mustDiffer(codes: Codes): void {
  const names = codes.map(({ name }) => name.trim().toLowerCase());
  const again = names.findIndex((name, i) => names.indexOf(name) < i);
  if (again >= 0)
    throw new Refusal('wrap-up-code.name-taken', undefined, [{ path: `codes.${again}.name`, rule: 'taken' }]);
}

/** A code as its editor means it, who may have seen numbers in its names masked. */
const unmasked = (author: Principal, code: Codes[number], known?: Pick<Codes[number], 'name' | 'nameEn'>) =>
  known
    ? {
        ...code,
        name: textFrom(author, code.name, known.name),
        nameEn: textFrom(author, code.nameEn, known.nameEn),
      }
    : code;

/** @throws Refusal wrap-up-code.name-taken, wrap-up-code.in-use, or input.invalid for a code of another group. */
async function writeCodes(tx: Tx, author: Principal, groupId: string, typed: Codes): Promise<void> {
  const { tenantId } = author;
  const before = await tx
    .selectFrom('wrapUpCodes')
    .select(['id', 'name', 'nameEn'])
    .where('groupId', '=', groupId)
    .execute();
  const known = new Map(before.map((one) => [one.id, one]));
  const codes = typed.map((one) => unmasked(author, one, known.get(one.id ?? '')));
  mustDiffer(codes);
  const kept = new Set(codes.flatMap(({ id }) => (id === undefined ? [] : [id])));
  const foreign = codes.findIndex(({ id }) => id !== undefined && !known.has(id));
  if (foreign >= 0) throw new Refusal('input.invalid', undefined, [{ path: `codes.${foreign}.id`, rule: 'reference' }]);
  const gone = [...known.keys()].filter((id) => !kept.has(id));
  await mustBeUnused(tx, gone);
  if (gone.length > 0) await tx.deleteFrom('wrapUpCodes').where('id', 'in', gone).execute();
  for (const [index, { id, ...values }] of codes.entries()) {
    const row = { ...values, name: values.name.trim(), position: index + 1 };
    await (
      id === undefined
        ? tx.insertInto('wrapUpCodes').values({ ...row, tenantId, groupId, id: newId() })
        : tx.updateTable('wrapUpCodes').set(row).where('id', '=', id)
    ).execute();
  }
}

export const groups: RecordSpec<Row, Query, WrapUpGroup> = {
  type: 'wrap-up-group',
  table: 'wrapUpGroups',
  alias: 'g',
  described: (tx) => describedGroups(tx),
  found: foundGroups,
  isManaged: 'wrap-up-group.manage',
  parts: {
    names: ['codes', 'queueIds'],
    write: async (tx, author, id, parts) => {
      const { codes, queueIds } = parts as Pick<Body, 'codes' | 'queueIds'>;
      if (queueIds) await writeQueues(tx, groupTargets, { tenantId: author.tenantId, id }, queueIds);
      if (codes) await writeCodes(tx, author, id, codes);
    },
  },
  taken: { index: 'wrap_up_groups_by_name', code: 'wrap-up-group.name-taken', path: 'name' },
  onRemove: (tx, { codes }) =>
    mustBeUnused(
      tx,
      codes.map(({ id }) => id),
    ),
  nameOf: ({ name }) => name,
  auditedFields: ['name', 'nameEn', 'position', 'appliesTo', 'isRequired', 'isEnabled', 'codeNames', 'queueNames'],
  texts: ['name', 'nameEn'],
  present,
};

function present(reader: Principal, { queueIds, createdAt, codes, codeNames: _codeNames, ...group }: Row): WrapUpGroup {
  const isManaged = mayChange(reader) && reader.permissions.has('wrap-up-group.manage');
  return {
    ...group,
    codes: codes.map((code) => ({ ...code, name: textFor(reader, code.name), nameEn: textFor(reader, code.nameEn) })),
    queueIds,
    createdAt: createdAt.toISOString(),
    can: isManaged ? ['edit', 'delete'] : [],
  };
}

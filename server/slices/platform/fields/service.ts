/** Adding and changing fields. Values that records have are never touched: what does not fit any more is kept and shown as it is. */
import type { Static } from 'typebox';
import type { BuiltIn, FieldChange, NewField } from '@bahu/contract/fields.ts';
import { fieldsOfOwner, type FieldOwner } from '@bahu/contract/field-owners.ts';
import { arrangedFields } from '@bahu/domain/fields/built-in.ts';
import { definitionErrors, formedDefault, mergedOptions } from '@bahu/domain/fields/definition.ts';
import { fieldLimits, type FieldDef } from '@bahu/domain/fields/field.ts';
import { audit } from '../../../kernel/audit.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal, takenKey } from '../../../kernel/errors.ts';
import { isId } from '../../../kernel/ids.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { enqueueKeys } from './keys-job.ts';
import * as store from './store.ts';
import type { FieldRecord } from './store.ts';
import { typedOf } from './present.ts';
import { told, toldChange } from './told.ts';
import { readingFor } from './values.ts';

/** @throws Refusal input.invalid with what is wrong with the definition. */
export function createField(ctx: Ctx, { owner, ...input }: Static<typeof NewField>): Promise<FieldRecord> {
  return takenAsRefusal(() =>
    ctx.tenant(async (tx) => {
      await store.lockFields(tx, ctx.principal.tenantId);
      const others = await store.listFields(tx, owner);
      const arranged = arrangedFields(fieldsOfOwner[owner].builtIn, await store.listPlaces(tx, owner), others);
      const field: FieldDef = {
        ...input,
        id: `f${Math.max(0, ...others.map(({ id }) => Number(id.slice(1)))) + 1}`,
        options: mergedOptions([], input.options),
        default: formedDefault(input.type, input.default),
        // Behind all that records have, also the built-in ones that were put last.
        position: Math.max(-1, ...arranged.map(({ position }) => position)) + 1,
      };
      await check(tx, ctx, field, others, owner);
      const id = await store.insertField(tx, ctx.principal.tenantId, owner, placed(field, others, null));
      const after = await mustFind(tx, id);
      await audit(tx, ctx, { ...named(after, 'field.create'), after: told(after) });
      if (after.slot !== null) await enqueueKeys(tx, id);
      return after;
    }),
  );
}

/** @throws Refusal not-found, conflict when somebody was faster, input.invalid with what is wrong with the definition. */
export function changeField(ctx: Ctx, id: string, input: Static<typeof FieldChange>): Promise<FieldRecord> {
  return takenAsRefusal(() =>
    ctx.tenant(async (tx) => {
      await store.lockFields(tx, ctx.principal.tenantId);
      const before = await mustFind(tx, id);
      const { version, options, ...values } = typedOf(ctx.principal, input, before);
      const others = (await store.listFields(tx, before.owner)).filter(({ uuid }) => uuid !== id);
      const merged = { ...before, ...values, ...(options && { options: mergedOptions(before.options, options) }) };
      const changed = { ...merged, default: formedDefault(merged.type, merged.default) };
      // A type without an order loses its index, not its values.
      await check(tx, ctx, changed, others, before.owner);
      const written = placed(changed, others, before);
      if (!(await store.updateField(tx, id, version, written))) throw new Refusal('conflict');
      if (written.slot !== null && !written.isIndexed) await enqueueKeys(tx, id);
      const after = await mustFind(tx, id);
      await audit(tx, ctx, { ...named(after, 'field.change'), ...toldChange(before, after) });
      return after;
    }),
  );
}

/**
 * Puts the named fields first, in this order: designed ones by their id, built-in ones by their key. Returns those that the tenant designed.
 * @throws Refusal input.invalid for what is none of them.
 */
export function orderFields(ctx: Ctx, owner: FieldOwner, ids: readonly string[]): Promise<FieldRecord[]> {
  return ctx.tenant(async (tx) => {
    const { tenantId } = ctx.principal;
    await store.lockFields(tx, tenantId);
    const fields = await store.listAllFields(tx, owner);
    const nameOf = (field: FieldDef | FieldRecord) => ('uuid' in field ? field.uuid : field.key);
    const names = fields.map(nameOf);
    if (ids.some((id) => !names.includes(id)))
      throw new Refusal('input.invalid', undefined, [{ path: 'ids', rule: 'reference' }]);
    for (const [position, name] of [...ids, ...names.filter((one) => !ids.includes(one))].entries())
      await (isId(name)
        ? store.setPosition(tx, name, position)
        : store.setBuiltInPosition(tx, tenantId, owner, name, position));
    const keys = (of: readonly FieldDef[]) => of.map(({ key }) => key);
    await audit(tx, ctx, {
      action: 'field.order',
      recordType: 'field',
      recordId: null,
      recordName: owner,
      before: { fieldOrder: keys(fields) },
      after: { fieldOrder: keys(await store.listAllFields(tx, owner)) },
    });
    return store.listFields(tx, owner);
  });
}

/**
 * Says where a field that is built in is shown, and how wide its column is. @throws Refusal not-found, conflict when somebody was faster,
 * input.invalid for hiding what records are nothing without.
 */
export function placeBuiltIn(
  ctx: Ctx,
  { owner, key }: { owner: FieldOwner; key: string },
  { version, ...change }: { version: number; state?: BuiltIn['state']; width?: number },
): Promise<BuiltIn> {
  return ctx.tenant(async (tx) => {
    await store.lockFields(tx, ctx.principal.tenantId);
    const before = (await listBuiltIn(tx, owner)).find((one) => one.key === key);
    if (!before) throw new Refusal('not-found');
    const isNeeded = fieldsOfOwner[owner].builtIn.some((field) => field.key === key && field.builtIn?.isNeeded);
    if (isNeeded && change.state !== undefined && change.state !== before.state)
      throw new Refusal('input.invalid', undefined, [{ path: 'state', rule: 'needed' }]);
    if (!(await store.putPlace(tx, ctx.principal.tenantId, { owner, key, version }, change)))
      throw new Refusal('conflict');
    const after = (await listBuiltIn(tx, owner)).find((one) => one.key === key)!;
    const changed = (['state', 'width'] as const).filter((name) => before[name] !== after[name]);
    const part = (of: BuiltIn) => ({ owner, ...Object.fromEntries(changed.map((name) => [name, of[name]])) });
    await audit(tx, ctx, {
      action: 'field.change',
      recordType: 'field',
      recordId: null,
      recordName: after.labels.zh,
      before: part(before),
      after: part(after),
    });
    return after;
  });
}

/** The fields that are built in, as the tenant has put them. */
export async function listBuiltIn(tx: Tx, owner: FieldOwner): Promise<BuiltIn[]> {
  const places = await store.listPlaces(tx, owner);
  return arrangedFields(fieldsOfOwner[owner].builtIn, places, []).map(
    ({ key, type, labels, state, width, position }) => ({
      key,
      type,
      labels,
      state: state as BuiltIn['state'],
      width,
      position,
      version: places.find((place) => place.key === key)?.version ?? 0,
    }),
  );
}

/** The place of the key: the one it has, the first free one, or none. Another type has other keys, which the job makes first. */
function placed(field: FieldDef, others: readonly FieldRecord[], before: FieldRecord | null) {
  if (!field.isSearchable) return { ...field, slot: null, isIndexed: false };
  const taken = new Set(others.map(({ slot }) => slot));
  const free = Array.from({ length: fieldLimits.searchable }, (_, i) => i + 1).find((place) => !taken.has(place))!;
  const slot = before?.slot ?? free;
  return { ...field, slot, isIndexed: before?.slot === slot && before.type === field.type && before.isIndexed };
}

async function check(tx: Tx, ctx: Ctx, field: FieldDef, others: readonly FieldRecord[], owner: FieldOwner) {
  const reading = await readingFor(tx, ctx.principal.tenantId, [field.default].flat());
  const errors = definitionErrors(field, others, fieldsOfOwner[owner].names, reading);
  if (errors.length) throw new Refusal('input.invalid', undefined, errors.slice(0, 20));
}

export async function mustFind(tx: Tx, id: string): Promise<FieldRecord> {
  const field = await store.findField(tx, id);
  if (!field) throw new Refusal('not-found');
  return field;
}

const named = <A extends 'field.create' | 'field.change'>(field: FieldRecord, action: A) => ({
  action,
  recordType: 'field' as const,
  recordId: field.uuid,
  recordName: field.labels.zh,
});

async function takenAsRefusal<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw takenKey(error)?.startsWith('field_definitions_') ? new Refusal('conflict') : error;
  }
}

/** Making and revoking keys. A key never gives more than its maker has, neither when it is made nor later. */
import { randomBytes } from 'node:crypto';
import type { Input } from '@bahu/contract/route.ts';
import { maxApiKeys, type apiKeyRoutes } from '@bahu/contract/api-keys.ts';
import { audit } from '../../../kernel/audit.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { hashOfSecret } from '../../../kernel/http/key-access.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { readMoment } from '../../../kernel/http/validation.ts';
import { newId } from '../../../kernel/ids.ts';
import * as store from './store.ts';
import type { KeyRecord } from './store.ts';

type NewKey = Input<typeof apiKeyRoutes.create>['body'];

/** Of the random part: enough to tell two keys apart in a program's settings, too few to help guessing the rest. */
const shownCharacters = 6;

/** In person only: the provider's operator in support leaves no key behind. @throws Refusal forbidden, role.above-own, api-key.too-many, or input.invalid for an end that is past. */
export async function createKey(
  ctx: Ctx,
  { name, permissions, expiresAt }: NewKey,
): Promise<{ key: KeyRecord; secret: string }> {
  const { principal } = ctx;
  if (principal.via !== 'session') throw new Refusal('forbidden');
  if (permissions.some((permission) => !principal.permissions.has(permission))) throw new Refusal('role.above-own');
  const end = expiresAt ? readMoment(expiresAt, 'expiresAt') : null;
  if (end && end.getTime() <= Date.now())
    throw new Refusal('input.invalid', undefined, [{ path: 'expiresAt', rule: 'future' }]);
  const random = randomBytes(32).toString('base64url');
  const start = `bahu_${principal.tenantId.replaceAll('-', '')}_`;
  const [id, prefix] = [newId(), `${start}${random.slice(0, shownCharacters)}`];
  const key = await ctx.tenant(async (tx) => {
    await store.lockKeys(tx, principal.tenantId);
    if ((await store.countKeys(tx)) >= maxApiKeys) throw new Refusal('api-key.too-many', { most: maxApiKeys });
    await store.insertKey(tx, {
      id,
      tenantId: principal.tenantId,
      ownerId: principal.userId,
      name,
      prefix,
      secretHash: hashOfSecret(random),
      permissions,
      expiresAt: end,
    });
    await audit(tx, ctx, {
      action: 'api-key.create',
      recordType: 'api-key',
      recordId: id,
      recordName: name,
      after: { name, prefix, permissions, expiresAt: end },
    });
    return mustFind(tx, id);
  });
  return { key, secret: start + random };
}

/** Counts from the next request on. To revoke a key again does nothing. @throws Refusal not-found. */
export async function revokeKey(ctx: Ctx, id: string): Promise<void> {
  await ctx.tenant(async (tx) => {
    const { name } = await mustFind(tx, id);
    if (await store.revokeKey(tx, id))
      await audit(tx, ctx, {
        action: 'api-key.revoke',
        recordType: 'api-key',
        recordId: id,
        recordName: name,
        before: { isRevoked: false },
        after: { isRevoked: true },
      });
  });
}

/**
 * Revokes all keys of a user whose password somebody else has reset: whoever had the account may have made them. A password that its owner changes
 * leaves their programs alone; a user who is disabled keeps keys that open nothing until they are enabled again.
 */
export async function revokeKeysOf(tx: Tx, actor: Pick<Ctx, 'principal' | 'address'>, userId: string): Promise<void> {
  for (const { id, name } of await store.revokeAllOf(tx, userId)) {
    await audit(tx, actor, {
      action: 'api-key.revoke',
      recordType: 'api-key',
      recordId: id,
      recordName: name,
      before: { isRevoked: false },
      after: { isRevoked: true },
    });
  }
}

async function mustFind(tx: Parameters<typeof store.findKey>[0], id: string): Promise<KeyRecord> {
  const key = await store.findKey(tx, id);
  if (!key) throw new Refusal('not-found');
  return key;
}

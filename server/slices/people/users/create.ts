/** New users: one, or one for each extension of a range, all or none. */
import { userLimits, type NewUser } from '@bahu/contract/users.ts';
import { audit } from '../../../kernel/audit.ts';
import { hashPassword } from '../../../kernel/auth/passwords.ts';
import { randomPassword } from '../../../kernel/auth/random-password.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal, takenKey } from '../../../kernel/errors.ts';
import { emit } from '../../../kernel/events.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { checkPassword, homeOf, passwordLengthOf } from '../../platform/tenants/index.ts';
import { checkFields, checkKind, readPhone } from './fields.ts';
import { countEnabled, findUsers, lockLicence, takenExtensions, type UserRecord } from './store.ts';
import { insertUser } from './write.ts';

export interface Created {
  users: UserRecord[];
  /** Those that were made for them, in the order of the users; empty when one was given. */
  passwords: { userId: string; extension: string; password: string }[];
}

/**
 * @throws Refusal user.wrong-range, user.extension-taken with the taken ones, user.licence-full, user.login-name-taken, user.administrator-extension,
 * and what `checkFields` throws.
 */
export async function createUsers(ctx: Ctx, input: NewUser): Promise<Created> {
  const extensions = rangeOf(input);
  const secrets = await makeSecrets(ctx, extensions, input);
  return takenAsRefusal(() =>
    ctx.tenant(async (tx) => {
      await checkPlace(tx, ctx, extensions, input.isEnabled ?? true);
      const fields = await fieldsOf(tx, ctx, input);
      const ids: string[] = [];
      for (const [i, extension] of extensions.entries()) {
        const kind = fields.kind ?? (extension === '800' ? 'administrator' : 'agent');
        checkKind(extension, kind);
        const stored = { ...fields, kind, name: nameOf(input, extension) };
        const id = await insertUser(tx, {
          tenantId: ctx.principal.tenantId,
          extension,
          passwordHash: secrets[i]!.hash,
          mustChangePassword: input.password === undefined,
          fields: stored,
        });
        await audit(tx, ctx, {
          action: 'user.create',
          recordType: 'user',
          recordId: id,
          recordName: `${stored.name} ${extension}`,
          after: { extension, ...stored },
        });
        await emit(tx, 'user.created', id);
        ids.push(id);
      }
      const users = await created(tx, ctx, ids);
      const passwords =
        input.password === undefined
          ? users.map(({ id, extension }, i) => ({ userId: id, extension, password: secrets[i]!.password }))
          : [];
      return { users, passwords };
    }),
  );
}

/** One after the other: hashing takes a core, and others sign in meanwhile. */
async function makeSecrets(
  ctx: Ctx,
  extensions: readonly string[],
  { password: given, loginName, name }: Pick<NewUser, 'password' | 'loginName' | 'name'>,
): Promise<{ password: string; hash: string }[]> {
  const { tenantId } = ctx.principal;
  const length = await ctx.tenant(async (tx) => {
    if (given !== undefined)
      await checkPassword(tx, tenantId, given, { extensions, ...(loginName && { loginName }), ...(name && { name }) });
    return passwordLengthOf(tx, tenantId);
  });
  const secrets: { password: string; hash: string }[] = [];
  for (let i = 0; i < extensions.length; i++) {
    const password = given ?? randomPassword(length);
    secrets.push({ password, hash: await hashPassword(password) });
  }
  return secrets;
}

/** The extensions of a range; whoever names more than one cannot give all of them the same login name. */
function rangeOf({ extension, toExtension = extension, loginName }: NewUser): string[] {
  const count = Number(toExtension) - Number(extension) + 1;
  if (count < 1 || count > userLimits.range)
    throw new Refusal('user.wrong-range', { most: userLimits.range }, [{ path: 'toExtension', rule: 'range' }]);
  if (count > 1 && loginName) throw new Refusal('input.invalid', undefined, [{ path: 'loginName', rule: 'range' }]);
  return Array.from({ length: count }, (_, i) => String(Number(extension) + i));
}

function nameOf({ name = '', extension: first, toExtension = first }: NewUser, extension: string): string {
  return name === '' || toExtension !== first ? `${name}${extension}`.slice(-userLimits.name) : name;
}

async function checkPlace(tx: Tx, ctx: Ctx, extensions: readonly string[], isEnabled: boolean): Promise<void> {
  const licensed = await lockLicence(tx, ctx.principal.tenantId);
  const taken = await takenExtensions(tx, extensions);
  if (taken.length)
    throw new Refusal('user.extension-taken', { extension: taken.join(', ') }, [{ path: 'extension', rule: 'taken' }]);
  if (isEnabled && (await countEnabled(tx)) + extensions.length > licensed)
    throw new Refusal('user.licence-full', { licensed });
}

/** Who names no department gets their creator's. */
async function fieldsOf(tx: Tx, ctx: Ctx, input: NewUser) {
  const {
    extension: _extension,
    toExtension: _to,
    password: _password,
    name: _name,
    boundPhone,
    departmentId = ctx.principal.departmentId,
    ...rest
  } = input;
  const fields = { ...rest, departmentId };
  await checkFields(tx, ctx.principal, fields, []);
  if (boundPhone === undefined) return fields;
  return {
    ...fields,
    boundPhone: readPhone(ctx.principal, await homeOf(tx, ctx.principal.tenantId), boundPhone, null),
  };
}

/** The creator sees what they made, whatever their scope is. */
const created = (tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<UserRecord[]> =>
  findUsers(tx, { ...ctx.principal, scope: 'all', scopes: {} }, 'user.read', ids);

/** Runs the work; a key that is taken becomes its refusal. */
export async function takenAsRefusal<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const key = takenKey(error);
    if (key?.startsWith('agents_'))
      throw new Refusal('user.extension-taken', undefined, [{ path: 'extension', rule: 'taken' }]);
    if (key?.startsWith('users_'))
      throw new Refusal('user.login-name-taken', undefined, [{ path: 'loginName', rule: 'taken' }]);
    throw error;
  }
}

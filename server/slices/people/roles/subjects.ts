/** People of whom is asked what they may, and people who can grant it. */
import { sql } from 'kysely';
import type { Permission } from '@bahu/contract/permissions.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { ownRange, rangeOf } from '../../../kernel/ownership/range.ts';
import { inRange } from '../users/index.ts';

export type Subject = NonNullable<Awaited<ReturnType<typeof findSubject>>>;

/** A user within the reader's scope of people, with what decides about them. */
export async function findSubject(tx: Tx, reader: Principal, userId: string) {
  const range = reader.permissions.has('user.read') ? rangeOf(reader, 'user.read') : ownRange(reader);
  const row = await tx
    .selectFrom('users as u')
    .innerJoin('roles as r', (join) => join.onRef('r.tenantId', '=', 'u.tenantId').onRef('r.id', '=', 'u.roleId'))
    .innerJoin('tenants as t', 't.id', 'u.tenantId')
    .leftJoin('departments as d', (join) =>
      join.onRef('d.tenantId', '=', 'u.tenantId').onRef('d.id', '=', 'u.departmentId'),
    )
    .where('u.id', '=', userId)
    .where(inRange(range))
    .select([
      'u.id',
      'u.name',
      'u.isEnabled',
      'u.lockedUntil',
      'r.name as roleName',
      'r.permissions',
      'r.masksNumbers',
      'd.name as departmentName',
      't.status',
      't.expiresAt',
    ])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('sessions as s')
            .select('s.id')
            .where('s.userId', '=', userId)
            .where('s.expiresAt', '>', sql<Date>`now()`),
        )
        .as('isSignedIn'),
    )
    .executeTakeFirst();
  if (!row) return undefined;
  const { status, expiresAt, ...subject } = row;
  return { ...subject, isSignedIn: Boolean(subject.isSignedIn), tenant: { status, expiresAt } };
}

/** Names of enabled users whose role has a permission, those of the administrator's role first. */
export async function holdersOf(tx: Tx, permission: Permission, most: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('users as u')
    .innerJoin('roles as r', (join) => join.onRef('r.tenantId', '=', 'u.tenantId').onRef('r.id', '=', 'u.roleId'))
    .where('u.isEnabled', '=', true)
    .where(sql<boolean>`${permission} = any(r.permissions)`)
    .select('u.name')
    .orderBy(sql`r.code = 'administrator'`, 'desc')
    .orderBy('u.createdAt')
    .orderBy('u.id')
    .limit(most)
    .execute();
  return rows.map((row) => row.name);
}

/** What the forms and filters of users choose from, within the reader's scope and rights. */
import type { Static } from 'typebox';
import type { userRoutes } from '@bahu/contract/users.ts';
import { nationalForm } from '@bahu/domain/numbers/dial.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { isWithin } from '../../../kernel/auth/rights.ts';
import type { Tx } from '../../../kernel/db.ts';
import { departmentsIn, rangeOf } from '../../../kernel/ownership/range.ts';
import { countEnabled } from './store.ts';

type Options = Static<(typeof userRoutes)['options']['reply']>;

export async function readOptions(tx: Tx, reader: Principal): Promise<Options> {
  const roles = await tx
    .selectFrom('roles')
    .select(['id', 'name', 'code', 'scope', 'scopes', 'permissions', 'masksNumbers'])
    .orderBy('isBuiltIn', 'desc')
    .orderBy('name')
    .execute();
  const callerIds = await tx
    .selectFrom('callerIds')
    .select(['number', 'note', 'isStandard'])
    .where('isEnabled', '=', true)
    .orderBy('isStandard', 'desc')
    .orderBy('number')
    .execute();
  const { licensedAgents } = await tx
    .selectFrom('tenants')
    .select('licensedAgents')
    .where('id', '=', reader.tenantId)
    .executeTakeFirstOrThrow();
  return {
    roles: roles.map((role) => ({ id: role.id, name: role.name, code: role.code, canGive: isWithin(reader, role) })),
    departments: await departmentsOf(tx, reader),
    groups: await tx.selectFrom('agentGroups').select(['id', 'name']).orderBy('name').execute(),
    trunks: await tx
      .selectFrom('trunks')
      .select(['id', 'name'])
      .where('isEnabled', '=', true)
      .orderBy('name')
      .execute(),
    callerIds: callerIds.map(({ number, note, isStandard }) => ({
      number,
      label: note === '' ? nationalForm(number) : `${nationalForm(number)} ${note}`,
      isStandard,
    })),
    licensed: licensedAgents,
    used: await countEnabled(tx),
  };
}

async function departmentsOf(tx: Tx, reader: Principal): Promise<Options['departments']> {
  const all = tx.selectFrom('departments').select(['id', 'name', 'parentId']).orderBy('position').orderBy('name');
  const inReach = departmentsIn(rangeOf(reader, 'user.read'));
  if (inReach === null) return all.execute();
  return inReach.length ? all.where('id', 'in', [...inReach]).execute() : [];
}

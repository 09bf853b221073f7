/** Why somebody may or may not do something: the same rules that a request meets, one after the other, in an order that people can follow. */
import type { Static } from 'typebox';
import { roleRoutes, type Reason } from '@bahu/contract/roles.ts';
import type { Permission } from '@bahu/contract/permissions.ts';
import { scopeOf, textFor, type Principal, type TenantStatus } from '../../../kernel/auth/principal.ts';
import { readPrincipal } from '../../../kernel/auth/read-principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { openRecord } from '../../../kernel/open-records.ts';
import { statusOf } from '../../../kernel/tenant-settings.ts';
import { findSubject, holdersOf, type Subject } from './subjects.ts';

type Step = Static<typeof Reason>;
export type Explanation = Static<typeof roleRoutes.explain.reply>;
interface Question {
  user: string;
  permission: Permission;
  customer?: string;
  call?: string;
}

const maxNamed = 3;
/** What a tenant keeps that has expired or was suspended: reading, exporting, its desk without calls. */
export const isLeftWhenExpired = (permission: Permission): boolean =>
  /\.(read|export|play|download|use)$/.test(permission);
const showsNumbers = (permission: Permission): boolean =>
  /^(customer|call|follow-up)\.(?!reveal-number)/.test(permission);

/** @throws Refusal not-found for a user, customer or call that the reader may not see themselves. */
export async function explain(tx: Tx, reader: Principal, question: Question): Promise<Explanation> {
  const { user, permission, customer, call } = question;
  const subject = await findSubject(tx, reader, user);
  if (!subject) throw new Refusal('not-found');
  const customerName =
    customer === undefined ? null : ((await openRecord(tx, reader, 'customer', customer))?.name ?? null);
  if (customer !== undefined && customerName === null) throw new Refusal('not-found');
  if (call !== undefined && !(await openRecord(tx, reader, 'call', call))) throw new Refusal('not-found');

  const steps = [...ofState(subject, permission), ofRole(subject, permission)];
  const asPrincipal = await readPrincipal(tx, { tenantId: reader.tenantId, userId: user, sessionId: reader.sessionId });
  if (asPrincipal?.permissions.has(permission)) steps.push(...(await ofScope(tx, asPrincipal, subject, question)));
  const isAllowed = !steps.some((step) => refusing.has(step.code) && step.decides);
  if (isAllowed && subject.masksNumbers && showsNumbers(permission)) steps.push(plain('numbers-masked'));
  if (!isAllowed) steps.push(plain('ask', { names: (await holdersOf(tx, 'role.manage', maxNamed)).join(', ') }));
  return {
    isAllowed,
    userName: subject.name,
    roleName: subject.roleName,
    reasons: steps,
    customerName: customerName && textFor(reader, customerName),
  };
}

const refusing: ReadonlySet<Step['code']> = new Set([
  'user-disabled',
  'user-locked',
  'tenant-suspended',
  'tenant-expired',
  'role-lacks',
  'out-of-scope',
]);
const plain = (code: Step['code'], params: Record<string, string> = {}): Step => ({ code, decides: false, params });
const deciding = (code: Step['code'], params: Record<string, string> = {}): Step => ({ code, decides: true, params });

/** What stands in the way whatever their role says. A lock keeps them from signing in; who is signed in goes on. */
function ofState(subject: Subject, permission: Permission): Step[] {
  const steps: Step[] = [];
  if (!subject.isEnabled) steps.push(deciding('user-disabled'));
  if (subject.lockedUntil && subject.lockedUntil.getTime() > Date.now())
    steps.push({
      code: 'user-locked',
      decides: !subject.isSignedIn,
      params: { until: subject.lockedUntil.toISOString() },
    });
  const status: TenantStatus = statusOf(subject.tenant, Date.now());
  if (status !== 'active')
    steps.push({ code: `tenant-${status}`, decides: !isLeftWhenExpired(permission), params: {} });
  return steps;
}

function ofRole(subject: Subject, permission: Permission): Step {
  const params = { role: subject.roleName, permission };
  return subject.permissions.includes(permission) ? deciding('role-grants', params) : deciding('role-lacks', params);
}

/** Over which rows they hold it, and whether the given customer or call is among them. */
async function ofScope(
  tx: Tx,
  asPrincipal: Principal,
  subject: Subject,
  { permission, customer, call }: Question,
): Promise<Step[]> {
  const scope = scopeOf(asPrincipal, permission);
  const steps = [plain(`scope-${scope}`, { department: subject.departmentName ?? '' })];
  const inThatScope: Principal = { ...asPrincipal, scope, scopes: {} };
  const asked = [
    ...(customer === undefined ? [] : [await openRecord(tx, inThatScope, 'customer', customer)]),
    ...(call === undefined ? [] : [await openRecord(tx, inThatScope, 'call', call)]),
  ];
  return asked.length ? [...steps, deciding(asked.every(Boolean) ? 'in-scope' : 'out-of-scope')] : steps;
}

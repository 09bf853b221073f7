/** The batch sheet of agents: the extension makes a row the same, new ones are created, others changed in the cells that are filled. */
import { sql } from 'kysely';
import { openSignInMethods, userLimits, type SignInMethod } from '@bahu/contract/users.ts';
import {
  isFault,
  phoneFault,
  plainWord,
  readChoice,
  readLine,
  readNumber,
  readText,
  readYesNo,
  wordsOf,
  type Checked,
  type Fault,
} from '@bahu/domain/imports/cells.ts';
import { isNumberFault, parseNumber, readPlain } from '@bahu/domain/numbers/dial.ts';
import { audit } from '../../../kernel/audit.ts';
import { hashPassword } from '../../../kernel/auth/passwords.ts';
import { randomPassword } from '../../../kernel/auth/random-password.ts';
import { isWithin, narrower, type RoleRights } from '../../../kernel/auth/rights.ts';
import { scopeOf, type Caller } from '../../../kernel/auth/caller.ts';
import type { Tx } from '../../../kernel/db.ts';
import { publish } from '../../../kernel/domain-events.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { cellSeparator } from '../../../kernel/spreadsheet/table.ts';
import {
  field,
  type Actor,
  type Applied,
  type Batch,
  type ImportSpec,
  type RowChecker,
  type Undone,
} from '../../platform/imports/index.ts';
import { homeOf, passwordLengthOf } from '../../platform/tenants/index.ts';
import { isCircle, withKnownCallerIds } from './fields.ts';
import { hasData } from './remove.ts';
import { inScope, isInScope, isNoHigher, mayFill } from './scope.ts';
import { countEnabled, findUsers, lockLicence, superiorsByUser, type UserRecord } from './store.ts';
import { insertUser, updateUsers, type Stored } from './write.ts';

const fields = [
  field('extension', '分机号', 'Extension', ['分机', '工号', '坐席号', 'ext', 'number'], true),
  field('name', '姓名', 'Name', ['坐席姓名', '坐席', 'agent', 'full name']),
  field('loginName', '登录名', 'Login name', ['账号', '用户名', 'login', 'username', 'account']),
  field('roleId', '角色', 'Role', ['角色名称', 'role name']),
  field('departmentId', '部门', 'Department', ['所属部门', '部门路径', 'team', 'department path']),
  field('superiorId', '上级', 'Superior', ['直属上级', '上级分机', 'manager', 'supervisor']),
  field('boundPhone', '绑定电话', 'Bound phone', ['手机', '绑定手机', '手机号', 'mobile', 'bound mobile']),
  field('isRecorded', '通话录音', 'Recorded', ['录音', 'record calls', 'recording']),
  field('forwardsToMobile', '异常转手机', 'Forwards to mobile', ['转手机', 'forward to mobile']),
  field('callerId', '外显号码', 'Caller ID', ['主叫号码', '外呼号码', 'caller id shown']),
  field('transferCallerId', '转接外显号码', 'Caller ID on transfer', ['转接外显', 'transfer caller id']),
  field('mayCallDomestic', '可拨国内', 'Domestic calls', ['国内权限', '国内长途', 'domestic']),
  field('mayCallInternational', '可拨国际', 'International calls', ['国际权限', '国际长途', 'international']),
  field('isInsideOnly', '内线坐席', 'Inside only', ['仅内线', 'internal only']),
  field('shortNumber', '内部显示号', 'Short number', ['短号']),
  field('signInMethod', '登录方式', 'Sign-in method', ['login method']),
  field('lockLimit', '锁定客户数', 'Lock limit'),
  field('lockDays', '锁定天数', 'Lock days'),
  field('staffingWeight', '人力值', 'Staffing weight'),
  field('wrapUpSeconds', '话后时间（秒）', 'Wrap-up (s)', ['话后时间', '整理时间', 'wrap-up']),
  ...[1, 2, 3, 4, 5].map((index) => field(`note${index}`, `备注 ${index}`, `Note ${index}`, [`备注${index}`])),
] as const;
const indexOf = new Map(fields.map(({ key }, index) => [key, index]));
const methodWords = wordsOf<SignInMethod>({
  any: ['不限'],
  web: ['本地登录', '浏览器', 'browser'],
  app: ['app 登录', '手机', 'mobile app', 'mobile'],
  'desk-phone': ['话机登录', '话机', 'desk phone'],
});

/** A way to sign in that there is today. */
function readMethod(text: string): Checked<(typeof openSignInMethods)[number]> {
  const method = readChoice(text, methodWords);
  if (isFault(method)) return method;
  const open = openSignInMethods.find((one) => one === method.value);
  return open ? { value: open } : { reason: 'sign-in-method', params: {} };
}

/** What the cells of a row say, once they are checked; notes by their index. */
type RowFields = Stored & { noteAt?: Record<number, string> };

async function openChecker(tx: Tx, { caller }: Actor): Promise<RowChecker> {
  const known = await readKnown(tx, caller);
  return (cells) => {
    const faults: { field: number; fault: Fault }[] = [];
    const stored: RowFields = {};
    const cell = (key: string): string => (cells[indexOf.get(key)!] ?? '').trim();
    const take = <K extends keyof RowFields>(
      key: K,
      read: (text: string) => Checked<NonNullable<RowFields[K]>>,
    ): void => {
      const text = cell(key);
      if (text === '') return;
      const checked = read(text);
      if (isFault(checked)) faults.push({ field: indexOf.get(key)!, fault: checked });
      else stored[key] = checked.value;
    };
    const extension = cell('extension').normalize('NFKC');
    const user = known.users.get(extension);
    if (!/^[4-8][0-9]{2}$/.test(extension))
      faults.push({ field: 0, fault: { reason: extension === '' ? 'required' : 'extension', params: {} } });
    else if (!user && extension === '800')
      faults.push({ field: 0, fault: { reason: 'administrator-extension', params: {} } });
    else if (user && !isNoHigher(caller, user))
      faults.push({ field: 0, fault: { reason: 'role-above-own', params: {} } });
    take('name', (text) => readLine(text, userLimits.name));
    take('loginName', (text) => known.loginName(text, user?.id));
    take('roleId', (text) => known.role(text, user));
    take('departmentId', known.department);
    take('superiorId', known.superior);
    take('boundPhone', known.phone);
    for (const key of [
      'isRecorded',
      'forwardsToMobile',
      'mayCallDomestic',
      'mayCallInternational',
      'isInsideOnly',
    ] as const)
      take(key, readYesNo);
    for (const key of ['callerId', 'transferCallerId'] as const)
      take(key, known.callerId as (text: string) => Checked<string>);
    take('shortNumber', (text) =>
      /^[0-9]{1,8}$/.test(text) ? { value: text } : { reason: 'short-number', params: {} },
    );
    take('signInMethod', readMethod);
    take('lockLimit', (text) => readNumber(text, 0, userLimits.lockLimit, true));
    take('lockDays', (text) => readNumber(text, 0, userLimits.lockDays, true));
    take('wrapUpSeconds', (text) => readNumber(text, 0, userLimits.wrapUpSeconds, true));
    take('staffingWeight', (text) => readNumber(text, 0, 10, false));
    readNotes(cell, stored, faults);
    if (!user && stored.name === undefined) faults.push({ field: 1, fault: { reason: 'required', params: {} } });
    if (faults.length === 0 && !mayBecome(known.roles, caller, user, stored))
      faults.push({ field: indexOf.get('roleId')!, fault: { reason: 'role-above-own', params: {} } });
    return { key: extension, data: [JSON.stringify(stored)], faults };
  };
}

type Role = RoleRights & { id: string; code: string };
const rolesOf = (tx: Tx): Promise<(Role & { name: string })[]> =>
  tx.selectFrom('roles').select(['id', 'code', 'name', 'scope', 'scopes', 'permissions', 'masksNumbers']).execute();

/** Whether a row leads to a role and department that are not above the importer; who names none gets the agents' role and the importer's department. */
function mayBecome(
  roles: readonly Role[],
  caller: Caller,
  user: UserRecord | undefined,
  { roleId, departmentId }: Stored,
): boolean {
  const role =
    user && roleId === undefined
      ? user.roleRights
      : roles.find(({ id, code }) => (roleId === undefined ? code === 'agent' : id === roleId));
  return (
    role !== undefined &&
    isNoHigher(caller, {
      roleRights: role,
      departmentId: departmentId !== undefined ? departmentId : (user ?? caller).departmentId,
    })
  );
}

function readNotes(cell: (key: string) => string, stored: RowFields, faults: { field: number; fault: Fault }[]): void {
  for (let i = 0; i < userLimits.notes; i++) {
    const text = cell(`note${i + 1}`);
    if (text === '') continue;
    const checked = readText(text, userLimits.note);
    if (isFault(checked)) faults.push({ field: indexOf.get(`note${i + 1}`)!, fault: checked });
    else (stored.noteAt ??= {})[i] = checked.value;
  }
}

/** What the cells refer to by name. A tenant has at most some hundred of each. */
async function readKnown(tx: Tx, caller: Caller) {
  const home = await homeOf(tx, caller.tenantId);
  const all = await findUsers(
    tx,
    { ...caller, scope: 'all', scopes: {} },
    'user.read',
    (await tx.selectFrom('users').select('id').execute()).map(({ id }) => id).concat(caller.userId),
  );
  const users = new Map(all.map((user) => [user.extension, user]));
  const loginNames = new Map(
    all.flatMap((user) => (user.loginName ? [[user.loginName.toLowerCase(), user.id] as const] : [])),
  );
  const roles = await rolesOf(tx);
  const departments = await departmentsByWord(tx);
  const callerIds = await callerIdReader(tx, caller);
  return {
    users,
    roles,
    callerId: callerIds,
    phone: (text: string): Checked<string> => {
      const number = readPlain(text, home);
      return isNumberFault(number) ? phoneFault(number) : { value: number };
    },
    loginName: (text: string, ofUser: string | undefined): Checked<string> => {
      if (!/^[A-Za-z][A-Za-z0-9._-]{1,31}$/.test(text)) return { reason: 'login-name', params: {} };
      const holder = loginNames.get(text.toLowerCase());
      if (holder !== undefined && holder !== ofUser) return { reason: 'login-name-taken', params: {} };
      loginNames.set(text.toLowerCase(), ofUser ?? 'a new user');
      return { value: text };
    },
    role: (text: string, user: UserRecord | undefined): Checked<string> => {
      const role = roles.find(({ name, code }) => [name, code].some((word) => plainWord(word) === plainWord(text)));
      if (!role) return { reason: 'unknown-role', params: {} };
      if (user?.id === caller.userId && role.id !== user.roleId) return { reason: 'own-account', params: {} };
      return isWithin(caller, role) ? { value: role.id } : { reason: 'role-above-own', params: {} };
    },
    department: (text: string): Checked<string> => {
      const id = departments.get(plainPath(text));
      return id && mayFill(caller, id) ? { value: id } : { reason: 'unknown-department', params: {} };
    },
    superior: (text: string): Checked<string> => {
      const named = all.filter(
        (user) => (user.extension === text || user.name === text) && isInScope(caller, user, 'user.read'),
      );
      return named.length === 1 ? { value: named[0]!.id } : { reason: 'unknown-agent', params: {} };
    },
  };
}

/** A caller ID of the tenant in any form; words for none give the standard one back. */
export async function callerIdReader(tx: Tx, caller: Caller): Promise<(text: string) => Checked<string | null>> {
  const home = await homeOf(tx, caller.tenantId);
  const numbers = new Set(
    (await tx.selectFrom('callerIds').select('number').where('isEnabled', '=', true).execute()).map(
      ({ number }) => number,
    ),
  );
  const none = new Set(['默认', '无', '-', 'none', 'standard', '来电原号码']);
  return (text) => {
    if (none.has(text.toLowerCase())) return { value: null };
    const number = parseNumber(text, home);
    return number && numbers.has(number) ? { value: number } : { reason: 'unknown-caller-id', params: {} };
  };
}

const plainPath = (text: string): string =>
  text
    .split(/[/>＞\\]/)
    .map(plainWord)
    .filter(Boolean)
    .join('/');

/** Departments by name, by code, and by the names on the way from the root; a word that two share names none. */
async function departmentsByWord(tx: Tx): Promise<Map<string, string | null>> {
  const rows = await tx.selectFrom('departments').select(['id', 'name', 'code', 'path']).execute();
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const byWord = new Map<string, string | null>();
  const add = (word: string, id: string): void =>
    void (
      word && byWord.set(plainPath(word), byWord.has(plainPath(word)) && byWord.get(plainPath(word)) !== id ? null : id)
    );
  for (const { id, name, code, path } of rows) {
    add(name, id);
    add(code, id);
    add(
      path
        .split('/')
        .filter(Boolean)
        .map((part) => names.get(part) ?? '')
        .join('/'),
      id,
    );
  }
  return byWord;
}

interface StagedUser {
  line: number;
  recordId: string;
  key: string;
  state: string;
  fields: RowFields;
}

async function stagedUsers(tx: Tx, batch: Batch): Promise<StagedUser[]> {
  const rows = await tx
    .selectFrom('importRows')
    .select(['line', 'recordId', 'key', 'state', 'data'])
    .where('importId', '=', batch.importId)
    .where('line', '>', batch.from)
    .where('line', '<=', batch.to)
    .where('state', 'in', ['new', 'update'])
    .orderBy('line')
    .execute();
  return rows.map(({ data, ...row }) => ({ ...row, fields: JSON.parse(data.split(cellSeparator)[0]!) as RowFields }));
}

/** Enough licences for all new users, or none is made. @throws Refusal user.licence-full */
async function admit(tx: Tx, { caller }: Actor, importId: string): Promise<void> {
  const licensed = await lockLicence(tx, caller.tenantId);
  const { count } = await tx
    .selectFrom('importRows')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('importId', '=', importId)
    .where('state', '=', 'new')
    .executeTakeFirstOrThrow();
  if ((await countEnabled(tx)) + count > licensed) throw new Refusal('user.licence-full', { licensed });
}

/** The whole sheet is one transaction: at most the extensions that there are. @throws Refusal user.licence-full, user.role-above-own, user.last-administrator or user.wrong-superior */
export async function applyUsers(tx: Tx, actor: Actor, batch: Batch): Promise<Applied> {
  const licensed = await lockLicence(tx, actor.caller.tenantId);
  const rows = await stagedUsers(tx, batch);
  // His scope and his rights may have become narrower since the sheet was checked.
  const users = await findUsers(
    tx,
    actor.caller,
    'user.edit',
    rows.map(({ recordId }) => recordId).concat(actor.caller.userId),
  );
  const roles = await rolesOf(tx);
  const byId = new Map(users.map((user) => [user.id, user]));
  const counts = { created: 0, updated: 0, skipped: 0, assigned: 0 };
  for (const row of rows) {
    const user = byId.get(row.recordId);
    if ((row.state === 'new' || user) && !mayBecome(roles, actor.caller, user, row.fields))
      throw new Refusal('user.role-above-own');
    if (row.state === 'new') await createOne(tx, actor, batch, row);
    else if (user) await changeOne(tx, actor, batch, user, row);
    counts[row.state === 'new' ? 'created' : user ? 'updated' : 'skipped']++;
  }
  if (counts.created && (await countEnabled(tx)) > licensed) throw new Refusal('user.licence-full', { licensed });
  if ((await countEnabled(tx, 'administrator')) === 0) throw new Refusal('user.last-administrator');
  const superiors = await superiorsByUser(tx);
  for (const {
    fields: { superiorId },
    recordId,
  } of rows)
    if (superiorId && isCircle(superiors, new Set([recordId]), superiorId)) throw new Refusal('user.wrong-superior');
  return counts;
}

async function createOne(
  tx: Tx,
  actor: Actor,
  batch: Batch,
  { line, key, fields: { noteAt, ...stored } }: StagedUser,
): Promise<void> {
  const { tenantId, departmentId } = actor.caller;
  const roleId =
    stored.roleId ??
    (await tx.selectFrom('roles').select('id').where('code', '=', 'agent').executeTakeFirstOrThrow()).id;
  const passwordHash = await hashPassword(randomPassword(await passwordLengthOf(tx, tenantId)));
  const made = {
    departmentId,
    ...(await withKnownCallerIds(tx, stored)),
    roleId,
    name: stored.name ?? key,
    ...(noteAt && { notes: withNotes(['', '', '', '', ''], noteAt) }),
  };
  const id = await insertUser(tx, { tenantId, extension: key, passwordHash, mustChangePassword: true, fields: made });
  await tx
    .updateTable('importRows')
    .set({ recordId: id })
    .where('importId', '=', batch.importId)
    .where('line', '=', line)
    .execute();
  await audit(tx, actor, {
    action: 'user.create',
    recordType: 'user',
    recordId: id,
    recordName: `${made.name} ${key}`,
    after: { extension: key, ...made },
  });
}

async function changeOne(
  tx: Tx,
  actor: Actor,
  batch: Batch,
  user: UserRecord,
  { line, fields: { noteAt, ...stored } }: StagedUser,
): Promise<void> {
  const wanted: Stored = { ...stored, ...(noteAt && { notes: withNotes(user.notes, noteAt) }) };
  const keys = (Object.keys(wanted) as (keyof Stored & keyof UserRecord)[]).filter(
    (key) => JSON.stringify(wanted[key]) !== JSON.stringify(user[key]),
  );
  if (keys.length === 0) return;
  if (!isNoHigher(actor.caller, user)) throw new Refusal('user.role-above-own');
  const before = Object.fromEntries(keys.map((key) => [key, user[key]]));
  const after = Object.fromEntries(keys.map((key) => [key, wanted[key]])) as Stored;
  await write(tx, actor, user, after);
  await tx
    .insertInto('importChanges')
    .values({
      tenantId: actor.caller.tenantId,
      importId: batch.importId,
      line,
      recordId: user.id,
      before: JSON.stringify(before),
      version: user.version + 1,
    })
    .execute();
  await audit(tx, actor, {
    action: 'user.change',
    recordType: 'user',
    recordId: user.id,
    recordName: `${user.name} ${user.extension}`,
    before,
    after,
  });
}

async function write(tx: Tx, { caller }: Actor, user: UserRecord, after: Stored): Promise<void> {
  await updateUsers(tx, caller.tenantId, [user], await withKnownCallerIds(tx, after));
  const { departmentId } = after;
  if (departmentId !== undefined) await publish(tx, 'agent.moved', { agentIds: [user.agentId], departmentId });
}

const withNotes = (notes: readonly string[], noteAt: Record<number, string>): string[] =>
  notes.map((text, i) => noteAt[i] ?? text);

/** New users who have done nothing yet are removed; those whom nobody changed since get back what they had, unless that is above the actor. @throws Refusal user.last-administrator */
export async function undoUsers(tx: Tx, actor: Actor, batch: Batch): Promise<Undone> {
  await lockLicence(tx, actor.caller.tenantId);
  const roles = await rolesOf(tx);
  const undone = { removed: 0, restored: 0, kept: 0 };
  const everybody = { ...actor.caller, scope: 'all', scopes: {} } as const;
  const created = (await stagedUsers(tx, batch)).filter(({ state }) => state === 'new').map(({ recordId }) => recordId);
  for (const user of created.length ? await findUsers(tx, everybody, 'user.edit', created) : []) {
    const isUntouched =
      user.version === 1 && user.lastSignInAt === null && isNoHigher(actor.caller, user) && !(await hasData(tx, user));
    undone[isUntouched ? 'removed' : 'kept']++;
    if (!isUntouched) continue;
    await tx.deleteFrom('agents').where('id', '=', user.agentId).execute();
    await tx.deleteFrom('users').where('id', '=', user.id).execute();
    await audit(tx, actor, {
      action: 'user.delete',
      recordType: 'user',
      recordId: user.id,
      recordName: `${user.name} ${user.extension}`,
    });
  }
  const changes = await tx
    .selectFrom('importChanges')
    .selectAll()
    .where('importId', '=', batch.importId)
    .where('line', '>', batch.from)
    .where('line', '<=', batch.to)
    .execute();
  const users = new Map(
    (changes.length
      ? await findUsers(
          tx,
          everybody,
          'user.edit',
          changes.map(({ recordId }) => recordId),
        )
      : []
    ).map((user) => [user.id, user]),
  );
  for (const { recordId, before, version } of changes) {
    const user = users.get(recordId);
    const isOpen =
      user?.version === version &&
      isNoHigher(actor.caller, user) &&
      mayBecome(roles, actor.caller, user, before as Stored);
    undone[isOpen ? 'restored' : 'kept']++;
    if (!isOpen) continue;
    await write(tx, actor, user, before as Stored);
    await audit(tx, actor, {
      action: 'user.change',
      recordType: 'user',
      recordId,
      recordName: `${user.name} ${user.extension}`,
      after: before,
    });
  }
  if ((await countEnabled(tx, 'administrator')) === 0) throw new Refusal('user.last-administrator');
  return undone;
}

/** Users by extension, and whether the actor may edit them. */
export function existingUsers({ caller }: Actor) {
  const isOpen = inScope(caller, 'user.edit');
  return sql`select a.extension as key, u.id, coalesce(${isOpen}, false) as is_open from users u join agents a on a.tenant_id = u.tenant_id and a.user_id = u.id`;
}

/** More than there are extensions. */
export const usersPerBatch = 1_048_577;

/** An importer edits users as far as both permissions reach. */
const importing = (actor: Actor): Actor => {
  const { caller } = actor;
  return {
    ...actor,
    caller: {
      ...caller,
      scopes: { ...caller.scopes, 'user.edit': narrower(scopeOf(caller, 'user.import'), scopeOf(caller, 'user.edit')) },
    },
  };
};

export const usersImport: ImportSpec = {
  kind: 'users',
  fields,
  keyField: 0,
  changesOnly: false,
  batchRows: usersPerBatch,
  admit,
  openChecker: (tx, actor) => openChecker(tx, importing(actor)),
  existing: (actor) => existingUsers(importing(actor)),
  apply: (tx, actor, batch) => applyUsers(tx, importing(actor), batch),
  undo: (tx, actor, batch) => undoUsers(tx, importing(actor), batch),
};

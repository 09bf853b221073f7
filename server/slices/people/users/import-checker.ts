/** Checks a row of the batch sheet of agents: what its cells say, and what they refer to by name. */
import { userLimits } from '@bahu/contract/users.ts';
import type { SignInMethod } from '@bahu/domain/sign-in/methods.ts';
import {
  isCellError,
  phoneError,
  plainWord,
  readChoice,
  readLine,
  readNumber,
  readText,
  readYesNo,
  wordsOf,
  type Checked,
  type CellError,
} from '@bahu/domain/imports/cells.ts';
import { isNumberError, parseNumber, readPlain } from '@bahu/domain/numbers/dial.ts';
import { isWithin, type RoleRights } from '../../../kernel/auth/rights.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { field, type Actor, type RowChecker } from '../../platform/imports/index.ts';
import { homeOf } from '../../platform/tenants/index.ts';
import { isInScope, isNoHigher, mayFill } from './scope.ts';
import { findUsers, type UserRecord } from './store.ts';
import type { Stored } from './write.ts';

export const fields = [
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
const indexOf: ReadonlyMap<string, number> = new Map(fields.map(({ key }, index) => [key, index]));
const methodWords = wordsOf<SignInMethod>({
  any: ['不限'],
  web: ['本地登录', '浏览器', 'browser'],
  app: ['app 登录', '手机', 'mobile app', 'mobile'],
  'desk-phone': ['话机登录', '话机', 'desk phone'],
});

/** What the cells of a row say, once they are checked; notes by their index. */
export type RowFields = Stored & { noteAt?: Record<number, string> };

export async function openChecker(tx: Tx, { principal }: Actor): Promise<RowChecker> {
  const known = await readKnown(tx, principal);
  return (cells) => {
    const errors: { field: number; error: CellError }[] = [];
    const stored: RowFields = {};
    const cell = (key: string): string => (cells[indexOf.get(key)!] ?? '').trim();
    const take = <K extends keyof RowFields>(
      key: K,
      read: (text: string) => Checked<NonNullable<RowFields[K]>>,
    ): void => {
      const text = cell(key);
      if (text === '') return;
      const checked = read(text);
      if (isCellError(checked)) errors.push({ field: indexOf.get(key)!, error: checked });
      else stored[key] = checked.value;
    };
    const extension = cell('extension').normalize('NFKC');
    const user = known.users.get(extension);
    if (!/^[4-8][0-9]{2}$/.test(extension))
      errors.push({ field: 0, error: { reason: extension === '' ? 'required' : 'extension', params: {} } });
    else if (!user && extension === '800')
      errors.push({ field: 0, error: { reason: 'administrator-extension', params: {} } });
    else if (user && !isNoHigher(principal, user))
      errors.push({ field: 0, error: { reason: 'role-above-own', params: {} } });
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
    take('signInMethod', (text) => readChoice(text, methodWords));
    take('lockLimit', (text) => readNumber(text, 0, userLimits.lockLimit, true));
    take('lockDays', (text) => readNumber(text, 0, userLimits.lockDays, true));
    take('wrapUpSeconds', (text) => readNumber(text, 0, userLimits.wrapUpSeconds, true));
    take('staffingWeight', (text) => readNumber(text, 0, 10, false));
    readNotes(cell, stored, errors);
    if (!user && stored.name === undefined) errors.push({ field: 1, error: { reason: 'required', params: {} } });
    if (errors.length === 0 && !mayBecome(known.roles, principal, user, stored))
      errors.push({ field: indexOf.get('roleId')!, error: { reason: 'role-above-own', params: {} } });
    return { key: extension, data: [JSON.stringify(stored)], errors };
  };
}

export type Role = RoleRights & { id: string; code: string };
export const rolesOf = (tx: Tx): Promise<(Role & { name: string })[]> =>
  tx.selectFrom('roles').select(['id', 'code', 'name', 'scope', 'scopes', 'permissions', 'masksNumbers']).execute();

/** Whether a row leads to a role and department that are not above the importer; who names none gets the agents' role and the importer's department. */
export function mayBecome(
  roles: readonly Role[],
  principal: Principal,
  user: UserRecord | undefined,
  { roleId, departmentId }: Stored,
): boolean {
  const role =
    user && roleId === undefined
      ? user.roleRights
      : roles.find(({ id, code }) => (roleId === undefined ? code === 'agent' : id === roleId));
  return (
    role !== undefined &&
    isNoHigher(principal, {
      roleRights: role,
      departmentId: departmentId !== undefined ? departmentId : (user ?? principal).departmentId,
    })
  );
}

function readNotes(
  cell: (key: string) => string,
  stored: RowFields,
  errors: { field: number; error: CellError }[],
): void {
  for (let i = 0; i < userLimits.notes; i++) {
    const text = cell(`note${i + 1}`);
    if (text === '') continue;
    const checked = readText(text, userLimits.note);
    if (isCellError(checked)) errors.push({ field: indexOf.get(`note${i + 1}`)!, error: checked });
    else (stored.noteAt ??= {})[i] = checked.value;
  }
}

/** What the cells refer to by name. A tenant has at most some hundred of each. */
async function readKnown(tx: Tx, principal: Principal) {
  const home = await homeOf(tx, principal.tenantId);
  const all = await findUsers(
    tx,
    { ...principal, scope: 'all', scopes: {} },
    'user.read',
    (await tx.selectFrom('users').select('id').execute()).map(({ id }) => id).concat(principal.userId),
  );
  const users = new Map(all.map((user) => [user.extension, user]));
  const loginNames = new Map(
    all.flatMap((user) => (user.loginName ? [[user.loginName.toLowerCase(), user.id] as const] : [])),
  );
  const roles = await rolesOf(tx);
  const departments = await departmentsByWord(tx);
  const callerIds = await callerIdReader(tx, principal);
  return {
    users,
    roles,
    callerId: callerIds,
    phone: (text: string): Checked<string> => {
      const number = readPlain(text, home);
      return isNumberError(number) ? phoneError(number) : { value: number };
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
      if (user?.id === principal.userId && role.id !== user.roleId) return { reason: 'own-account', params: {} };
      return isWithin(principal, role) ? { value: role.id } : { reason: 'role-above-own', params: {} };
    },
    department: (text: string): Checked<string> => {
      const id = departments.get(plainPath(text));
      return id && mayFill(principal, id) ? { value: id } : { reason: 'unknown-department', params: {} };
    },
    superior: (text: string): Checked<string> => {
      const named = all.filter(
        (user) => (user.extension === text || user.name === text) && isInScope(principal, user, 'user.read'),
      );
      return named.length === 1 ? { value: named[0]!.id } : { reason: 'unknown-agent', params: {} };
    },
  };
}

/** A caller ID of the tenant in any form; words for none give the standard one back. */
export async function callerIdReader(tx: Tx, principal: Principal): Promise<(text: string) => Checked<string | null>> {
  const home = await homeOf(tx, principal.tenantId);
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

import { sql } from 'kysely';
import { UserFilter, userRoutes } from '@bahu/contract/users.ts';
import { numberFor, textFor } from '../../../kernel/auth/principal.ts';
import { exportSpec, ownNumber, word, yesNo, type ExportSpec } from '../../platform/exports/index.ts';
import { matching as matchingSignIns } from './sign-ins.ts';
import { described, matching, type UserRecord } from './store.ts';

const kinds = word({
  agent: { 'zh-CN': '普通坐席', en: 'Agent' },
  administrator: { 'zh-CN': '企业管理员', en: 'Enterprise administrator' },
  staff: { 'zh-CN': '普通员工', en: 'Staff' },
});
const methods = word({
  any: { 'zh-CN': '不限', en: 'Any' },
  web: { 'zh-CN': '本地登录', en: 'Browser' },
  app: { 'zh-CN': 'APP 登录', en: 'Mobile app' },
  'desk-phone': { 'zh-CN': '话机登录', en: 'Desk phone' },
});

const orders = {
  extension: sql`a.extension`,
  name: sql`u.name collate "zh-x-icu", u.id`,
  created: sql`u.created_at desc, u.id desc`,
  'last-sign-in': sql`u.last_sign_in_at desc nulls last, u.id desc`,
};
const note = (index: number): ExportSpec<UserRecord>['columns'][string] => ({
  head: { 'zh-CN': `备注 ${index + 1}`, en: `Note ${index + 1}` },
  show: (row, { reader }) => textFor(reader, row.notes[index] ?? ''),
});

export const usersExport = exportSpec<UserRecord>({
  kind: 'users',
  filter: UserFilter,
  columns: {
    extension: { head: { 'zh-CN': '分机号', en: 'Extension' }, show: (row) => row.extension },
    name: { head: { 'zh-CN': '姓名', en: 'Name' }, show: (row) => row.name },
    loginName: { head: { 'zh-CN': '登录名', en: 'Login name' }, show: (row) => row.loginName ?? '' },
    role: { head: { 'zh-CN': '角色', en: 'Role' }, show: (row) => row.roleName },
    department: { head: { 'zh-CN': '部门', en: 'Department' }, show: (row) => row.departmentName ?? '' },
    superior: { head: { 'zh-CN': '上级', en: 'Superior' }, show: (row) => row.superiorName ?? '' },
    kind: { head: { 'zh-CN': '类型', en: 'Kind' }, show: (row, shown) => kinds(row.kind, shown) },
    isEnabled: { head: { 'zh-CN': '启用账号', en: 'Enabled' }, show: (row, shown) => yesNo(row.isEnabled, shown) },
    boundPhone: {
      head: { 'zh-CN': '绑定电话', en: 'Bound phone' },
      show: (row, { reader }) => (row.boundPhone === null ? '' : numberFor(reader, row.boundPhone)),
    },
    isRecorded: { head: { 'zh-CN': '通话录音', en: 'Recorded' }, show: (row, shown) => yesNo(row.isRecorded, shown) },
    forwardsToMobile: {
      head: { 'zh-CN': '异常转手机', en: 'Forwards to mobile' },
      show: (row, shown) => yesNo(row.forwardsToMobile, shown),
    },
    callerId: { head: { 'zh-CN': '外显号码', en: 'Caller ID' }, show: (row) => ownNumber(row.callerId) },
    transferCallerId: {
      head: { 'zh-CN': '转接外显号码', en: 'Caller ID on transfer' },
      show: (row) => ownNumber(row.transferCallerId),
    },
    trunk: { head: { 'zh-CN': '呼出外线', en: 'Trunk' }, show: (row) => row.trunkName ?? '' },
    mayCallDomestic: {
      head: { 'zh-CN': '可拨国内', en: 'Domestic calls' },
      show: (row, shown) => yesNo(row.mayCallDomestic, shown),
    },
    mayCallInternational: {
      head: { 'zh-CN': '可拨国际', en: 'International calls' },
      show: (row, shown) => yesNo(row.mayCallInternational, shown),
    },
    isInsideOnly: {
      head: { 'zh-CN': '内线坐席', en: 'Inside only' },
      show: (row, shown) => yesNo(row.isInsideOnly, shown),
    },
    shortNumber: { head: { 'zh-CN': '内部显示号', en: 'Short number' }, show: (row) => row.shortNumber },
    signInMethod: {
      head: { 'zh-CN': '登录方式', en: 'Sign-in method' },
      show: (row, shown) => methods(row.signInMethod, shown),
    },
    deskPhonePops: {
      head: { 'zh-CN': '话机时 WEB 弹屏', en: 'Desk phone pops' },
      show: (row, shown) => yesNo(row.deskPhonePops, shown),
    },
    lockLimit: { head: { 'zh-CN': '锁定客户数', en: 'Lock limit' }, show: (row) => String(row.lockLimit) },
    lockDays: { head: { 'zh-CN': '锁定天数', en: 'Lock days' }, show: (row) => String(row.lockDays) },
    staffingWeight: { head: { 'zh-CN': '人力值', en: 'Staffing weight' }, show: (row) => String(row.staffingWeight) },
    wrapUpSeconds: { head: { 'zh-CN': '话后时间（秒）', en: 'Wrap-up (s)' }, show: (row) => String(row.wrapUpSeconds) },
    note1: note(0),
    note2: note(1),
    note3: note(2),
    note4: note(3),
    note5: note(4),
    lastSignInAt: {
      head: { 'zh-CN': '最近登录', en: 'Last sign-in' },
      show: (row, { time }) => time(row.lastSignInAt),
    },
    createdAt: { head: { 'zh-CN': '创建时间', en: 'Created' }, show: (row, { time }) => time(row.createdAt) },
  },
  query: async (tx, reader, filter, ids) => {
    // Both the right to see and the right to take along have a scope.
    const found = matching(tx, reader, 'user.read', filter).where(
      'u.id',
      'in',
      matching(tx, reader, 'user.export', {}),
    );
    const { sort = 'extension' } = filter as { sort?: keyof typeof orders };
    return described(tx)
      .where('u.id', 'in', ids ? found.where('u.id', 'in', [...ids]) : found)
      .orderBy(orders[sort]);
  },
});

interface SignInRow {
  at: Date;
  account: string;
  userName: string | null;
  address: string;
  device: string;
  result: string;
  reason: string | null;
  signedOutAt: Date | null;
  signOutReason: string | null;
}
const results = word({ ok: { 'zh-CN': '成功', en: 'Signed in' }, refused: { 'zh-CN': '失败', en: 'Refused' } });
const refusals = word({
  'session.wrong-password': { 'zh-CN': '账号或密码不正确', en: 'Wrong account or password' },
  'session.locked': { 'zh-CN': '账号已锁定', en: 'Locked' },
  'session.disabled': { 'zh-CN': '账号已停用', en: 'Disabled' },
  'session.wrong-code': { 'zh-CN': '动态验证码不正确', en: 'Wrong code' },
  'session.wrong-method': { 'zh-CN': '登录方式不符', en: 'Wrong sign-in method' },
});
const signOuts = word({
  user: { 'zh-CN': '主动退出', en: 'Signed out' },
  elsewhere: { 'zh-CN': '在别处登录', en: 'Signed in elsewhere' },
  expired: { 'zh-CN': '超时', en: 'Expired' },
  password: { 'zh-CN': '密码已修改', en: 'Password changed' },
  disabled: { 'zh-CN': '账号停用', en: 'Disabled' },
  administrator: { 'zh-CN': '管理员强制退出', en: 'By an administrator' },
  tenant: { 'zh-CN': '企业停用', en: 'Company suspended' },
});

export const signInsExport = exportSpec<SignInRow>({
  kind: 'sign-ins',
  filter: userRoutes.signIns.query,
  columns: {
    at: { head: { 'zh-CN': '登录时间', en: 'Time' }, show: (row, { time }) => time(row.at) },
    account: { head: { 'zh-CN': '账号', en: 'Account' }, show: (row) => row.account },
    user: { head: { 'zh-CN': '姓名', en: 'Name' }, show: (row) => row.userName ?? '' },
    result: {
      head: { 'zh-CN': '结果', en: 'Result' },
      show: (row, shown) => results(row.result === 'ok' ? 'ok' : 'refused', shown),
    },
    reason: { head: { 'zh-CN': '失败原因', en: 'Reason' }, show: (row, shown) => refusals(row.reason, shown) },
    address: { head: { 'zh-CN': '地址', en: 'Address' }, show: (row) => row.address },
    device: { head: { 'zh-CN': '设备', en: 'Device' }, show: (row) => row.device },
    signedOutAt: { head: { 'zh-CN': '退出时间', en: 'Signed out' }, show: (row, { time }) => time(row.signedOutAt) },
    signOutReason: {
      head: { 'zh-CN': '退出原因', en: 'Why' },
      show: (row, shown) => signOuts(row.signOutReason, shown),
    },
  },
  query: async (tx, reader, filter, ids) => {
    const found = matchingSignIns(tx, reader, filter);
    return (ids ? found.where('i.id', 'in', [...ids]) : found)
      .select([
        'i.at',
        'i.account',
        'u.name as userName',
        'i.address',
        'i.device',
        'i.result',
        'i.reason',
        'i.signedOutAt',
        'i.signOutReason',
      ])
      .orderBy('i.at', 'desc')
      .orderBy('i.id', 'desc');
  },
});

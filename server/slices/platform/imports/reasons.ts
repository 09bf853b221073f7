/** Why a row was left out, in words for the file that people put right. (The screens have texts of their own in web/text.) */
import type { ReasonCode } from '@bahu/domain/imports/cells.ts';
import { numberReasons } from './number-reasons.ts';

export const reasonHead = { 'zh-CN': '未导入原因', en: 'Reason' } as const;

const texts: Record<ReasonCode, Record<'zh-CN' | 'en', string>> = {
  required: { 'zh-CN': '必填', en: 'is required' },
  'too-long': { 'zh-CN': '超过 {most} 个字符', en: 'is longer than {most} characters' },
  choice: { 'zh-CN': '不在可选值之内', en: 'is not one of the choices' },
  'yes-or-no': { 'zh-CN': '请填写「是」或「否」', en: 'must be yes or no' },
  number: { 'zh-CN': '应为 {least} 到 {most} 之间的数字', en: 'must be a number from {least} to {most}' },
  'e-mail': { 'zh-CN': '不是有效的邮箱', en: 'is not an e-mail address' },
  extension: { 'zh-CN': '分机号应为 400 到 899', en: 'must be an extension from 400 to 899' },
  'login-name': {
    'zh-CN': '登录名须以字母开头，由字母、数字、点、横线组成',
    en: 'must begin with a letter and hold letters, digits, dots and dashes',
  },
  'short-number': { 'zh-CN': '内部显示号最多 8 位数字', en: 'must be at most 8 digits' },
  'unknown-agent': { 'zh-CN': '没有这个坐席', en: 'names no agent' },
  'unknown-role': { 'zh-CN': '没有这个角色', en: 'names no role' },
  'unknown-department': { 'zh-CN': '没有这个部门', en: 'names no department' },
  'unknown-caller-id': { 'zh-CN': '不是已启用的外显号码', en: 'is not a caller ID in use' },
  'role-above-own': { 'zh-CN': '该角色的权限高于您自己', en: 'names a role with more rights than yours' },
  'administrator-extension': { 'zh-CN': '800 是企业管理员的分机', en: 'is the administrator’s extension' },
  'last-administrator': { 'zh-CN': '至少要保留一名管理员', en: 'would leave no administrator' },
  'login-name-taken': { 'zh-CN': '登录名已被使用', en: 'is the login name of somebody else' },
  'own-account': { 'zh-CN': '不能通过导入修改自己的角色', en: 'would change your own role' },
  'out-of-scope': { 'zh-CN': '该记录不在您的数据范围内', en: 'belongs to a record outside of your scope' },
  twice: { 'zh-CN': '与第 {line} 行重复', en: 'is the same as in row {line}' },
  exists: { 'zh-CN': '已存在', en: 'exists already' },
  'error-value': { 'zh-CN': '公式出错（{value}），没有内容', en: 'is an error ({value}) and no value' },
  'too-many-cells': {
    'zh-CN': '比表头多出 {cells} 格，可能有多余的分隔符',
    en: 'has {cells} cells more than the head; a delimiter may be too many',
  },
  moment: { 'zh-CN': '不是日期或时间', en: 'is no date or time' },
  ...numberReasons,
  'not-there': { 'zh-CN': '系统中没有这条记录', en: 'names nothing that exists' },
  'number-taken': { 'zh-CN': '号码已属于其他客户', en: 'is the number of another customer' },
  'customer-locked': {
    'zh-CN': '坐席已锁定这位客户，不能改归属',
    en: 'is a customer whom their agent has locked',
  },
  'too-many-numbers': {
    'zh-CN': '一位客户最多 {most} 个号码',
    en: 'would give the customer more than {most} numbers',
  },
  'too-many-labels': {
    'zh-CN': '标签比号码多（号码 {most} 个）',
    en: 'names more labels than the row has numbers ({most})',
  },
  'field-number': { 'zh-CN': '应为数字', en: 'must be a number' },
  'field-money': { 'zh-CN': '应为金额，最多两位小数', en: 'must be an amount with at most two decimals' },
  'field-date': { 'zh-CN': '应为日期，如 2026-01-05', en: 'must be a day, such as 2026-01-05' },
  'field-date-time': {
    'zh-CN': '应为日期时间，如 2026-01-05 16:30',
    en: 'must be a day and a time, such as 2026-01-05 16:30',
  },
  'field-file': { 'zh-CN': '表格装不下附件', en: 'is for files, which a sheet cannot hold' },
  'field-phone': { 'zh-CN': '不是电话号码', en: 'is not a telephone number' },
};

/** A code that is none any more: rows staged by an earlier version hold it. */
const other = { 'zh-CN': '内容有误，请重新导入后查看原因', en: 'is not accepted; import it again to see why' } as const;
const textOf = (reason: string): Record<'zh-CN' | 'en', string> =>
  Object.hasOwn(texts, reason) ? texts[reason as ReasonCode] : other;

interface CellErrorAt {
  column: number;
  reason: string;
  params: Record<string, string | number>;
}

/** The reasons of a row as one text, each with the head of its column, if it is of one. */
export function reasonText(errors: string | null, heads: readonly string[], language: 'zh-CN' | 'en'): string {
  const all = errors === null ? [] : (JSON.parse(errors) as CellErrorAt[]);
  return all
    .map(({ column, reason, params }) => {
      const text = textOf(reason)[language].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
      const head = heads[column];
      return head === undefined ? text : `${head}${language === 'en' ? ' ' : '：'}${text}`;
    })
    .join(language === 'en' ? '; ' : '；');
}

/** A failed request in the reader's words. */
import type { ErrorCode, ValidationError } from '@bahu/contract/errors.ts';
import { valueRules, type ValueRule } from '@bahu/domain/fields/field.ts';
import type { TFunction } from 'i18next';
import { ApiError } from './api.ts';

/** One sentence for a toast or a line. */
export function failureText(t: TFunction, error: unknown): string {
  if (!(error instanceof ApiError)) return t('requests.unknown');
  if (error.code === 'network' || error.code === 'unknown') return t(`requests.${error.code}`);
  const why = error.code === 'phone.invalid-number' ? error.params?.['why'] : undefined;
  if (typeof why === 'string')
    return t(`numbers.${why}` as 'numbers.decimal', {
      ...error.params,
      defaultValue: t('errors.phone.invalid-number'),
    });
  const unknown = error.fields.find(({ rule }) => rule === 'unknown');
  if (error.code === 'input.invalid' && unknown) return ruleText(t, unknown);
  return t(`errors.${error.code}`, { ...error.params, id: error.id });
}

/** Whether the server could not be reached. */
export const isOutOfReach = (error: unknown): boolean => error instanceof ApiError && error.code === 'network';

export const failedWith = (error: unknown, code: ErrorCode): boolean =>
  error instanceof ApiError && error.code === code;

/** Whether somebody else changed the record meanwhile. */
export const isConflict = (error: unknown): boolean =>
  failedWith(error, 'conflict') || failedWith(error, 'customer.changed-meanwhile');

/** Of a field that the company designed, whose code may be any word: never mistaken for one that is built in. */
const isDesigned = (path: string): boolean => path.startsWith('fields.');
const isValueRule = (rule: string): rule is ValueRule | 'unknown' =>
  rule === 'unknown' || valueRules.some((known) => known === rule);

/** What is wrong with a field, by the rule of the schema that it breaks. */
export function ruleText(t: TFunction, { path, rule, limit }: ValidationError): string {
  if (isDesigned(path) && isValueRule(rule)) return t(`fields.rules.${rule}`);
  if (path.endsWith('extension')) return t('validation.badExtension');
  if (path.endsWith('loginName') && rule === 'pattern') return t('validation.badLoginName');
  if (/phone$/i.test(path)) return t('validation.badPhone');
  if (rule === 'phone') return t('validation.badPhone');
  if (rule === 'money' || rule === 'date') return t(`fields.rules.${rule}`);
  if (rule === 'required') return t('validation.required');
  if (rule === 'unknown') return t('validation.unknown', { path });
  if (rule === 'reference') return t('validation.gone');
  if (rule === 'maxLength') return t('validation.tooLong', { limit });
  if (rule === 'minLength') return limit === 1 ? t('validation.required') : t('validation.tooShort', { limit });
  if (rule === 'minimum') return t('validation.tooSmall', { limit });
  if (rule === 'maximum') return t('validation.tooLarge', { limit });
  if (rule === 'minItems') return t('validation.tooFew');
  if (rule === 'maxItems') return t('validation.tooMany', { limit });
  return t('validation.badField');
}

/** Texts by field name, for the forms: refusals that point at a field, and codes that are about one. */
export function fieldFailures(t: TFunction, error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  // What breaks the schema is said by its rule, what a slice refuses by its own words.
  const textOf = (field: ValidationError): string =>
    error.code === 'input.invalid' ? ruleText(t, field) : failureText(t, error);
  const named = error.fields.map((field) => [nameOf(field.path), textOf(field)]);
  const isPlaced = error.fields.some(({ path }) => ofLine.test(path));
  const field = isPlaced
    ? undefined
    : error.code === 'phone.invalid-number'
      ? (error.fields[0]?.path ?? 'phone')
      : fieldOfCode[error.code];
  return Object.fromEntries(field ? [...named, [field, failureText(t, error)]] : named);
}

/** A cell of a line, `numbers.1.phone`, which keeps its place. Paths of schemas have slashes. */
const ofLine = /^\/?([A-Za-z]+)[./](\d+)(?:[./](?:.*[./])?([A-Za-z]+))?$/;

function nameOf(path: string): string {
  if (isDesigned(path)) return path;
  const [, name, place, column] = ofLine.exec(path) ?? [];
  if (name !== undefined) return [name, place, column].filter((part) => part !== undefined).join('.');
  return path.split(/[./]/).findLast(Boolean) ?? '';
}

const fieldOfCode: Readonly<Partial<Record<ApiError['code'], string>>> = {
  'user.extension-taken': 'extension',
  'user.administrator-extension': 'extension',
  'user.wrong-range': 'toExtension',
  'user.login-name-taken': 'loginName',
  'user.wrong-superior': 'superiorId',
  'user.unknown-caller-id': 'callerId',
  'user.role-above-own': 'roleId',
  'role.code-taken': 'code',
  'role.name-taken': 'name',
  'department.code-taken': 'code',
  'department.name-taken': 'name',
  'department.cycle': 'parentId',
  'department.too-deep': 'parentId',
  'agent-group.name-taken': 'name',
  'caller-id.taken': 'number',
  'caller-id.wrong-range': 'toNumber',
  'tenant.unreadable-colour': 'colour',
  'tenant.code-taken': 'code',
  'webhook.address': 'url',
  'customer.phone-taken': 'phone',
  'customer.phone-taken-by': 'phone',
  'session.wrong-password': 'password',
  'session.weak-password': 'password',
  'session.common-password': 'password',
  'session.password-not-mixed': 'password',
};

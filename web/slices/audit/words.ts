/** Names of actions, records, fields and values; what has no text of its own is shown as it is. */
import { auditActions } from '@bahu/contract/audit.ts';
import { permissions } from '@bahu/contract/permissions.ts';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { fullTime } from '../../lib/format.ts';
import type { Value } from './difference.ts';
import { recordTypes } from './search.ts';

const isOneOf = <const T extends readonly string[]>(list: T, value: string): value is T[number] => list.includes(value);

export const actionName = (t: TFunction, action: string): string => (isOneOf(auditActions, action) ? t(`audit.actions.${action}`) : action);
export const recordName = (t: TFunction, type: string): string => (isOneOf(recordTypes, type) ? t(`audit.records.${type}`) : type);

export interface Words {
  field: (path: readonly string[]) => string;
  value: (value: Value | undefined) => string;
}

const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;
const scopes = ['own', 'department', 'all'] as const;

export function useWords(): Words {
  const { t, i18n } = useTranslation();
  const known = (key: string): string | null => (i18n.exists(key) ? i18n.t(key as never) : null);
  const one = (name: string): string => (isOneOf(permissions, name) ? t(`permissions.${name}`) : (known(`audit.fields.${name}`) ?? name));
  return {
    field: (path) => path.map(one).join(' · '),
    value: (value) => {
      if (value === undefined || value === null || value === '') return t('audit.empty');
      if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
      if (typeof value === 'number') return String(value);
      if (isOneOf(permissions, value)) return t(`permissions.${value}`);
      if (isOneOf(scopes, value)) return t(`roles.scopes.${value}`);
      return moment.test(value) ? fullTime(value) : value;
    },
  };
}

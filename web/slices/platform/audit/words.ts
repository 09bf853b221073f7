/** Names of actions, records, fields and values; what has no text of its own is shown as it is. */
import { auditActions, auditedRecords } from '@bahu/contract/audit.ts';
import { errorStatus, type ErrorCode } from '@bahu/contract/errors.ts';
import { permissions } from '@bahu/contract/permissions.ts';
import { userRoutes } from '@bahu/contract/users.ts';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { fullTime } from '../../../lib/format.ts';
import { roleName } from '../../../lib/role-name.ts';
import { useClient, useSlices } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { valueWord } from './value-word.ts';
import { idsIn } from '../../../ui/people.ts';
import { useKnownPeople } from '../../../ui/use-people.ts';
import type { Value } from './difference.ts';

const isOneOf = <const T extends readonly string[]>(list: T, value: string): value is T[number] => list.includes(value);

export const actionName = (t: TFunction, action: string): string =>
  isOneOf(auditActions, action) ? t(`audit.actions.${action}`) : action;
export const recordName = (t: TFunction, type: string): string =>
  isOneOf(auditedRecords, type) ? t(`audit.records.${type}`) : type;

/** Of an act that was refused, why; of one that nobody is sure of, that. */
export function outcomeText(t: TFunction, outcome: string | null): string {
  if (outcome === null) return t('audit.unknownOutcome');
  return Object.hasOwn(errorStatus, outcome) ? t(`errors.${outcome as ErrorCode}`) : outcome;
}

export interface Words {
  field: (path: readonly string[]) => string;
  /** `path` tells what a value of a closed list means. */
  value: (value: Value | undefined, path?: readonly string[]) => string;
}

/** Of what is gone, or what the reader may not see. */
const idPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

/** Names of roles, departments, groups and trunks by their ids, as far as the reader may see them. */
function useNames(): ReadonlyMap<string, string> {
  const { t } = useTranslation();
  const users = useClient(userRoutes);
  const maySeeUsers = useMay('user.read');
  const { data } = useQuery({
    queryKey: ['users', 'options'],
    queryFn: ({ signal }) => users.options({ signal }),
    enabled: maySeeUsers,
    staleTime: 30_000,
  });
  return useMemo(() => {
    if (!data) return new Map();
    const roles = data.roles.map(({ id, name }) => ({ id, name: roleName(t, name) }));
    return new Map([...roles, ...data.departments, ...data.groups, ...data.trunks].map(({ id, name }) => [id, name]));
  }, [data, t]);
}

/** Words of fields, and of these values: of people among them the names. */
export function useWords(values: readonly unknown[] = []): Words {
  const { t, i18n } = useTranslation();
  const names = useNames();
  const person = useKnownPeople(idsIn(values).filter((id) => !names.has(id)));
  const slices = useSlices();
  const known = (key: string): string | null => (i18n.exists(key) ? i18n.t(key as never) : null);
  const one = (name: string): string =>
    isOneOf(permissions, name) ? t(`permissions.${name}`) : (known(`audit.fields.${name}`) ?? name);
  return {
    field: (path) => path.map(one).join(' · '),
    value: (value, path) => {
      if (value === undefined || value === null || value === '') return t('audit.empty');
      if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
      if (typeof value === 'number') return String(value);
      if (isOneOf(permissions, value)) return t(`permissions.${value}`);
      const named = names.get(value);
      if (named !== undefined) return named;
      const somebody = person(value)?.person;
      if (somebody) return `${somebody.name} ${somebody.extension}`;
      const field = path?.at(-1);
      const word = valueWord(slices, i18n, field, value);
      if (word !== null) return word;
      if (field === 'roleName') return roleName(t, value);
      if (idPattern.test(value)) return t('audit.unnamed');
      return moment.test(value) ? fullTime(value) : value;
    },
  };
}

/** The form of a person: its values, its sections, and the requests that they become. */
import { agentKinds, userLimits, type NewUser, type User, type UserChange } from '@bahu/contract/users.ts';
import { signInMethods } from '@bahu/domain/sign-in/methods.ts';
import type { TFunction } from 'i18next';
import { roleName } from '../../../lib/role-name.ts';
import { treeOf, type Field, type Option, type Section } from '../../../ui/form/fields.ts';
import type { Remote } from '../../../ui/remote/remote.ts';
import type { UserOptions } from './use-user-options.ts';

export interface UserValues extends Required<Omit<NewUser, 'loginName'>> {
  loginName: string;
  /** Also one that was stored before it was closed. */
}

export const startOf = (roleId: string): UserValues => ({
  extension: '',
  toExtension: '',
  name: '',
  loginName: '',
  password: '',
  roleId,
  departmentId: null,
  superiorId: null,
  kind: 'agent',
  isEnabled: true,
  isRecorded: true,
  boundPhone: '',
  forwardsToMobile: false,
  trunkId: null,
  callerId: null,
  transferCallerId: null,
  lockLimit: 0,
  lockDays: 0,
  signInMethod: 'any',
  deskPhonePops: true,
  shortNumber: '',
  mayCallDomestic: true,
  mayCallInternational: false,
  staffingWeight: 1,
  isInsideOnly: false,
  wrapUpSeconds: 20,
  notes: Array.from({ length: userLimits.notes }, () => ''),
  groupIds: [],
});

export const valuesOf = (user: User): UserValues => {
  const start = startOf(user.roleId);
  const known = Object.fromEntries(
    Object.keys(start).flatMap((name) => (name in user ? [[name, user[name as keyof User]]] : [])),
  );
  return { ...start, ...known, loginName: user.loginName ?? '' };
};

/** What a request carries: nothing that was left empty, and no login name as null. */
export function newUserOf({ toExtension, name, password, loginName, signInMethod, ...rest }: UserValues): NewUser {
  const isRange = toExtension !== '';
  return {
    ...rest,
    signInMethod,
    ...(isRange ? { toExtension } : {}),
    ...(name.trim() ? { name: name.trim() } : {}),
    ...(password ? { password } : {}),
    ...(loginName.trim() && !isRange ? { loginName: loginName.trim() } : {}),
  };
}

/** Only what a change may carry: an extension stays, a password is reset in another way. */
export function userChangeOf(version: number, changes: Partial<UserValues>): UserChange {
  const { loginName, ...rest } = changes;
  const fixed = new Set(['extension', 'toExtension', 'password']);
  const kept = Object.fromEntries(Object.entries(rest).filter(([name]) => !fixed.has(name)));
  return {
    version,
    ...kept,
    ...(loginName === undefined ? {} : { loginName: loginName.trim() || null }),
  };
}

type Fields = readonly Field<UserValues>[];

/** `user` is null for a new one. Choices come from the server once they are there. */
export function sectionsOf(
  t: TFunction,
  user: User | null,
  options: UserOptions | undefined,
  superiors: Remote,
): readonly Section<UserValues>[] {
  return [
    { title: t('users.section.person'), fields: personFields(t, user, options) },
    { title: t('users.section.rights'), fields: rightsFields(t, options, superiors) },
    { title: t('users.section.calling'), fields: callingFields(t, options) },
    {
      title: t('users.section.notes'),
      fields: [{ kind: 'notes', name: 'notes', label: t('users.field.notes'), isWide: true }],
    },
    { title: t('users.section.later'), note: t('users.hint.later'), fields: laterFields(t, options) },
  ];
}

const personFields = (t: TFunction, user: User | null, options: UserOptions | undefined): Fields => [
  {
    kind: 'text',
    name: 'extension',
    label: t('users.field.extension'),
    hint: t('users.hint.extension'),
    isRequired: user === null,
    patternText: t('validation.badExtension'),
    ...(user ? { fixed: t('users.hint.extension') } : {}),
  },
  {
    kind: 'text',
    name: 'toExtension',
    label: t('users.field.toExtension'),
    hint: t('users.hint.toExtension'),
    isShown: user === null,
    isRequired: false,
    patternText: t('validation.badExtension'),
  },
  {
    kind: 'text',
    name: 'name',
    label: t('users.field.name'),
    isRequired: user !== null,
    ...(user ? {} : { hint: t('users.hint.nameOfRange') }),
  },
  {
    kind: 'text',
    name: 'loginName',
    label: t('users.field.loginName'),
    hint: t('users.hint.loginName'),
    isRequired: false,
    patternText: t('validation.badLoginName'),
  },
  {
    kind: 'secret',
    name: 'password',
    label: t('users.field.password'),
    hint: t('users.hint.password'),
    isShown: user === null,
    isRequired: false,
  },
  { kind: 'text', name: 'boundPhone', label: t('users.field.boundPhone') },
  methodField(t),
  { kind: 'switch', name: 'deskPhonePops', label: t('users.field.deskPhonePops'), hint: t('users.hint.deskPhonePops') },
  {
    kind: 'multi-select',
    name: 'groupIds',
    label: t('users.field.groups'),
    options: (options?.groups ?? []).map(({ id, name }) => ({ value: id, label: name })),
    isLoading: !options,
  },
  {
    kind: 'switch',
    name: 'isEnabled',
    label: t('users.field.isEnabled'),
    hint: t('users.hint.isEnabled'),
    ...(user && !user.can.includes('disable') ? { fixed: t('ui.form.readOnlyPlain') } : {}),
  },
];

const rightsFields = (t: TFunction, options: UserOptions | undefined, superiors: Remote): Fields => [
  {
    kind: 'select',
    name: 'roleId',
    label: t('users.field.role'),
    options: (options?.roles ?? []).map(({ id, name, canGive }) => ({
      value: id,
      label: roleName(t, name),
      isDisabled: !canGive,
    })),
    isLoading: !options,
    isRequired: true,
  },
  {
    kind: 'tree',
    name: 'departmentId',
    label: t('users.field.department'),
    options: treeOf(options?.departments ?? []),
    isClearable: true,
    isLoading: !options,
  },
  {
    kind: 'remote',
    name: 'superiorId',
    label: t('users.field.superior'),
    isClearable: true,
    remote: superiors,
  },
  {
    kind: 'select',
    name: 'kind',
    label: t('users.field.kind'),
    hint: t('users.hint.kind'),
    options: agentKinds.map((value) => ({ value, label: t(`users.kind.${value}`) })),
  },
];

const callingFields = (t: TFunction, options: UserOptions | undefined): Fields => {
  const standard = options?.callerIds.find(({ isStandard }) => isStandard)?.label;
  return [
    {
      kind: 'select',
      name: 'callerId',
      label: t('users.field.callerId'),
      options: callerIdsOf(t, options),
      isClearable: true,
      isLoading: !options,
      placeholder: standard ? t('users.standardCallerId', { number: standard }) : t('users.standardNone'),
    },
    {
      kind: 'select',
      name: 'trunkId',
      label: t('users.field.trunk'),
      options: (options?.trunks ?? []).map(({ id, name }) => ({ value: id, label: name })),
      isClearable: true,
      isLoading: !options,
      placeholder: t('users.anyTrunk'),
    },
    { kind: 'number', name: 'wrapUpSeconds', label: t('users.field.wrapUpSeconds') },
    { kind: 'switch', name: 'isRecorded', label: t('users.field.isRecorded') },
    { kind: 'switch', name: 'mayCallDomestic', label: t('users.field.mayCallDomestic') },
    { kind: 'switch', name: 'mayCallInternational', label: t('users.field.mayCallInternational') },
    { kind: 'switch', name: 'isInsideOnly', label: t('users.field.isInsideOnly'), hint: t('users.hint.isInsideOnly') },
  ];
};

const methodField = (t: TFunction): Field<UserValues> => ({
  kind: 'select',
  name: 'signInMethod',
  label: t('users.field.signInMethod'),
  options: signInMethods.map((value) => ({
    value,
    label: t(`users.signInMethod.${value}`),
    note: t(`users.signInWhere.${value}`),
  })),
});

const callerIdsOf = (t: TFunction, options: UserOptions | undefined): Option[] =>
  (options?.callerIds ?? []).map(({ number, label, isStandard }) => ({
    value: number,
    label,
    ...(isStandard ? { note: t('users.standardNone') } : {}),
  }));

/** Kept with the account already, and not yet obeyed by calls: they stand apart, so that nobody relies on them. */
const laterFields = (t: TFunction, options: UserOptions | undefined): Fields => [
  {
    kind: 'switch',
    name: 'forwardsToMobile',
    label: t('users.field.forwardsToMobile'),
    hint: t('users.hint.forwardsToMobile'),
  },
  {
    kind: 'select',
    name: 'transferCallerId',
    label: t('users.field.transferCallerId'),
    options: callerIdsOf(t, options),
    isClearable: true,
    isLoading: !options,
    placeholder: t('users.ownNumber'),
  },
  { kind: 'text', name: 'shortNumber', label: t('users.field.shortNumber'), hint: t('users.hint.shortNumber') },
  { kind: 'number', name: 'lockLimit', label: t('users.field.lockLimit'), hint: t('users.hint.lock') },
  { kind: 'number', name: 'lockDays', label: t('users.field.lockDays'), hint: t('users.hint.lock') },
  {
    kind: 'number',
    name: 'staffingWeight',
    label: t('users.field.staffingWeight'),
    hint: t('users.hint.staffingWeight'),
  },
];

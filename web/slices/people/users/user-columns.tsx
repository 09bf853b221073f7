/** The columns of the list of people. */
import type { User } from '@bahu/contract/users.ts';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { duration } from '../../../lib/format.ts';
import { roleName } from '../../../lib/role-name.ts';
import type { Column } from '../../../ui/list/column.ts';
import { Initial, Tag } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';

type Words = (key: 'users.on' | 'users.off') => string;

const orNone = (text: string | null) => (text ? <span className="cut">{text}</span> : <span className="hint">—</span>);

function State({ user }: { user: User }) {
  const { t } = useTranslation();
  if (!user.isEnabled) return <Tag>{t('users.disabled')}</Tag>;
  if (user.lockedUntil) return <Tag tone="alarm">{t('users.locked')}</Tag>;
  return <Tag tone="ready">{t('users.enabled')}</Tag>;
}

/** Columns that only say yes or no, shown to whoever asks for them. */
const flags = [
  'isRecorded',
  'forwardsToMobile',
  'deskPhonePops',
  'mayCallDomestic',
  'mayCallInternational',
  'isInsideOnly',
] as const;

const flagColumns = (t: Words, titleOf: (flag: (typeof flags)[number]) => string): Column<User>[] =>
  flags.map((flag) => ({
    key: flag,
    title: titleOf(flag),
    width: 104,
    isOptional: flag !== 'isRecorded',
    isWideOnly: flag === 'isRecorded',
    isRoomy: flag === 'isRecorded',
    cell: (user) => (user[flag] ? t('users.on') : <span className="hint">{t('users.off')}</span>),
  }));

/** How somebody signs in, and when they did. */
const accountColumns = (t: TFunction): Column<User>[] => [
  {
    key: 'lastSignIn',
    exportAs: ['lastSignInAt'],
    title: t('users.field.lastSignIn'),
    width: 128,
    sort: { by: 'last-sign-in', way: 'down' },
    isRoomy: true,
    cell: (user) =>
      user.lastSignInAt ? <Moment at={user.lastSignInAt} /> : <span className="hint">{t('users.list.never')}</span>,
  },
  {
    key: 'loginName',
    title: t('users.field.loginName'),
    width: 120,
    isWideOnly: true,
    isRoomy: true,
    cell: (user) => orNone(user.loginName),
  },
  {
    key: 'boundPhone',
    title: t('users.field.boundPhone'),
    width: 136,
    isWideOnly: true,
    isRoomy: true,
    cell: (user) => orNone(user.boundPhone),
  },
  {
    key: 'created',
    exportAs: ['createdAt'],
    title: t('users.field.created'),
    width: 128,
    isWideOnly: true,
    sort: { by: 'created', way: 'down' },
    isRoomy: true,
    cell: (user) => <Moment at={user.createdAt} />,
  },
];

/** Shown only when somebody chose them. */
const optionalColumns = (t: TFunction): Column<User>[] => [
  {
    key: 'superior',
    title: t('users.field.superior'),
    width: 120,
    isOptional: true,
    cell: (user) => orNone(user.superiorName),
  },
  {
    key: 'trunk',
    title: t('users.field.trunk'),
    width: 120,
    isOptional: true,
    cell: (user) => (user.trunkName ? orNone(user.trunkName) : <span className="hint">{t('users.anyTrunk')}</span>),
  },
  {
    key: 'signInMethod',
    title: t('users.field.signInMethod'),
    width: 104,
    isOptional: true,
    cell: (user) => t(`users.signInMethod.${user.signInMethod}`),
  },
  {
    key: 'secondFactor',
    exportAs: [],
    title: t('users.field.secondFactor'),
    width: 112,
    isOptional: true,
    cell: (user) => t(user.hasSecondFactor ? 'users.on' : 'users.off'),
  },
  {
    key: 'shortNumber',
    title: t('users.field.shortNumber'),
    width: 104,
    isOptional: true,
    cell: (user) => orNone(user.shortNumber),
  },
  {
    key: 'staffingWeight',
    title: t('users.field.staffingWeight'),
    width: 88,
    align: 'right',
    isOptional: true,
    cell: (user) => user.staffingWeight,
  },
  {
    key: 'wrapUpSeconds',
    title: t('users.field.wrapUpSeconds'),
    width: 120,
    align: 'right',
    isOptional: true,
    cell: (user) => duration(user.wrapUpSeconds),
  },
];

export function useUserColumns(): readonly Column<User>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        key: 'name',
        title: t('users.field.name'),
        width: 200,
        fixed: 'left',
        sort: { by: 'name', way: 'up' },
        cell: (user) => (
          <span className="row">
            <Initial name={user.name} />
            <b className="cut">{user.name}</b>
          </span>
        ),
      },
      {
        key: 'extension',
        title: t('users.field.extension'),
        width: 88,
        sort: { by: 'extension', way: 'up' },
        cell: (user) => user.extension,
      },
      { key: 'role', title: t('users.field.role'), width: 112, cell: (user) => orNone(roleName(t, user.roleName)) },
      {
        key: 'department',
        title: t('users.field.department'),
        width: 136,
        cell: (user) => orNone(user.departmentName),
      },
      {
        key: 'kind',
        title: t('users.field.kind'),
        width: 168,
        isRoomy: true,
        cell: (user) => t(`users.kind.${user.kind}`),
      },
      {
        key: 'callerId',
        title: t('users.field.callerId'),
        width: 144,
        isRoomy: true,
        cell: (user) =>
          user.callerId ? (
            <span className="whole">{user.callerId}</span>
          ) : (
            <span className="hint">{t('users.standardNone')}</span>
          ),
      },
      {
        key: 'state',
        exportAs: ['isEnabled'],
        title: t('users.field.state'),
        width: 88,
        cell: (user) => <State user={user} />,
      },
      ...accountColumns(t),
      ...flagColumns(t, (flag) => t(`users.field.${flag}`)),
      ...optionalColumns(t),
    ],
    [t],
  );
}

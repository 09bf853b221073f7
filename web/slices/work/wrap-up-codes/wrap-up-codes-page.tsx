/** Groups of wrap-up codes: for which calls, whether one is required, and the codes in their order. */
import { wrapUpCodeRoutes, type WrapUpGroup } from '@bahu/contract/wrap-up-codes.ts';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../lib/services.tsx';
import type { Field, Option } from '../../../ui/form/fields.ts';
import type { Column } from '../../../ui/list/column.ts';
import { RecordsPage } from '../../../ui/list/records-page.tsx';
import { Tag } from '../../../ui/marks.tsx';
import { queueWords, useQueueOptions, withOwnQueues } from '../../../ui/queue-options.ts';
import { wordOf } from '../../../ui/wrap-up-code/picking.ts';
import { codesField, codesOf, type CodeLine } from './code-lines.ts';
import { wrapUpCodesShape } from './index.ts';

type Values = Omit<WrapUpGroup, 'id' | 'createdAt' | 'version' | 'can' | 'codes' | 'queueNames'> & {
  codes: readonly CodeLine[];
};
const start: Values = {
  name: '',
  nameEn: '',
  position: 1,
  appliesTo: 'all',
  queueIds: [],
  isRequired: false,
  isEnabled: true,
  codes: [],
};

/** What is sent of the values of the form. */
const sent = <V extends Partial<Values>>({ codes, ...values }: V) => ({
  ...values,
  ...(codes && { codes: codesOf(codes) }),
});

export function WrapUpCodesPage() {
  const { t } = useTranslation();
  const client = useClient(wrapUpCodeRoutes);
  const queues = useQueueOptions();
  const enabled = [true, false].map((value) => ({ value, label: t(value ? 'wrapUpCodes.on' : 'wrapUpCodes.off') }));
  return (
    <RecordsPage
      list="wrap-up-groups"
      record="wrap-up-group"
      client={{
        list: client.list,
        get: client.get,
        remove: client.remove,
        create: ({ body }: { body: Values }) => client.create({ body: sent(body) }),
        change: ({ params, body }: { params: { id: string }; body: Partial<Values> & { version: number } }) =>
          client.change({ params, body: sent(body) }),
      }}
      manage="wrap-up-group.manage"
      needs={t('permissions.wrap-up-group.manage')}
      shape={wrapUpCodesShape}
      columns={useColumns()}
      filters={[
        { key: 'search', kind: 'text', label: t('wrapUpCodes.search') },
        { key: 'enabled', kind: 'choice', label: t('wrapUpCodes.status'), isAlways: true, options: enabled },
      ]}
      what={t('wrapUpCodes.what')}
      unit={t('wrapUpCodes.unit')}
      nameOf={(row) => row.name}
      hint={t('wrapUpCodes.hint')}
      addText={t('wrapUpCodes.add')}
      form={{
        start,
        columns: 2,
        fields: (row) => fieldsOf(t, withOwnQueues(queues, row)),
        schemas: { create: wrapUpCodeRoutes.create.body, change: wrapUpCodeRoutes.change.body },
        removing: t('wrapUpCodes.removing'),
      }}
    />
  );
}

function fieldsOf(t: TFunction, queues: readonly Option[]): readonly Field<Values>[] {
  const of = <K extends keyof Values>(name: K) => ({ name, label: t(`wrapUpCodes.${name}`) });
  const targets = (['all', 'queues'] as const).map((value) => ({ value, label: t(`wrapUpCodes.targets.${value}`) }));
  return [
    { kind: 'text', ...of('name') },
    { kind: 'text', ...of('nameEn'), hint: t('wrapUpCodes.nameEnHint') },
    { kind: 'number', ...of('position'), hint: t('wrapUpCodes.positionHint') },
    { kind: 'radio', ...of('appliesTo'), options: targets, isRequired: true },
    {
      kind: 'multi-select',
      ...of('queueIds'),
      options: queues,
      isWide: true,
      isShown: ({ appliesTo }) => appliesTo === 'queues',
    },
    { kind: 'switch', ...of('isRequired'), hint: t('wrapUpCodes.requiredHint') },
    { kind: 'switch', ...of('isEnabled'), hint: t('wrapUpCodes.enabledHint') },
    codesField<Values>(t),
  ];
}

function useColumns(): readonly Column<WrapUpGroup>[] {
  const { t, i18n } = useTranslation();
  return [
    {
      key: 'name',
      title: t('wrapUpCodes.name'),
      width: 160,
      fixed: 'left',
      cell: (row) => <b className="cut">{row.name}</b>,
    },
    { key: 'nameEn', title: t('wrapUpCodes.nameEn'), width: 144, isWideOnly: true, cell: (row) => row.nameEn || '—' },
    { key: 'position', title: t('wrapUpCodes.position'), width: 64, align: 'right', cell: (row) => row.position },
    {
      key: 'appliesTo',
      title: t('wrapUpCodes.appliesTo'),
      width: 184,
      field: 'queueIds',
      cell: ({ appliesTo, queueNames }) => (
        <span className="cut">{appliesTo === 'all' ? t('wrapUpCodes.targets.all') : queueWords(t, queueNames)}</span>
      ),
    },
    {
      key: 'codes',
      title: t('wrapUpCodes.codes'),
      field: null,
      cell: ({ codes }) => (
        <span className="cut">
          {codes
            .filter(({ isEnabled }) => isEnabled)
            .map((code) => wordOf(code, i18n.language))
            .join(t('ui.separator')) || '—'}
        </span>
      ),
    },
    {
      key: 'isRequired',
      title: t('wrapUpCodes.isRequired'),
      width: 80,
      cell: ({ isRequired }) => (isRequired ? <Tag tone="ringing">{t('wrapUpCodes.required')}</Tag> : '—'),
    },
    {
      key: 'isEnabled',
      title: t('wrapUpCodes.status'),
      width: 80,
      cell: ({ isEnabled }) =>
        isEnabled ? <Tag tone="ready">{t('wrapUpCodes.on')}</Tag> : <Tag>{t('wrapUpCodes.off')}</Tag>,
    },
  ];
}

/** Why agents may be busy or away, and how much of each there may be. */
import { pauseReasonRoutes, type PauseReason } from '@bahu/contract/pause-reasons.ts';
import { pauseHues } from '@bahu/domain/agents/pause.ts';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../lib/services.tsx';
import type { Field } from '../../../ui/form/fields.ts';
import type { Column } from '../../../ui/list/column.ts';
import { RecordsPage } from '../../../ui/list/records-page.tsx';
import { Tag } from '../../../ui/marks.tsx';
import { PauseDot } from '../../../ui/pause.tsx';
import { pauseReasonsShape } from './index.ts';

type Values = Omit<PauseReason, 'id' | 'createdAt' | 'version' | 'can'>;
const start: Values = {
  name: '',
  nameEn: '',
  state: 'away',
  hue: 'grey',
  minutesPerDay: null,
  maxOfGroup: null,
  isEnabled: true,
};

export function PauseReasonsPage() {
  const { t } = useTranslation();
  const client = useClient(pauseReasonRoutes);
  const enabled = [true, false].map((value) => ({
    value,
    label: t(value ? 'pauseReasons.enabled' : 'pauseReasons.disabled'),
  }));
  return (
    <RecordsPage
      list="pause-reasons"
      record="pause-reason"
      client={client}
      place={client.place}
      manage="pause-reason.manage"
      needs={t('permissions.pause-reason.manage')}
      shape={pauseReasonsShape}
      columns={useColumns()}
      filters={[
        { key: 'search', kind: 'text', label: t('pauseReasons.search') },
        { key: 'enabled', kind: 'choice', label: t('pauseReasons.isEnabled'), isAlways: true, options: enabled },
      ]}
      what={t('pauseReasons.what')}
      unit={t('pauseReasons.unit')}
      nameOf={(row) => row.name}
      hint={t('pauseReasons.hint')}
      addText={t('pauseReasons.add')}
      form={{
        start,
        fields: () => fieldsOf(t),
        schemas: { create: pauseReasonRoutes.create.body, change: pauseReasonRoutes.change.body },
        removing: t('pauseReasons.removing'),
      }}
    />
  );
}

function fieldsOf(t: TFunction): readonly Field<Values>[] {
  const of = <K extends keyof Values>(name: K) => ({ name, label: t(`pauseReasons.${name}`) });
  const states = (['busy', 'away'] as const).map((value) => ({ value, label: t(`pauseReasons.states.${value}`) }));
  const hues = pauseHues.map((value) => ({ value, label: t(`pauseReasons.hues.${value}`) }));
  return [
    { kind: 'text', ...of('name') },
    { kind: 'text', ...of('nameEn'), hint: t('pauseReasons.nameEnHint') },
    { kind: 'radio', ...of('state'), options: states, isRequired: true },
    { kind: 'select', ...of('hue'), options: hues },
    {
      kind: 'number',
      ...of('minutesPerDay'),
      suffix: t('pauseReasons.minutes'),
      minimumText: t('pauseReasons.least'),
      hint: t('pauseReasons.minutesHint'),
    },
    {
      kind: 'number',
      ...of('maxOfGroup'),
      suffix: t('pauseReasons.people'),
      minimumText: t('pauseReasons.least'),
      hint: t('pauseReasons.mostHint'),
    },
    { kind: 'switch', ...of('isEnabled'), hint: t('pauseReasons.enabledHint') },
  ];
}

function useColumns(): readonly Column<PauseReason>[] {
  const { t } = useTranslation();
  const of = <K extends keyof Values>(key: K) => ({ key, title: t(`pauseReasons.${key}`) });
  return [
    {
      ...of('name'),
      width: 200,
      fixed: 'left',
      cell: (row) => (
        <span className="row">
          <PauseDot hue={row.hue} />
          <b className="cut">{row.name}</b>
        </span>
      ),
    },
    { ...of('nameEn'), width: 160, cell: (row) => row.nameEn || '—' },
    { ...of('state'), width: 96, cell: (row) => t(`pauseReasons.states.${row.state}`) },
    {
      ...of('minutesPerDay'),
      width: 136,
      align: 'right',
      cell: ({ minutesPerDay }) =>
        minutesPerDay === null ? '—' : t('pauseReasons.minutesOf', { count: minutesPerDay }),
    },
    {
      ...of('maxOfGroup'),
      width: 136,
      align: 'right',
      cell: ({ maxOfGroup }) => (maxOfGroup === null ? '—' : t('pauseReasons.mostOf', { count: maxOfGroup })),
    },
    {
      ...of('isEnabled'),
      width: 88,
      cell: ({ isEnabled }) =>
        isEnabled ? <Tag tone="ready">{t('pauseReasons.enabled')}</Tag> : <Tag>{t('pauseReasons.disabled')}</Tag>,
    },
  ];
}

/** Filters of the call records. Whoever sees only the own calls is not asked for an agent. */
import { callOutcomes, codeStates, directions } from '@bahu/contract/calls.ts';
import { wrapUpCodeRoutes } from '@bahu/contract/wrap-up-codes.ts';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useScopeOf } from '../../../lib/session.tsx';
import { useClient } from '../../../lib/services.tsx';
import type { Filter } from '../../../ui/list/filters.ts';
import { useQueueOptions } from '../../../ui/queue-options.ts';
import { usePeople } from '../../../ui/use-people.ts';
import { codeWords } from '../../../ui/wrap-up-code/picking.ts';
import { numberPattern, type callsShape } from './search.ts';

type CallFilter = Filter<keyof typeof callsShape>;

export function useCallFilters(): readonly CallFilter[] {
  const { t, i18n } = useTranslation();
  const wrapUps = useClient(wrapUpCodeRoutes);
  const remote = usePeople({ permission: 'call.read', withDisabled: true });
  const scope = useScopeOf('call.read');
  const queues = useQueueOptions();
  const filters: CallFilter[] = [
    {
      key: 'number',
      kind: 'text',
      label: t('calls.list.number'),
      placeholder: `${t('calls.list.number')} · ${t('calls.list.numberHint')}`,
      pattern: numberPattern,
    },
    { key: 'name', kind: 'text', label: t('calls.list.name'), placeholder: t('calls.list.nameHint') },
    { key: 'time', kind: 'time', label: t('calls.list.time'), isAlways: true },
    {
      key: 'direction',
      kind: 'choice',
      label: t('calls.list.direction'),
      isAlways: true,
      options: directions.map((value) => ({ value, label: t(`calls.direction.${value}`) })),
    },
    {
      key: 'outcome',
      kind: 'choice',
      label: t('calls.list.outcome'),
      isAlways: true,
      options: callOutcomes.map((value) => ({ value, label: t(`calls.outcome.${value}`) })),
    },
  ];
  const agent: CallFilter = {
    key: 'agent',
    kind: 'remote',
    label: t('calls.list.agent'),
    isAlways: true,
    remote,
  };
  const queue: CallFilter = {
    key: 'queue',
    kind: 'choice',
    label: t('calls.list.queue'),
    isAlways: true,
    options: queues,
  };
  const codes: CallFilter[] = [
    {
      key: 'code',
      kind: 'choice',
      label: t('calls.list.code'),
      load: {
        queryKey: ['wrap-up-groups', 'codes'],
        queryFn: async (signal) =>
          (await wrapUps.codes({ signal })).items.map((code) => ({
            value: code.id,
            label: codeWords(code, i18n.language),
          })),
      },
    },
    {
      key: 'codes',
      kind: 'choice',
      label: t('calls.list.codes'),
      options: codeStates.map((value) => ({ value, label: t(`calls.list.codeStates.${value}`) })),
    },
  ];
  return [
    ...filters,
    ...(scope === 'own' ? [] : [agent]),
    ...(queues.length > 0 ? [queue] : []),
    ...codes,
    ...ofSound(t),
  ];
}

/** How it sounded, and where it was made. */
const ofSound = (t: TFunction): CallFilter[] => [
  {
    key: 'poor',
    kind: 'choice',
    label: t('calls.list.quality'),
    options: [
      { value: true, label: t('calls.list.poor') },
      { value: false, label: t('calls.list.notPoor') },
    ],
  },
  {
    key: 'elsewhere',
    kind: 'choice',
    label: t('calls.list.source'),
    options: [
      { value: true, label: t('ui.recording.local') },
      { value: false, label: t('calls.list.ourLines') },
    ],
  },
];

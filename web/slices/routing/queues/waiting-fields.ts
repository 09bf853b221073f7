/** What callers meet while they wait in a queue, where they go when it does not keep them, and how they are called back. */
import { storedGoal } from '@bahu/domain/queues/overflow.ts';
import type { TFunction } from 'i18next';
import type { Field, Option } from '../../../ui/form/fields.ts';
import type { Values } from './queue-form.ts';

type Fields = readonly Field<Values>[];
const labelOf =
  (t: TFunction) =>
  <K extends keyof Values>(name: K) => ({ name, label: t(`queues.${name}`) });

export function waitingFields(t: TFunction): Fields {
  const of = labelOf(t);
  const musics = (['music-slow', 'ringing'] as const).map((value) => ({ value, label: t(`queues.musics.${value}`) }));
  const isSaid = ({ announcedFile, saysPosition, saysWait, callbackKey }: Values) =>
    announcedFile !== null || saysPosition || saysWait || callbackKey !== null;
  return [
    { kind: 'number', ...of('maxWaitSeconds'), suffix: t('queues.seconds') },
    { kind: 'number', ...of('maxWaiting'), suffix: t('queues.callers'), hint: t('queues.hint.maxWaiting') },
    { kind: 'switch', ...of('saysPosition') },
    { kind: 'switch', ...of('saysWait'), hint: t('queues.hint.saysWait') },
    {
      kind: 'select',
      ...of('announcedFile'),
      options: [{ value: 'all-busy', label: t('queues.messages.all-busy') }],
      isClearable: true,
      placeholder: t('queues.none'),
    },
    { kind: 'number', ...of('announceSeconds'), suffix: t('queues.seconds'), isShown: isSaid },
    { kind: 'select', ...of('music'), options: musics, isClearable: true, placeholder: t('queues.usualMusic') },
    { kind: 'switch', ...of('saysAgent'), hint: t('queues.hint.saysAgent') },
    ...agentFiles(t),
  ];
}

/** What is said before the agent's number and behind it. */
function agentFiles(t: TFunction): Fields {
  const of = labelOf(t);
  const file = <Name extends string>(value: Name, label: string) => [{ value, label }];
  const shared = {
    isClearable: true,
    placeholder: t('queues.none'),
    isShown: ({ saysAgent }: Values) => saysAgent,
  } as const;
  return [
    {
      kind: 'select',
      ...of('agentBeforeFile'),
      options: file('agent-before', t('queues.files.agent-before')),
      ...shared,
    },
    { kind: 'select', ...of('agentAfterFile'), options: file('agent-after', t('queues.files.agent-after')), ...shared },
  ];
}

interface Listed {
  options: readonly Option[];
  isLoading: boolean;
}

export function overflowFields(t: TFunction, queues: Listed, menus: Listed): Fields {
  const of = labelOf(t);
  const goals = (['voicemail', 'goodbye', 'number'] as const).map((value) => ({
    value,
    label: t(`queues.overflows.${value}`),
  }));
  const others = queues.options.map(({ value, label }) => ({
    value: storedGoal({ to: 'queue', queueId: String(value) }),
    label: t('queues.toQueue', { name: label }),
  }));
  const listed = menus.options.map(({ value, label }) => ({
    value: storedGoal({ to: 'menu', menuId: String(value) }),
    label: t('queues.toMenu', { name: label }),
  }));
  const options = [...goals, ...others, ...listed];
  const rules = (['signed-out', 'unavailable'] as const).map((value) => ({
    value,
    label: t(`queues.emptyRules.${value}`),
  }));
  const asksNumber = ({ overflow, overflowFull, overflowEmpty }: Values) =>
    [overflow, overflowFull, overflowEmpty].includes('number');
  const isLoading = queues.isLoading || menus.isLoading;
  return [
    { kind: 'select', ...of('overflow'), options, isLoading },
    { kind: 'select', ...of('overflowFull'), options, isLoading },
    {
      kind: 'select',
      ...of('overflowEmpty'),
      options,
      isLoading,
      isClearable: true,
      placeholder: t('queues.theyWait'),
    },
    {
      kind: 'radio',
      ...of('overflowEmptyRule'),
      isRequired: true,
      options: rules,
      isShown: ({ overflowEmpty }) => overflowEmpty !== null,
    },
    {
      kind: 'text',
      ...of('overflowNumber'),
      inputMode: 'tel',
      hint: t('queues.hint.overflowNumber'),
      isShown: asksNumber,
    },
  ];
}

export function callbackFields(t: TFunction): Fields {
  const of = labelOf(t);
  const keys = [...'1234567890'].map((value) => ({ value, label: value }));
  const isOn = ({ callbackKey }: Values) => callbackKey !== null;
  return [
    {
      kind: 'select',
      ...of('callbackKey'),
      options: keys,
      isClearable: true,
      placeholder: t('queues.noCallback'),
      hint: t('queues.hint.callbackKey'),
    },
    { kind: 'number', ...of('callbackAttempts'), suffix: t('queues.times'), isShown: isOn },
    { kind: 'number', ...of('callbackPauseSeconds'), suffix: t('queues.seconds'), isShown: isOn },
    { kind: 'number', ...of('callbackHours'), suffix: t('queues.hours'), isShown: isOn },
  ];
}

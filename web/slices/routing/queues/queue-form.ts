/** The form of a queue: its sections, and what is sent. */
import { queueLimits, type Queue } from '@bahu/contract/queues.ts';
import { strategies } from '@bahu/domain/queues/queue.ts';
import type { TFunction } from 'i18next';
import { lineItems, type Field, type Option, type Section, type TreeOption } from '../../../ui/form/fields.ts';
import type { Line } from '../../../ui/form/line-items.ts';
import type { Remote } from '../../../ui/remote/remote.ts';
import { callbackFields, overflowFields, waitingFields } from './waiting-fields.ts';

interface MemberLine extends Line {
  tier: number;
  order: number;
}
interface NeedLine extends Line {
  skillId: string;
  afterSeconds: number | null;
  level: number | null;
}
export type Values = Omit<Queue, 'id' | 'createdAt' | 'version' | 'can' | 'department' | 'members' | 'needs'> & {
  members: readonly MemberLine[];
  needs: readonly NeedLine[];
};

/** A new one, as most queues are. */
export const start: Values = {
  name: '',
  number: '',
  departmentId: null,
  isEnabled: true,
  strategy: 'longest-idle',
  ringSeconds: 15,
  missPauseSeconds: 3,
  missedOffers: null,
  weight: 0,
  maxWaitSeconds: 120,
  maxWaiting: 50,
  overflow: 'voicemail',
  overflowFull: 'voicemail',
  overflowEmpty: null,
  overflowEmptyRule: 'signed-out',
  overflowNumber: null,
  announcedFile: null,
  saysPosition: false,
  saysWait: false,
  announceSeconds: 30,
  music: null,
  saysAgent: false,
  agentBeforeFile: 'agent-before',
  agentAfterFile: 'agent-after',
  callbackKey: null,
  callbackAttempts: 3,
  callbackPauseSeconds: 300,
  callbackHours: 4,
  members: [],
  needs: [],
  maxSignedOut: null,
  targetPercent: 80,
  targetSeconds: 20,
  recordingCutSeconds: 0,
};

/** What the form holds of a queue. */
export const valuesOf = (queue: Queue): Values => ({
  ...(Object.fromEntries(Object.keys(start).map((name) => [name, queue[name as keyof Queue]])) as unknown as Values),
  members: queue.members.map(({ agentId, tier, order }) => ({ id: agentId, tier, order })),
  needs: queue.needs.map(({ skillId, afterSeconds, level }, i) => ({ id: `need-${i}`, skillId, afterSeconds, level })),
});

/** What is sent: members by their ids. */
export const bodyOf = <V extends Partial<Values>>({ members, needs, ...values }: V) => ({
  ...values,
  ...(needs && {
    needs: needs.map(({ skillId, afterSeconds, level }) => ({
      skillId,
      afterSeconds: afterSeconds ?? 0,
      level: level ?? 0,
    })),
  }),
  ...(members && { members: members.map(({ id, tier, order }) => ({ agentId: id, tier, order })) }),
});

interface Choices {
  people: Remote;
  /** Each null for whoever may not read them. */
  skills: { options: readonly Option[]; isLoading: boolean } | null;
  departments: { options: readonly TreeOption[]; isLoading: boolean } | null;
  /** Other queues, where callers can go. */
  queues: { options: readonly Option[]; isLoading: boolean };
  menus: { options: readonly Option[]; isLoading: boolean };
}

export const sectionsOf = (t: TFunction, choices: Choices): readonly Section<Values>[] => [
  { fields: ownFields(t, choices) },
  { fields: memberFields(t, choices) },
  { title: t('queues.section.choosing'), fields: choosingFields(t, choices) },
  { title: t('queues.section.waiting'), fields: waitingFields(t) },
  { title: t('queues.section.overflow'), fields: overflowFields(t, choices.queues, choices.menus) },
  { title: t('queues.section.callback'), fields: callbackFields(t) },
  { title: t('queues.section.target'), note: t('queues.hint.target'), fields: targetFields(t) },
];

type Fields = readonly Field<Values>[];
const labelOf =
  (t: TFunction) =>
  <K extends keyof Values>(name: K) => ({ name, label: t(`queues.${name}`) });

function ownFields(t: TFunction, { departments }: Choices): Fields {
  const of = labelOf(t);
  return [
    { kind: 'text', ...of('name') },
    {
      kind: 'text',
      ...of('number'),
      inputMode: 'tel',
      hint: t('queues.hint.number'),
      patternText: t('queues.hint.badNumber'),
    },
    {
      kind: 'tree',
      ...of('departmentId'),
      hint: t('queues.hint.department'),
      options: departments?.options ?? [],
      isLoading: departments?.isLoading ?? false,
      isClearable: true,
      isShown: departments !== null,
    },
    { kind: 'switch', ...of('isEnabled'), hint: t('queues.hint.enabled') },
  ];
}

function memberFields(t: TFunction, { people }: Choices): Fields {
  const of = labelOf(t);
  return [
    lineItems<Values, MemberLine>({
      ...of('members'),
      hint: t('queues.hint.members'),
      isWide: true,
      lines: {
        columns: [
          { kind: 'shown', name: 'member', label: t('queues.member') },
          { kind: 'number', name: 'tier', label: t('queues.tier'), width: 72 },
          { kind: 'number', name: 'order', label: t('queues.order'), width: 72 },
        ],
        blank: { tier: 1, order: 1 },
        maxLines: queueLimits.members,
        addText: t('queues.addMember'),
        choices: { remote: people, lineOf: (id) => ({ id, tier: 1, order: 1 }) },
      },
    }),
    {
      kind: 'number',
      ...of('maxSignedOut'),
      suffix: t('queues.people'),
      hint: t('queues.hint.maxSignedOut'),
    },
  ];
}

function choosingFields(t: TFunction, { skills }: Choices): Fields {
  const of = labelOf(t);
  const options = strategies.map((value) => ({
    value,
    label: t(`queues.strategies.${value}`),
    note: t(`queues.strategyHint.${value}`),
  }));
  return [
    { kind: 'select', ...of('strategy'), options, isWide: true },
    { kind: 'number', ...of('ringSeconds'), suffix: t('queues.seconds'), hint: t('queues.hint.ring') },
    { kind: 'number', ...of('missPauseSeconds'), suffix: t('queues.seconds'), hint: t('queues.hint.missPause') },
    {
      kind: 'number',
      ...of('missedOffers'),
      suffix: t('queues.times'),
      minimumText: t('queues.hint.least'),
      hint: t('queues.hint.missedOffers'),
    },
    { kind: 'number', ...of('weight'), suffix: t('queues.minutes'), hint: t('queues.hint.weight') },
    lineItems<Values, NeedLine>({
      ...of('needs'),
      hint: t('queues.hint.needs'),
      isWide: true,
      isShown: skills !== null,
      lines: {
        columns: [
          {
            kind: 'select',
            name: 'skillId',
            label: t('queues.skill'),
            options: skills?.options ?? [],
            isRequired: true,
          },
          { kind: 'number', name: 'afterSeconds', label: t('queues.afterSeconds'), width: 88 },
          { kind: 'number', name: 'level', label: t('queues.level'), width: 72 },
        ],
        blank: { skillId: '', afterSeconds: 0, level: 3 },
        maxLines: queueLimits.needs,
        addText: t('queues.addNeed'),
        nameOf: ({ skillId }) => skills?.options.find(({ value }) => value === skillId)?.label ?? '',
      },
    }),
  ];
}

function targetFields(t: TFunction): Fields {
  const of = labelOf(t);
  return [
    { kind: 'number', ...of('targetPercent'), suffix: '%' },
    { kind: 'number', ...of('targetSeconds'), suffix: t('queues.seconds') },
    {
      kind: 'number',
      ...of('recordingCutSeconds'),
      suffix: t('queues.seconds'),
      hint: t('queues.hint.recordingCut'),
    },
  ];
}

/** The facts of a call in words: what happened, what else there is to say, and a colour. */
import type { CallDetail } from '@bahu/contract/calls.ts';
import type { FactType } from '@bahu/domain/callcontrol/fact.ts';
import { strategies } from '@bahu/domain/queues/queue.ts';
import type { TFunction } from 'i18next';
import { duration } from '../../../lib/format.ts';
import { outcomeOf } from '../../../ui/outcome.tsx';
import type { StateColour } from '../../../ui/theme.ts';

type Step = CallDetail['route'][number];
type Data = Step['data'];

export interface StepWords {
  title: string;
  detail: string;
  tone: StateColour;
}

const side = (t: TFunction, data: Data): string => {
  const known = (['agent', 'other', 'system'] as const).find((name) => name === data['side']);
  return known ? t(`calls.detail.side.${known}`) : '';
};
const outcomeWord = (t: TFunction, data: Data): string =>
  t(`calls.outcome.${outcomeOf(String(data['outcome'] ?? ''))}`);
const reasonWord = (t: TFunction, data: Data): string => {
  const reason = String(data['reason'] ?? '');
  const known = (
    [
      'lines-full',
      'tenant-suspended',
      'no-route',
      'engine-busy',
      'no-codec',
      'no-trunk',
      'range-closed',
      'blacklist',
    ] as const
  ).find((name) => name === reason);
  return known ? t(`calls.route.reasons.${known}`) : reason;
};

/** By which trunk, where it still has a name. */
const via = (t: TFunction, data: Data): string => (typeof data['trunk'] === 'string' ? t('calls.route.via', data) : '');

function startWords(t: TFunction, data: Data): StepWords {
  const { direction } = data;
  if (direction === 'outbound')
    return {
      title: t('calls.route.startedOut'),
      detail: t('calls.route.startedOutData', data) + via(t, data),
      tone: 'away',
    };
  if (direction === 'internal')
    return { title: t('calls.route.startedInternal'), detail: String(data['number'] ?? ''), tone: 'away' };
  return { title: t('calls.route.started'), detail: t('calls.route.startedData', data) + via(t, data), tone: 'away' };
}

/** How a queue came to choose the agent; who was asked for by name just rings. */
function chosenWords(t: TFunction, data: Data): string {
  const strategy = strategies.find((name) => name === data['strategy']);
  if (!strategy) return t('calls.route.offeredData');
  const number = (key: string): number => Number(data[key] ?? 0);
  const ready = duration(number('readySeconds'));
  return [
    t(`calls.route.chosen.${strategy}`, { free: number('free'), answered: number('answered'), ready }),
    ...(typeof data['skills'] === 'string' ? [data['skills']] : []),
    ...(number('penalty') > 0 ? [t('calls.route.chosenTier', { tier: number('penalty') + 1 })] : []),
    ...(number('relaxed') > 0 ? [t('calls.route.chosenRelaxed')] : []),
    t('calls.route.chosenWaited', { waited: duration(number('waitedSeconds')) }),
  ].join(' · ');
}

/** Somebody who is named by the name of an agent, a queue or a menu, else by a number. */
const who = (data: Data): { who: string } => ({
  who: String(
    ['agent', 'queue', 'menu', 'number']
      .map((key) => data[key])
      .find((name) => typeof name === 'string' && name !== '') ?? '',
  ),
});

/** Ids whose names a step shows; what was deleted has none any more. */
const nameOfId = {
  agentId: ['agent', 'agent'],
  byAgentId: ['by', 'agent'],
  fromAgentId: ['from', 'agent'],
  supervisorId: ['supervisor', 'agent'],
  queueId: ['queue', 'queue'],
  menuId: ['menu', 'menu'],
} as const;

/** Skills have a name in each language. */
const inLanguage = (data: Data, language: string): Data =>
  language === 'en' && typeof data['skillsEn'] === 'string' ? { ...data, skills: data['skillsEn'] } : data;

function withGoneNames(t: TFunction, data: Data): Data {
  const missing = Object.entries(nameOfId).filter(
    ([id, [name]]) => typeof data[id] === 'string' && typeof data[name] !== 'string',
  );
  return missing.length === 0
    ? data
    : { ...data, ...Object.fromEntries(missing.map(([, [name, kind]]) => [name, t(`calls.route.gone.${kind}`)])) };
}

/** One entry per fact that a call can have: a new fact without words does not compile. */
const words: Record<FactType, (t: TFunction, data: Data) => StepWords> = {
  started: startWords,
  'caller-withheld': (t) => ({ title: t('calls.route.callerWithheld'), detail: '', tone: 'away' }),
  'menu-entered': (t, data) => ({ title: t('calls.route.menu', data), detail: '', tone: 'away' }),
  'key-pressed': (t, data) => ({ title: t('calls.route.key', data), detail: '', tone: 'away' }),
  'invalid-key': (t) => ({ title: t('calls.route.invalidKey'), detail: '', tone: 'ringing' }),
  'no-key': (t) => ({ title: t('calls.route.noKey'), detail: '', tone: 'ringing' }),
  'extension-entered': (t, data) => ({ title: t('calls.route.extensionEntered', data), detail: '', tone: 'away' }),
  'extension-unavailable': (t, data) => ({
    title: t('calls.route.extensionUnavailable', data),
    detail: '',
    tone: 'ringing',
  }),
  'queue-entered': (t, data) => ({
    title: t('calls.route.queue', data),
    detail: t('calls.route.queuePosition', data),
    tone: 'ringing',
  }),
  'queue-full': (t, data) => ({ title: t('calls.route.queueFull', data), detail: '', tone: 'alarm' }),
  'queue-timeout': (t, data) => ({ title: t('calls.route.queueTimeout', data), detail: '', tone: 'alarm' }),
  'queue-empty': (t, data) => ({ title: t('calls.route.queueEmpty', data), detail: '', tone: 'alarm' }),
  overflowed: (t, data) => ({ title: t('calls.route.overflowed', who(data)), detail: '', tone: 'ringing' }),
  'overflow-missed': (t, data) => ({
    title: t('calls.route.overflowMissed', who(data)),
    detail: outcomeWord(t, data),
    tone: 'alarm',
  }),
  'callback-booked': (t, data) => ({ title: t('calls.route.callbackBooked', data), detail: '', tone: 'ringing' }),
  'callback-waits': (t, data) => ({
    title: t('calls.route.callbackWaits'),
    detail: t('calls.route.callbackAttempt', data),
    tone: 'ringing',
  }),
  'callback-failed': (t) => ({ title: t('calls.route.callbackFailed'), detail: '', tone: 'alarm' }),
  'agent-offered': (t, data) => ({
    title: t('calls.route.offered', data),
    detail: chosenWords(t, data),
    tone: 'ringing',
  }),
  'agent-missed': (t, data) => ({
    title: t('calls.route.offered', data),
    detail: t('calls.route.missedData', { outcome: outcomeWord(t, data) }),
    tone: 'alarm',
  }),
  'agent-answered': (t, data) => ({
    title: t('calls.route.offered', data),
    detail: t('calls.route.answeredData', data),
    tone: 'talking',
  }),
  dialed: (t, data) => ({ title: t('calls.route.dialed', data), detail: '', tone: 'away' }),
  alerting: (t) => ({ title: t('calls.route.alerting'), detail: '', tone: 'ringing' }),
  'early-media': (t) => ({ title: t('calls.route.earlyMedia'), detail: '', tone: 'away' }),
  connected: (t, data) => ({
    title: t('calls.route.connected'),
    detail: t('calls.route.connectedData', data),
    tone: 'talking',
  }),
  held: (t, data) => ({ title: t('calls.route.held'), detail: t('calls.route.heldBy', data), tone: 'talking' }),
  resumed: (t) => ({ title: t('calls.route.resumed'), detail: '', tone: 'talking' }),
  'digits-sent': (t, data) => ({
    title: t('calls.route.digits'),
    detail: t('calls.route.digitsData', data),
    tone: 'away',
  }),
  consulting: (t, data) => ({
    title: t('calls.route.consulting'),
    detail: t('calls.route.consultingData', data),
    tone: 'ringing',
  }),
  'consult-answered': (t, data) => ({
    title: t('calls.route.consultAnswered', who(data)),
    detail: '',
    tone: 'talking',
  }),
  'consult-missed': (t, data) => ({
    title: t('calls.route.consultMissed', who(data)),
    detail: outcomeWord(t, data),
    tone: 'alarm',
  }),
  'consult-ended': (t) => ({ title: t('calls.route.consultEnded'), detail: '', tone: 'talking' }),
  swapped: (t, data) => ({ title: t('calls.route.swapped'), detail: String(data['agent'] ?? ''), tone: 'talking' }),
  merged: (t, data) => ({ title: t('calls.route.merged'), detail: t('calls.route.mergedData', data), tone: 'talking' }),
  'party-left': (t, data) => ({ title: t('calls.route.partyLeft', who(data)), detail: '', tone: 'away' }),
  transferred: (t, data) => ({
    title: t('calls.route.transferred', who(data)),
    detail: t('calls.route.transferredBy', data),
    tone: 'ringing',
  }),
  'transfer-answered': (t, data) => ({
    title: t('calls.route.transferAnswered', who(data)),
    detail: '',
    tone: 'talking',
  }),
  'transfer-missed': (t, data) => ({
    title: t('calls.route.transferMissed', who(data)),
    detail: outcomeWord(t, data),
    tone: 'alarm',
  }),
  'mobile-called': (t, data) => ({ title: t('calls.route.mobileCalled', data), detail: '', tone: 'ringing' }),
  'mobile-answered': (t, data) => ({ title: t('calls.route.mobileAnswered', data), detail: '', tone: 'talking' }),
  'mobile-missed': (t, data) => ({
    title: t('calls.route.mobileMissed', data),
    detail: outcomeWord(t, data),
    tone: 'alarm',
  }),
  parked: (t, data) => ({ title: t('calls.route.parked', data), detail: String(data['agent'] ?? ''), tone: 'ringing' }),
  'picked-up': (t, data) => ({
    title: t('calls.route.pickedUp', data),
    detail: t('calls.route.pickedUpFrom', data),
    tone: 'talking',
  }),
  'barged-in': (t, data) => ({ title: t('calls.route.bargedIn', data), detail: '', tone: 'talking' }),
  'taken-over': (t, data) => ({
    title: t('calls.route.takenOver', data),
    detail: t('calls.route.takenOverFrom', data),
    tone: 'talking',
  }),
  'forced-off': (t, data) => ({ title: t('calls.route.forcedOff', data), detail: '', tone: 'alarm' }),
  'nothing-heard': (t) => ({ title: t('calls.route.nothingHeard'), detail: '', tone: 'alarm' }),
  'heard-again': (t) => ({ title: t('calls.route.heardAgain'), detail: '', tone: 'talking' }),
  'agent-unheard': (t, data) => ({
    title: t('calls.route.agentUnheard'),
    detail: String(data['agent'] ?? ''),
    tone: 'alarm',
  }),
  'agent-heard-again': (t, data) => ({
    title: t('calls.route.agentHeardAgain'),
    detail: String(data['agent'] ?? ''),
    tone: 'talking',
  }),
  'answered-without-audio': (t) => ({ title: t('calls.route.withoutAudio'), detail: '', tone: 'alarm' }),
  'agent-lost': (t, data) => ({ title: t('calls.route.lost'), detail: t('calls.route.lostData', data), tone: 'alarm' }),
  'agent-back': (t, data) => ({
    title: t('calls.route.back'),
    detail: t('calls.route.backData', data),
    tone: 'talking',
  }),
  'voicemail-started': (t, data) => ({
    title: t('calls.route.voicemail'),
    detail: String(data['agent'] ?? ''),
    tone: 'ringing',
  }),
  'voicemail-full': (t, data) => ({
    title: t('calls.route.voicemailFull'),
    detail: String(data['agent'] ?? ''),
    tone: 'alarm',
  }),
  'voicemail-empty': (t) => ({ title: t('calls.route.voicemailEmpty'), detail: '', tone: 'away' }),
  'voicemail-left': (t) => ({ title: t('calls.route.voicemailLeft'), detail: '', tone: 'ringing' }),
  goodbye: (t) => ({ title: t('calls.route.goodbye'), detail: '', tone: 'away' }),
  reconciled: (t) => ({ title: t('calls.route.reconciled'), detail: '', tone: 'alarm' }),
  refused: (t, data) => ({ title: t('calls.route.refused'), detail: reasonWord(t, data), tone: 'alarm' }),
  ended: (t, data) => ({
    title: t('calls.route.ended'),
    detail: t('calls.route.endedData', { side: side(t, data), outcome: outcomeWord(t, data) }),
    tone: 'ready',
  }),
};

const isKnown = (type: string): type is FactType => type in words;

/** Words for a step; one of a later version of the server shows its own name. */
export function stepWords(t: TFunction, { type, data }: Pick<Step, 'type' | 'data'>, language: string): StepWords {
  return isKnown(type)
    ? words[type](t, withGoneNames(t, inLanguage(data, language)))
    : { title: t('calls.route.other', { type }), detail: '', tone: 'away' };
}

/** Milliseconds from the start until somebody talked, or null. */
export function timeToTalk(route: readonly Pick<Step, 'at' | 'type'>[]): number | null {
  const start = route[0];
  const talk = route.find(({ type }) => type === 'agent-answered' || type === 'connected');
  return start && talk ? Date.parse(talk.at) - Date.parse(start.at) : null;
}

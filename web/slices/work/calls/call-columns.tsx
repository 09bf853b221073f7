/** The columns of the call records; beside open details only those that tell calls apart show by themselves. */
import type { CallRow } from '@bahu/contract/calls.ts';
import { CircleDashed, CirclePlay, CircleAlert, FileAudio, Voicemail } from 'lucide-react';
import type { TFunction } from 'i18next';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { qualityWord } from '@bahu/domain/voice-quality/mean-opinion.ts';
import { duration } from '../../../lib/format.ts';
import { CallParty } from '../../../ui/call-party.tsx';
import type { Column } from '../../../ui/list/column.ts';
import { Tag } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { useRegionText } from '../../../ui/region.ts';
import { OutcomeTag } from '../../../ui/outcome.tsx';
import { CodesOfCall } from './call-codes.tsx';
import { qualityTones } from '../../../ui/quality-tones.ts';

export function useCallColumns(): readonly Column<CallRow>[] {
  const { t } = useTranslation();
  const regionText = useRegionText();
  return useMemo((): Column<CallRow>[] => {
    const none = <span className="hint">{t('app.time.none')}</span>;
    const seconds = (value: number) =>
      value > 0 ? <span className="second">{t('calls.list.seconds', { count: value })}</span> : none;
    return [
      {
        key: 'start',
        exportAs: ['startedAt'],
        title: t('calls.list.columnStart'),
        width: 108,
        fixed: 'left',
        cell: (call) => <Moment at={call.startedAt} />,
      },
      {
        key: 'party',
        exportAs: ['direction', 'number', 'customer'],
        title: t('calls.list.columnParty'),
        cell: (call) => <CallParty call={call} />,
      },
      {
        key: 'region',
        title: t('regions.title'),
        width: 112,
        isRoomy: true,
        cell: (call) => regionText(call.region) || none,
      },
      {
        key: 'queue',
        title: t('calls.list.columnQueue'),
        width: 88,
        isRoomy: true,
        cell: (call) => call.queueName ?? none,
      },
      { key: 'agent', title: t('calls.list.columnAgent'), width: 76, cell: (call) => call.agentName ?? none },
      {
        key: 'ring',
        exportAs: ['ringSeconds'],
        title: t('calls.list.columnRing'),
        width: 56,
        align: 'right',
        isRoomy: true,
        cell: (call) => seconds(call.ringSeconds),
      },
      {
        key: 'talk',
        exportAs: ['talkSeconds'],
        title: t('calls.list.columnTalk'),
        width: 60,
        align: 'right',
        cell: (call) => (call.talkSeconds > 0 ? duration(call.talkSeconds) : none),
      },
      {
        key: 'outcome',
        title: t('calls.list.columnOutcome'),
        width: 120,
        cell: (call) => <Outcome call={call} />,
      },
      {
        key: 'code',
        title: t('wrapUpCodes.ofCall.title'),
        width: 120,
        isRoomy: true,
        cell: (call) => <CodesOfCall call={call} />,
      },
      ...roomyColumns(t, none, seconds),
      {
        key: 'recording',
        exportAs: [],
        title: t('calls.list.columnRecording'),
        width: 56,
        cell: (call) => <RecordingSign call={call} />,
      },
    ];
  }, [t, regionText]);
}

/** Shown where there is room, or when somebody chose them. */
const roomyColumns = (t: TFunction, none: ReactNode, seconds: (value: number) => ReactNode): Column<CallRow>[] => [
  {
    key: 'wait',
    exportAs: ['waitSeconds'],
    title: t('calls.list.columnWait'),
    width: 72,
    align: 'right',
    isRoomy: true,
    cell: (call) => seconds(call.waitSeconds),
  },
  {
    key: 'hold',
    exportAs: ['holdSeconds'],
    title: t('calls.list.columnHold'),
    width: 72,
    align: 'right',
    isOptional: true,
    cell: (call) => seconds(call.holdSeconds),
  },
  {
    key: 'quality',
    exportAs: ['mos'],
    title: t('calls.list.quality'),
    width: 88,
    isOptional: true,
    cell: ({ quality }) => (quality ? <QualityMark quality={quality} /> : none),
  },
  {
    key: 'hang-up',
    exportAs: ['hangupSide'],
    title: t('calls.list.columnHangup'),
    width: 88,
    isRoomy: true,
    cell: (call) => (call.hangupSide ? t(`calls.detail.side.${call.hangupSide}`) : none),
  },
  {
    key: 'line',
    exportAs: ['ownNumber'],
    title: t('calls.list.columnLine'),
    width: 128,
    isWideOnly: true,
    isRoomy: true,
    cell: (call) => <span className="second">{call.ownNumber || none}</span>,
  },
];

/** How it ended; of a call that was made elsewhere nobody knows. */
function Outcome({ call }: { call: CallRow }) {
  const { t } = useTranslation();
  if (call.isElsewhere) return <Tag>{t('ui.recording.local')}</Tag>;
  return <OutcomeTag outcome={call.outcome} direction={call.direction} />;
}

function QualityMark({ quality: { mos, isPoor } }: { quality: NonNullable<CallRow['quality']> }) {
  const { t } = useTranslation();
  const word = isPoor ? 'poor' : qualityWord(mos);
  return (
    <span className={`tone-${qualityTones[word]} toned`} title={isPoor ? t('calls.list.poorSign') : undefined}>
      {t(`calls.quality.words.${word}`)} {mos.toFixed(1)}
    </span>
  );
}

function RecordingSign({ call }: { call: CallRow }) {
  const { t } = useTranslation();
  if (call.recording === 'none') return <span className="hint">{t('app.time.none')}</span>;
  const signs = {
    ready: [
      call.isVoicemail ? Voicemail : call.isLocalRecording ? FileAudio : CirclePlay,
      call.isLocalRecording
        ? t('ui.recording.local')
        : t(call.isVoicemail ? 'calls.list.voicemail' : 'calls.list.hasRecording'),
      'second',
    ],
    pending: [CircleDashed, t('calls.list.pendingRecording'), 'hint'],
    incomplete: [CircleAlert, t('calls.list.incompleteRecording'), 'tone-ringing toned'],
  } as const;
  const [Icon, word, look] = signs[call.recording];
  return (
    <span title={word} className={look}>
      <Icon size={15} role="img" aria-label={word} style={{ display: 'block' }} />
    </span>
  );
}

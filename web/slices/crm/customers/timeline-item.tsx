/** One entry of the timeline, by its kind. */
import type { TimelineItem as Item, TimelineItemOf } from '@bahu/contract/timeline.ts';
import { isVisible, type FieldDef } from '@bahu/domain/fields/field.ts';
import { wireText } from '@bahu/domain/fields/wire.ts';
import { PhoneIncoming, PhoneOutgoing, StickyNote, Users2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { duration, secondsSince } from '../../../lib/format.ts';
import { useNow, useTopic } from '../../../lib/services.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { valueIn } from '../../../ui/fields/field-columns.tsx';
import { FieldValue } from '../../../ui/fields/field-value.tsx';
import { useFieldWords, type FieldWords } from '../../../ui/fields/field-words.ts';
import { useFields } from '../../../ui/fields/use-fields.ts';
import { StageBars, Tag } from '../../../ui/marks.tsx';
import { useDayTime } from '../../../ui/moment.tsx';
import { OutcomeTag } from '../../../ui/outcome.tsx';
import { MiniPlayer } from '../../../ui/recording/mini-player.tsx';
import { DealLine } from './deal-line.tsx';
import { EditLine } from './edit-line.tsx';
import { FileLine } from './file-line.tsx';
import { RemoveFollowUp } from './remove-follow-up.tsx';
import { Line } from './timeline-line.tsx';

type CallItem = TimelineItemOf<'call'>;
type NoteItem = TimelineItemOf<'follow-up'>;
const callIcons = { inbound: PhoneIncoming, outbound: PhoneOutgoing, internal: Users2 } as const;

export function TimelineItem({ item }: { item: Item }) {
  if (item.kind === 'call') return <CallLine item={item} />;
  if (item.kind === 'follow-up') return <NoteLine item={item} />;
  if (item.kind === 'deal') return <DealLine deal={item.deal} />;
  return item.kind === 'file' ? <FileLine item={item} /> : <EditLine item={item} />;
}

/** What tells an entry apart. */
export function keyOf(item: Item): string {
  if (item.kind === 'call') return item.callId;
  if (item.kind === 'follow-up') return item.followUp.id;
  if (item.kind === 'deal') return item.deal.id;
  return item.kind === 'file' ? item.file.id : item.id;
}

function CallLine({ item }: { item: CallItem }) {
  const { t } = useTranslation();
  const Icon = callIcons[item.direction];
  const isLive = item.outcome === 'in-progress';
  return (
    <Line at={item.at} icon={<Icon size={12} aria-hidden />} isLive={isLive}>
      <div className="timeline-head">
        <b>{t(`customers.direction.${item.direction}`)}</b>
        {isLive ? (
          <LiveTag item={item} />
        ) : (
          <OutcomeTag outcome={item.outcome} direction={item.direction} talkSeconds={item.talkSeconds} />
        )}
        {item.isLocalRecording && <Tag>{t('ui.recording.local')}</Tag>}
        {item.contactName && <Tag>{t('customers.contacts.with', { name: item.contactName })}</Tag>}
        {item.queueName && <span className="hint">{item.queueName}</span>}
        {item.agentName && <span className="hint">{item.agentName}</span>}
      </div>
      {item.hasRecording && <MiniPlayer callId={item.callId} seconds={item.talkSeconds} />}
      {item.message && (
        <p>
          <Tag {...(item.message.state === 'waiting' && { tone: 'ringing' as const })}>
            {t(`customers.history.messages.${item.message.state}`)}
          </Tag>{' '}
          {item.message.text}
        </p>
      )}
    </Line>
  );
}

function LiveTag({ item }: { item: CallItem }) {
  const { t } = useTranslation();
  const now = useNow();
  const call = useTopic('desk')?.call;
  const since = call?.callId === item.callId ? (call.answeredAt ?? call.startedAt) : item.at;
  return <Tag tone="talking">{t('customers.history.ongoing', { time: duration(secondsSince(since, now)) })}</Tag>;
}

/** The fields that have a place of their own in the line; the others that are filled stand below it. */
const inHead = ['serviceType', 'currentState', 'channel', 'stage', 'content'];

function NoteLine({ item: { followUp } }: { item: NoteItem }) {
  const { t } = useTranslation();
  const { fields } = useFields('follow-ups');
  const words = useFieldWords();
  const say = useDayTime();
  const shown = fields.filter((field) => isVisible(field) && Boolean(valueIn(followUp, field)?.length));
  const wordOf = (key: string): string => {
    const field = shown.find((one) => one.builtIn && one.key === key);
    return field ? wireText(field, valueIn(followUp, field) ?? null, words) : '';
  };
  const stage = wordOf('stage');
  return (
    <Line at={followUp.createdAt} icon={<StickyNote size={12} aria-hidden />}>
      <div className="timeline-head">
        <b>{t('customers.history.followUp')}</b>
        {['serviceType', 'currentState', ...(followUp.channel === 'phone' ? [] : ['channel'])].map(
          (key) => wordOf(key) && <Tag key={key}>{wordOf(key)}</Tag>,
        )}
        {stage && (
          <span className="second">
            <StageBars stage={followUp.stage} />
            {stage}
          </span>
        )}
        <span className="hint">{followUp.agentName}</span>
        {followUp.remindAt && (
          <Tag tone="ringing">{t('customers.history.remind', { time: say(followUp.remindAt) })}</Tag>
        )}
        {followUp.can.includes('delete') && (
          <>
            <span className="fill" />
            <RemoveFollowUp followUp={followUp} />
          </>
        )}
      </div>
      <p>{followUp.content}</p>
      <Further
        fields={shown.filter(({ builtIn, key }) => !builtIn || !inHead.includes(key))}
        of={followUp}
        words={words}
      />
    </Line>
  );
}

function Further({ fields, of, words }: { fields: readonly FieldDef[]; of: NoteItem['followUp']; words: FieldWords }) {
  if (fields.length === 0) return null;
  return (
    <Facts
      items={fields.map((field) => [
        field.labels[words.language],
        <FieldValue key={field.id} field={field} value={valueIn(of, field)} words={words} />,
      ])}
    />
  );
}

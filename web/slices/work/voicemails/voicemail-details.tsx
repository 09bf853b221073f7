/** One message: played, called back, marked, noted, given to a colleague. */
import { voicemailRoutes, type Voicemail } from '@bahu/contract/voicemails.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import type { TFunction } from 'i18next';
import { Trash2 } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { AppLink } from '../../../ui/app-link.tsx';
import { CallBackButton } from '../../../ui/call-button.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { FieldLabel } from '../../../ui/field-label.tsx';
import { DockedFrame } from '../../../ui/list/opened-record.tsx';
import { Tag } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';
import type { CallTarget } from '../../../ui/place-call.ts';
import { MiniPlayer } from '../../../ui/recording/mini-player.tsx';
import { RemoteSelect } from '../../../ui/remote/remote-select.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { usePeople } from '../../../ui/use-people.ts';
import './voicemails.css';

const longestNote = 500;

interface Props {
  row: Voicemail;
  onMark: (heard: boolean) => void;
  onDelete: () => void;
  onClose: () => void;
}

/** By the caller's record of missed calls, which is closed when they are reached; by the call where there is none. */
export const targetOf = ({ id, missedCallId }: Voicemail): CallTarget =>
  missedCallId === null ? { callId: id } : { missedCallId };

export function VoicemailDetails({ row, onMark, onDelete, onClose }: Props) {
  const { t } = useTranslation();
  const { id, number, customerName, seconds, heardAt, can } = row;
  const mayHandle = can.includes('handle');
  return (
    <DockedFrame what={t('voicemails.what')} title={customerName ?? number} className="entity-editor" onClose={onClose}>
      <div className="scroll fill docked-details">
        {can.includes('play') && (
          <MiniPlayer
            callId={id}
            isMessage
            seconds={seconds}
            onPlay={() => heardAt === null && mayHandle && onMark(true)}
          />
        )}
        {row.isCut && <p className="small tone-ringing toned">{t('voicemails.cutHint')}</p>}
        {row.isUnattended && <p className="small tone-ringing toned">{t('voicemails.unattendedHint')}</p>}
        <div className="row">
          {can.includes('call') && <CallBackButton target={targetOf(row)} text={t('voicemails.callBack')} />}
          {mayHandle && (
            <Button onClick={() => onMark(heardAt === null)}>
              {t(heardAt === null ? 'voicemails.markHeard' : 'voicemails.markUnheard')}
            </Button>
          )}
          {can.includes('delete') && (
            <Button icon={<Trash2 size={14} aria-hidden />} onClick={onDelete}>
              {t('voicemails.delete')}
            </Button>
          )}
        </div>
        <Known row={row} />
        {(mayHandle || row.note !== '') && <Note key={row.version} row={row} isEditable={mayHandle} />}
        {mayHandle && <Forward row={row} />}
      </div>
    </DockedFrame>
  );
}

function Known({ row }: { row: Voicemail }) {
  const { t } = useTranslation();
  const { id, number, customerId, customerName, heardAt, heardByName, forwardedByName, missedCallId, closedAt } = row;
  const items: (readonly [string, ReactNode])[] = [
    [
      t('voicemails.caller'),
      customerId ? (
        <AppLink key="customer" to={`/customers/${customerId}`}>
          {customerName ?? number}
        </AppLink>
      ) : (
        number || t('phone.line.withheld')
      ),
    ],
    [t('voicemails.number'), number || '—'],
    [
      t('voicemails.leftAt'),
      <AppLink key="call" to={`/calls?open=${id}`} title={t('voicemails.callDetails')}>
        <Moment at={row.leftAt} />
      </AppLink>,
    ],
    [t('voicemails.box'), <BoxName key="box" row={row} />],
    ...(forwardedByName ? [[t('voicemails.forwarded'), forwardedByName] as const] : []),
    [t('voicemails.state'), heardByName ? t('voicemails.heardBy', { name: heardByName }) : stateOf(t, heardAt)],
    ...(heardAt ? [[t('voicemails.heardAt'), <Moment key="heard" at={heardAt} />] as const] : []),
    ...(missedCallId
      ? [
          [
            t('voicemails.followUp'),
            <AppLink key="missed" to={`/missed-calls?open=${missedCallId}`} title={t('voicemails.missedCall')}>
              {t(closedAt ? 'voicemails.closed' : 'voicemails.open')}
            </AppLink>,
          ] as const,
        ]
      : []),
  ];
  return <Facts items={items} />;
}

/** Whose box it is, and that nobody has it. */
export function BoxName({ row: { agentName, queueName, isUnattended } }: { row: Voicemail }) {
  const { t } = useTranslation();
  return (
    <span className="row row-tight">
      <span className="cut">{agentName ?? queueName ?? t('voicemails.unowned')}</span>
      {isUnattended && <Tag tone="ringing">{t('voicemails.unattended')}</Tag>}
    </span>
  );
}

export function CutSign() {
  const { t } = useTranslation();
  return (
    <span title={t('voicemails.cutHint')}>
      <Tag tone="ringing">{t('voicemails.cut')}</Tag>
    </span>
  );
}

/** What nobody has heard, and what somebody has. */
export const stateOf = (t: TFunction, heardAt: string | null): string =>
  t(heardAt === null ? 'voicemails.states.unheard' : 'voicemails.states.heard');

function Note({ row: { id, note, version }, isEditable }: { row: Voicemail; isEditable: boolean }) {
  const { t } = useTranslation();
  const voicemails = useClient(voicemailRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const [text, setText] = useState(note);
  const field = useId();
  const saving = useMutation({
    mutationFn: () => voicemails.change({ params: { id }, body: { note: text.trim(), version } }),
    onSuccess: () => toasts.done(t('voicemails.noteSaved')),
    onError: (error) => toasts.failed(failureText(t, error)),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['voicemails'] }),
  });
  return (
    <div className="voicemail-note">
      <FieldLabel id={field} label={t('voicemails.note')} />
      <Input.TextArea
        id={field}
        rows={3}
        maxLength={longestNote}
        readOnly={!isEditable}
        placeholder={t('voicemails.noteHint')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {isEditable && (
        <Button disabled={text.trim() === note} loading={saving.isPending} onClick={() => saving.mutate()}>
          {t('voicemails.saveNote')}
        </Button>
      )}
    </div>
  );
}

function Forward({ row: { id, agentId } }: { row: Voicemail }) {
  const { t } = useTranslation();
  const voicemails = useClient(voicemailRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const [to, setTo] = useState<string>();
  const field = useId();
  const remote = usePeople({ except: agentId ?? undefined });
  const giving = useMutation({
    mutationFn: (colleague: string) => voicemails.forward({ params: { id }, body: { agentId: colleague } }),
    onSuccess: () => toasts.done(t('voicemails.forwardDone')),
    onError: (error) => toasts.failed(failureText(t, error)),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['voicemails'] }),
  });
  return (
    <div className="voicemail-note">
      <FieldLabel id={field} label={t('voicemails.forwardTo')} />
      <RemoteSelect
        id={field}
        label={t('voicemails.forwardTo')}
        remote={remote}
        values={to === undefined ? [] : [to]}
        onChange={([chosen]) => setTo(chosen)}
        isClearable
      />
      <Button disabled={to === undefined} loading={giving.isPending} onClick={() => to && giving.mutate(to)}>
        {t('voicemails.forward')}
      </Button>
    </div>
  );
}

/** Messages that callers have left: those that nobody has heard, and the others. */
import { voicemailRoutes, type Voicemail } from '@bahu/contract/voicemails.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check, Trash2, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { duration } from '../../../lib/format.ts';
import { useClient, useTopic } from '../../../lib/services.tsx';
import { useMay, useMe, useScopeOf } from '../../../lib/session.tsx';
import { CallButton } from '../../../ui/call-button.tsx';
import { CallParty } from '../../../ui/call-party.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { Column } from '../../../ui/list/column.ts';
import type { Filter } from '../../../ui/list/filters.ts';
import { ListPage } from '../../../ui/list/list-page.tsx';
import { OpenedRecord } from '../../../ui/list/opened-record.tsx';
import { useList } from '../../../ui/list/use-list.ts';
import { classes, Tag } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { MiniPlayer } from '../../../ui/recording/mini-player.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { usePeople } from '../../../ui/use-people.ts';
import { GreetingButton } from '../greetings/public.ts';
import { voicemailsShape } from './search.ts';
import { BoxName, CutSign, stateOf, targetOf, VoicemailDetails } from './voicemail-details.tsx';

export function VoicemailsPage() {
  const { t } = useTranslation();
  const voicemails = useClient(voicemailRoutes);
  const acts = useActs();
  const list = useList({
    name: 'voicemails',
    shape: voicemailsShape,
    columns: useColumns(acts),
    fetch: (query, options) => voicemails.list({ query }, options),
  });
  const { open } = list.search;
  const mayHandle = useMay('voicemail.handle');
  const { userId } = useMe();
  const leave = () => list.change({ open: undefined });
  return (
    <ListPage
      list={list}
      what={t('voicemails.what')}
      unit={t('voicemails.unit')}
      filters={useFilters()}
      actions={mayHandle && <GreetingButton owner="agents" id={userId} />}
      onOpen={(row) => list.change({ open: row.id })}
      empty={{ title: t('voicemails.empty'), hint: t('voicemails.emptyHint') }}
      aside={
        open && (
          <OpenedRecord
            key={open}
            id={open}
            records="voicemails"
            what={t('voicemails.what')}
            known={list.answer.data?.items.find(({ id }) => id === open)}
            get={(id, options) => voicemails.get({ params: { id } }, options)}
            onClose={leave}
          >
            {(row) => (
              <VoicemailDetails
                row={row}
                onMark={(heard) => acts.mark(row, heard)}
                onDelete={() => {
                  acts.remove(row);
                  leave();
                }}
                onClose={leave}
              />
            )}
          </OpenedRecord>
        )
      }
    />
  );
}

interface Acts {
  mark: (row: Voicemail, heard: boolean) => void;
  remove: (row: Voicemail) => void;
}

/** Marks and deletes; what was deleted can be taken back. */
function useActs(): Acts {
  const { t } = useTranslation();
  const voicemails = useClient(voicemailRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const onSettled = () => void queries.invalidateQueries({ queryKey: ['voicemails'] });
  const onError = (error: Error) => toasts.failed(failureText(t, error));
  const marking = useMutation({
    mutationFn: ({ id, heard }: { id: string; heard: boolean }) =>
      voicemails.change({ params: { id }, body: { heard } }),
    onError,
    onSettled,
  });
  const restoring = useMutation({
    mutationFn: (ids: string[]) => voicemails.restore({ body: { ids } }),
    onError,
    onSettled,
  });
  const removing = useMutation({
    mutationFn: (id: string) => voicemails.remove({ body: { ids: [id] } }),
    onSuccess: ({ deleted }) =>
      toasts.done(t('voicemails.deleted', { count: deleted.length }), () => restoring.mutate(deleted)),
    onError,
    onSettled,
  });
  return { mark: ({ id }, heard) => marking.mutate({ id, heard }), remove: ({ id }) => removing.mutate(id) };
}

function useFilters(): readonly Filter<keyof typeof voicemailsShape>[] {
  const { t } = useTranslation();
  const remote = usePeople({ permission: 'voicemail.read', withDisabled: true });
  const scope = useScopeOf('voicemail.read');
  const queues = useTopic('queues')?.queues ?? [];
  const states = [false, true].map((value) => ({
    value,
    label: t(value ? 'voicemails.states.heard' : 'voicemails.states.unheard'),
  }));
  const number = t('voicemails.number');
  const agent = { key: 'agent', kind: 'remote', label: t('voicemails.agent'), isAlways: true, remote } as const;
  const attention = {
    key: 'unattended',
    kind: 'choice',
    label: t('voicemails.attention'),
    options: [true, false].map((value) => ({ value, label: t(`voicemails.attended.${value}`) })),
  } as const;
  const queue = {
    key: 'queue',
    kind: 'choice',
    label: t('voicemails.queue'),
    isAlways: true,
    options: queues.map(({ queueId, name }) => ({ value: queueId, label: name })),
  } as const;
  return [
    {
      key: 'number',
      kind: 'text',
      label: number,
      placeholder: `${number} · ${t('voicemails.numberHint')}`,
      pattern: /^[0-9+ -]{3,32}$/,
    },
    { key: 'heard', kind: 'choice', label: t('voicemails.state'), isAlways: true, options: states },
    ...(scope === 'own' ? [] : [attention, agent]),
    ...(queues.length > 0 ? [queue] : []),
  ];
}

function useColumns(acts: Acts): readonly Column<Voicemail>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'caller',
      title: t('voicemails.caller'),
      width: 260,
      fixed: 'left',
      cell: (row) => (
        <span className={classes('row', row.heardAt === null && 'voicemail-unheard')}>
          <CallParty call={{ ...row, direction: 'inbound', outcome: null }} />
        </span>
      ),
    },
    { key: 'leftAt', title: t('voicemails.leftAt'), width: 112, cell: ({ leftAt }) => <Moment at={leftAt} /> },
    {
      key: 'message',
      title: t('voicemails.message'),
      width: 240,
      cell: (row) =>
        row.can.includes('play') ? (
          <MiniPlayer
            callId={row.id}
            isMessage
            seconds={row.seconds}
            onPlay={() => row.heardAt === null && row.can.includes('handle') && acts.mark(row, true)}
          />
        ) : (
          duration(row.seconds)
        ),
    },
    {
      key: 'state',
      title: t('voicemails.state'),
      width: 128,
      cell: (row) => <StateSign row={row} />,
    },
    {
      key: 'box',
      title: t('voicemails.box'),
      width: 152,
      cell: (row) => <BoxName row={row} />,
    },
    {
      key: 'followUp',
      title: t('voicemails.followUp'),
      width: 96,
      cell: ({ missedCallId, closedAt }) =>
        missedCallId === null ? '—' : t(closedAt ? 'voicemails.closed' : 'voicemails.open'),
    },
    {
      key: 'note',
      title: t('voicemails.note'),
      isRoomy: true,
      cell: ({ note, forwardedByName }) =>
        [forwardedByName && t('voicemails.forwardedBy', { name: forwardedByName }), note].filter(Boolean).join(' · ') ||
        '—',
    },
    {
      key: 'actions',
      title: '',
      width: 120,
      fixed: 'right',
      cell: (row) => <Actions row={row} acts={acts} />,
    },
  ];
}

/** Whether somebody has heard it, and that its end is missing. */
function StateSign({ row: { heardAt, heardByName, isCut } }: { row: Voicemail }) {
  const { t } = useTranslation();
  return (
    <span className="row row-tight">
      {heardAt === null ? (
        <Tag tone="ringing">{stateOf(t, heardAt)}</Tag>
      ) : (
        <span className="cut">
          {heardByName ? t('voicemails.heardBy', { name: heardByName }) : stateOf(t, heardAt)}
        </span>
      )}
      {isCut && <CutSign />}
    </span>
  );
}

function Actions({ row, acts }: { row: Voicemail; acts: Acts }) {
  const { t } = useTranslation();
  const isHeard = row.heardAt !== null;
  return (
    <span className="row">
      {row.can.includes('call') && (
        <CallButton target={targetOf(row)} label={t('voicemails.call', { name: row.customerName ?? row.number })} />
      )}
      {row.can.includes('handle') && (
        <IconButton
          icon={isHeard ? Undo2 : Check}
          size="small"
          label={t(isHeard ? 'voicemails.markUnheard' : 'voicemails.markHeard')}
          onClick={() => acts.mark(row, !isHeard)}
        />
      )}
      {row.can.includes('delete') && (
        <IconButton icon={Trash2} size="small" label={t('voicemails.delete')} onClick={() => acts.remove(row)} />
      )}
    </span>
  );
}

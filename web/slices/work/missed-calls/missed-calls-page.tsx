/** Callers whom nobody has served: who waits to be called back, and what became of the others. */
import { missedCallRoutes, type MissedCall } from '@bahu/contract/missed-calls.ts';
import { maxChecked } from '@bahu/contract/selection.ts';
import type { Input } from '@bahu/contract/route.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Check, Voicemail } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useMay, useScopeOf } from '../../../lib/session.tsx';
import { CallButton } from '../../../ui/call-button.tsx';
import { CallParty } from '../../../ui/call-party.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { Column } from '../../../ui/list/column.ts';
import type { Filter } from '../../../ui/list/filters.ts';
import { ListPage } from '../../../ui/list/list-page.tsx';
import { OpenedRecord } from '../../../ui/list/opened-record.tsx';
import { noneSelected } from '../../../ui/list/selection.ts';
import { useList } from '../../../ui/list/use-list.ts';
import { Moment } from '../../../ui/moment.tsx';
import { OutcomeTag } from '../../../ui/outcome.tsx';
import { useQueueOptions } from '../../../ui/queue-options.ts';
import { useToasts } from '../../../ui/toasts.tsx';
import { usePeople } from '../../../ui/use-people.ts';
import { MissedCallDetails, State } from './missed-call-details.tsx';
import { missedCallsShape } from './search.ts';

type Selection = Input<typeof missedCallRoutes.close>['body']['selection'];
type Close = (selection: Selection) => void;

export function MissedCallsPage() {
  const { t } = useTranslation();
  const missedCalls = useClient(missedCallRoutes);
  const mayClose = useMay('missed-call.close');
  const close = useClose();
  const list = useList({
    name: 'missed-calls',
    shape: missedCallsShape,
    columns: useColumns(close),
    fetch: (query, options) => missedCalls.list({ query }, options),
  });
  const { open } = list.search;
  const leave = () => list.change({ open: undefined });
  return (
    <ListPage
      list={list}
      what={t('missedCalls.what')}
      unit={t('missedCalls.unit')}
      filters={useFilters()}
      {...(mayClose && list.search.closed !== true
        ? {
            bulk: (selection: Selection) => (
              <DoneButton
                onClick={() => {
                  close(selection);
                  list.setSelected(() => noneSelected);
                }}
              />
            ),
          }
        : {})}
      onOpen={(row) => list.change({ open: row.id })}
      empty={{ title: t('missedCalls.empty'), hint: t('missedCalls.emptyHint') }}
      aside={
        open && (
          <OpenedRecord
            key={open}
            id={open}
            records="missed-calls"
            what={t('missedCalls.what')}
            known={list.answer.data?.items.find(({ id }) => id === open)}
            get={(id, options) => missedCalls.get({ params: { id } }, options)}
            onClose={leave}
          >
            {(row) => <MissedCallDetails row={row} onDone={() => close({ ids: [row.id] })} onClose={leave} />}
          </OpenedRecord>
        )
      }
    />
  );
}

function DoneButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <Button size="small" type="text" icon={<Check size={14} aria-hidden />} onClick={onClick}>
      {t('missedCalls.close')}
    </Button>
  );
}

/** Says of some that they are done, and how to take it back. */
function useClose(): Close {
  const { t } = useTranslation();
  const missedCalls = useClient(missedCallRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const settled = () => void queries.invalidateQueries({ queryKey: ['missed-calls'] });
  const failed = (error: Error) => toasts.failed(failureText(t, error));
  const reopening = useMutation({
    mutationFn: (ids: string[]) => missedCalls.reopen({ body: { ids } }),
    onError: failed,
    onSettled: settled,
  });
  const closing = useMutation({
    mutationFn: (selection: Selection) => missedCalls.close({ body: { selection } }),
    onSuccess: ({ closed }) => {
      const isUndoable = closed.length > 0 && closed.length <= maxChecked;
      toasts.done(
        t('missedCalls.closed', { count: closed.length }),
        isUndoable ? () => reopening.mutate(closed) : undefined,
      );
    },
    onError: failed,
    onSettled: settled,
  });
  return closing.mutate;
}

function useFilters(): readonly Filter<keyof typeof missedCallsShape>[] {
  const { t } = useTranslation();
  const remote = usePeople({ permission: 'missed-call.read', withDisabled: true });
  const scope = useScopeOf('missed-call.read');
  const queues = useQueueOptions();
  const states = [false, true].map((value) => ({
    value,
    label: t(value ? 'missedCalls.states.closed' : 'missedCalls.states.open'),
  }));
  const hint = t('missedCalls.numberHint');
  const number = t('missedCalls.number');
  return [
    { key: 'number', kind: 'text', label: number, placeholder: `${number} · ${hint}`, pattern: /^[0-9+ -]{3,32}$/ },
    { key: 'closed', kind: 'choice', label: t('missedCalls.state'), isAlways: true, options: states },
    ...(scope === 'own'
      ? []
      : [{ key: 'agent', kind: 'remote', label: t('missedCalls.agent'), isAlways: true, remote } as const]),
    ...(queues.length > 0
      ? [
          {
            key: 'queue',
            kind: 'choice',
            label: t('missedCalls.queue'),
            isAlways: true,
            options: queues,
          } as const,
        ]
      : []),
  ];
}

function useColumns(close: Close): readonly Column<MissedCall>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'caller',
      title: t('missedCalls.caller'),
      width: 260,
      fixed: 'left',
      cell: (row) => (
        <span className="row">
          <CallParty call={{ ...row, direction: 'inbound', outcome: row.lastOutcome }} />
          {row.messageCallId && <Voicemail size={14} role="img" aria-label={t('missedCalls.message')} />}
        </span>
      ),
    },
    { key: 'lastAt', title: t('missedCalls.lastAt'), width: 112, cell: ({ lastAt }) => <Moment at={lastAt} /> },
    { key: 'tries', title: t('missedCalls.tries'), width: 80, align: 'right', cell: ({ tries }) => tries },
    {
      key: 'outcome',
      title: t('missedCalls.outcome'),
      width: 160,
      cell: ({ lastOutcome }) => (lastOutcome ? <OutcomeTag outcome={lastOutcome} direction="inbound" /> : '—'),
    },
    {
      key: 'queue',
      title: t('missedCalls.queue'),
      width: 112,
      isRoomy: true,
      cell: ({ queueName }) => queueName ?? '—',
    },
    {
      key: 'agent',
      title: t('missedCalls.agent'),
      width: 96,
      isRoomy: true,
      cell: ({ agentName }) => agentName ?? '—',
    },
    { key: 'state', title: t('missedCalls.state'), isRoomy: true, cell: (row) => <State row={row} /> },
    {
      key: 'firstAt',
      title: t('missedCalls.firstAt'),
      width: 112,
      isWideOnly: true,
      cell: ({ firstAt }) => <Moment at={firstAt} />,
    },
    {
      key: 'actions',
      title: '',
      width: 88,
      fixed: 'right',
      cell: (row) => <Actions row={row} close={close} />,
    },
  ];
}

function Actions({ row: { id, number, customerName, can }, close }: { row: MissedCall; close: Close }) {
  const { t } = useTranslation();
  return (
    <span className="row">
      {can.includes('call') && (
        <CallButton target={{ missedCallId: id }} label={t('missedCalls.call', { name: customerName ?? number })} />
      )}
      {can.includes('close') && (
        <IconButton icon={Check} size="small" label={t('missedCalls.close')} onClick={() => close({ ids: [id] })} />
      )}
    </span>
  );
}

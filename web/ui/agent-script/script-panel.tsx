/** The script of a call beside its customer: begun by a click, answered by keys, the same after a reload. */
import { scriptRoutes, type ScriptOfCall, type ScriptRun } from '@bahu/contract/scripts.ts';
import { fixedKeys } from '@bahu/domain/hot-keys/hot-keys.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { ScrollText } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../lib/failure.ts';
import { useHotkey } from '../../lib/hotkeys.ts';
import { queryKeys } from '../../lib/records.ts';
import { useClient } from '../../lib/services.tsx';
import { useMay } from '../../lib/session.tsx';
import { KeyMark, Tag } from '../marks.tsx';
import { useToasts } from '../toasts.tsx';
import { ScriptStepView } from './step-view.tsx';
import './agent-script.css';

export function ScriptPanel({ callId }: { callId: string }) {
  const { t } = useTranslation();
  const mayUse = useMay('script.use');
  const panel = useRef<HTMLDivElement>(null);
  const { data, run, begin, answer, back, isWaiting } = useScript(callId, mayUse);
  const isShown = data !== undefined && (data.run !== null || data.offered.length > 0);
  useHotkey(fixedKeys.script, () => reachIn(panel.current), isShown);
  if (!isShown) return null;
  return (
    <div ref={panel} className="script-panel">
      <div className="section-head">
        <ScrollText size={15} aria-hidden />
        <h2 className="cut">{run ? run.name : t('scripts.run.what')}</h2>
        <KeyMark keys={fixedKeys.script} />
        <span className="fill" />
        {data.offered
          .filter(({ id }) => id !== run?.scriptId)
          .slice(0, 4)
          .map(({ id, name, isBound }) => (
            <Button
              key={id}
              size="small"
              type={isBound && !run ? 'primary' : 'text'}
              disabled={isWaiting}
              onClick={() => begin(id)}
            >
              {name}
            </Button>
          ))}
      </div>
      {run && (
        <>
          <ScriptStepView step={run.step} behind={run.behind} isWaiting={isWaiting} onAnswer={answer} onBack={back} />
          {!run.isFieldKept && <Tag tone="ringing">{t('scripts.run.notKept')}</Tag>}
        </>
      )}
    </div>
  );
}

/** To what is to be answered, else to what can be begun. */
function reachIn(panel: HTMLElement | null): void {
  const places = ['.script-view input', '.script-view', 'button'];
  places
    .map((place) => panel?.querySelector<HTMLElement>(place))
    .find(Boolean)
    ?.focus();
}

/** What the server has of the run is what is shown. */
function useScript(callId: string, isEnabled: boolean) {
  const { t } = useTranslation();
  const client = useClient(scriptRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const queryKey = ['script-runs', 'of-call', callId];
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => client.ofCall({ params: { id: callId } }, { signal }),
    enabled: isEnabled,
    retry: false,
  });
  const step = useMutation({
    mutationFn: (act: () => Promise<ScriptRun>) => act(),
    onSuccess: (run) => {
      queries.setQueryData<ScriptOfCall>(queryKey, (known) => known && { ...known, run });
      void queries.invalidateQueries({ queryKey: queryKeys.ofCall(callId) });
    },
    onError: (error) => {
      toasts.failed(failureText(t, error));
      void queries.invalidateQueries({ queryKey });
    },
  });
  const run = data?.run ?? null;
  return {
    data,
    run,
    isWaiting: step.isPending,
    begin: (scriptId: string) => step.mutate(() => client.begin({ params: { id: callId }, body: { scriptId } })),
    answer: (value: string) => {
      if (!run?.step) return;
      const body = { seq: run.behind.length, step: run.step.id, value };
      step.mutate(() => client.answer({ params: { id: run.id }, body }));
    },
    back: () => run && step.mutate(() => client.back({ params: { id: run.id } })),
  };
}

/** What those who talked say of a call by wrap-up codes: in the list, and with its history beside it. */
import type { CallRow } from '@bahu/contract/calls.ts';
import type { WrapUp, WrapUpsOfCall } from '@bahu/contract/wrap-up-codes.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Tag } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { CodePicker } from '../../../ui/wrap-up-code/code-picker.tsx';
import { codeWords, wordOf } from '../../../ui/wrap-up-code/picking.ts';
import { useChooseCode, useWrapUps } from '../../../ui/wrap-up-code/use-wrap-ups.ts';

/** The codes in one cell; what is missing is said in its place. */
export function CodesOfCall({ call: { codes, isCodeMissing } }: { call: CallRow }) {
  const { t, i18n } = useTranslation();
  if (codes.length === 0 && !isCodeMissing) return <span className="hint">{t('app.time.none')}</span>;
  return (
    <span className="row">
      {codes.length > 0 && (
        <span className="cut" title={codes.map((code) => codeWords(code, i18n.language)).join('\n')}>
          {codes.map((code) => wordOf(code, i18n.language)).join(t('ui.separator'))}
        </span>
      )}
      {isCodeMissing && <Tag tone="ringing">{t('wrapUpCodes.ofCall.missing')}</Tag>}
    </span>
  );
}

/** A section of the details; calls that can have no code have none. */
export function CallCodes({ callId }: { callId: string }) {
  const { t } = useTranslation();
  const { data } = useWrapUps(callId);
  const shown = data?.agents.filter(({ code, isRequired, can }) => code !== null || isRequired || can.length > 0) ?? [];
  if (!data || shown.length === 0 || (data.groups.length === 0 && shown.every(({ code }) => code === null)))
    return null;
  return (
    <section className="drawer-section">
      <h2>{t('wrapUpCodes.ofCall.title')}</h2>
      <ul>
        {shown.map((wrapUp) => (
          <CodeLine key={wrapUp.agentId} callId={callId} groups={data.groups} wrapUp={wrapUp} />
        ))}
      </ul>
    </section>
  );
}

interface LineProps {
  callId: string;
  groups: WrapUpsOfCall['groups'];
  wrapUp: WrapUp;
}

function CodeLine({ callId, groups, wrapUp }: LineProps) {
  const { t, i18n } = useTranslation();
  const [isPicking, setIsPicking] = useState(false);
  const choosing = useChooseCode(callId, () => setIsPicking(false));
  const { agentId, agentName, code, isRequired, isLate, history, can } = wrapUp;
  const none = isRequired ? (
    <Tag tone="ringing">{t('wrapUpCodes.ofCall.missing')}</Tag>
  ) : (
    <span className="hint">{t('wrapUpCodes.ofCall.none')}</span>
  );
  return (
    <li>
      <div className="row">
        <span className="second whole">{agentName ?? '—'}</span>
        {code ? <b className="cut">{codeWords(code, i18n.language)}</b> : none}
        {isLate && <Tag>{t('wrapUpCodes.choice.late')}</Tag>}
        <span className="fill" />
        {can.includes('choose') && groups.length > 0 && (
          <Button size="small" type="text" aria-expanded={isPicking} onClick={() => setIsPicking(!isPicking)}>
            {t(`wrapUpCodes.ofCall.${isPicking ? 'cancel' : code ? 'change' : 'choose'}`)}
          </Button>
        )}
      </div>
      {isPicking && (
        <CodePicker
          groups={groups}
          chosen={code?.id ?? null}
          isWaiting={choosing.isPending}
          onPick={(codeId) => choosing.mutate({ codeId, agentId })}
          onLeave={() => setIsPicking(false)}
        />
      )}
      {history.length > 0 && <Past history={history} />}
    </li>
  );
}

function Past({ history }: { history: WrapUp['history'] }) {
  const { t, i18n } = useTranslation();
  return (
    <ul className="hint small" aria-label={t('wrapUpCodes.ofCall.history')}>
      {history.map(({ at, code, byName, isLate }) => (
        <li key={at} className="row">
          <Moment at={at} />
          <span className="cut">{codeWords(code, i18n.language)}</span>
          {byName === null ? t('wrapUpCodes.ofCall.byGone') : t('wrapUpCodes.ofCall.by', { name: byName })}
          {isLate && t('wrapUpCodes.choice.late')}
        </li>
      ))}
    </ul>
  );
}

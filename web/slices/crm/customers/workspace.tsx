/** The page of the screen pop: card, history, follow-up. Where three columns do not fit, the third is a tab of the second. Another record is another page. */
import type { Customer } from '@bahu/contract/customers.ts';
import type { ShownRegion } from '@bahu/contract/regions.ts';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { hasDraft, moveDraft, noteDraft } from '../../../lib/drafts.ts';
import { useIsHandheld, useIsNarrow } from '../../../lib/layout.ts';
import { useTabActions, useTabMark } from '../../../lib/tabs-context.tsx';
import { ScriptPanel } from '../../../ui/agent-script/script-panel.tsx';
import { TabStrip } from '../../../ui/tab-strip.tsx';
import { CustomerCard } from './customer-card.tsx';
import { FollowUpForm } from './follow-up-form.tsx';
import { Past } from './past.tsx';
import { useCustomerForm, type CardTarget } from './use-customer-form.ts';
import './workspace.css';

interface Props {
  customer: Customer | null;
  callId: string | null;
  /** Of a caller who is no customer yet. */
  number: string;
  isNumberMasked: boolean;
  region?: ShownRegion | null;
  /** What is known of a number that was dialled from a batch. */
  listed?: CardTarget['listed'];
  path: string;
  onBusy?: (isBusy: boolean) => void;
}

const nobodyAsks = (): void => undefined;

export function Workspace({
  customer,
  callId,
  number,
  isNumberMasked,
  region = null,
  listed = null,
  path,
  onBusy = nobodyAsks,
}: Props) {
  const { replace } = useTabActions();
  const isNarrow = useIsNarrow();
  const isHandheld = useIsHandheld();
  const note = noteDraft(customer?.id ?? callId);
  function onCreated(created: Customer): void {
    moveDraft(note, noteDraft(created.id));
    const next = `/customers/${created.id}`;
    replace(path, {
      path: next,
      href: callId ? `${next}?call=${callId}` : next,
      title: `${created.name} ${created.phone}`,
      callId,
    });
  }
  const target = { customer, callId, number, isNumberMasked, region, listed, onCreated };
  const draft = useCustomerForm(target);
  const card = <CustomerCard target={target} draft={draft} />;
  const past = <Past customer={customer} callId={callId} />;
  const form = <FollowUpForm of={{ customer, callId, path, card: draft.form, onCreated, onBusy }} />;
  const script = callId === null ? null : <ScriptPanel key={callId} callId={callId} />;
  if (isNarrow)
    return (
      <div className="workspace">
        {!isHandheld && card}
        <Folded
          card={isHandheld ? card : null}
          isOfCall={callId !== null}
          script={script}
          past={past}
          form={form}
          path={path}
          isUnsaved={draft.form.changedCount > 0 || hasDraft(note)}
        />
      </div>
    );
  return (
    <div className="workspace">
      {card}
      <section className="card column">
        {script}
        {past}
      </section>
      <section className="card column">{form}</section>
    </div>
  );
}

interface FoldedProps {
  /** Where even two columns do not fit. */
  card: ReactNode;
  isOfCall: boolean;
  script: ReactNode;
  past: ReactNode;
  form: ReactNode;
  path: string;
  isUnsaved: boolean;
}

function Folded({ card, isOfCall, script, past, form, path, isUnsaved }: FoldedProps) {
  const { t } = useTranslation();
  const [chosen, setShown] = useState<'card' | 'past' | 'form'>(isOfCall || !card ? 'form' : 'card');
  const shown = chosen === 'card' && !card ? 'form' : chosen;
  // The note marks the tab while it is in sight.
  useTabMark(shown === 'form' ? null : path, isUnsaved);
  return (
    <section className="card column">
      {script}
      <TabStrip
        label={t('customers.history.what')}
        value={shown}
        onChange={setShown}
        items={[
          ...(card ? [{ value: 'card', label: t('customers.card.title') } as const] : []),
          { value: 'form', label: t('customers.followUp.title') },
          { value: 'past', label: t('customers.history.title') },
        ]}
      />
      {shown === 'card' && <div className="folded-card">{card}</div>}
      {shown === 'form' && form}
      {shown === 'past' && past}
    </section>
  );
}

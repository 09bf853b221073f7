/** Entering or changing a deal. */
import { DealChange, NewDeal, dealRoutes, type Deal } from '@bahu/contract/deals.ts';
import { dealColumns, dealFieldKeys, isSigned, type DealFieldKey } from '@bahu/domain/fields/deal-fields.ts';
import type { FieldDef } from '@bahu/domain/fields/field.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { useFieldWords, type FieldWords } from '../../../ui/fields/field-words.ts';
import { fieldSections } from '../../../ui/fields/form-field.ts';
import { designedValues, requestValues, withDesigned, type DesignedValues } from '../../../ui/fields/form-values.ts';
import { useFields } from '../../../ui/fields/use-fields.ts';
import { EntityEditor } from '../../../ui/form/entity-editor.tsx';
import type { Field, Section } from '../../../ui/form/fields.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { usePeople } from '../../../ui/use-people.ts';
import { useToasts } from '../../../ui/toasts.tsx';

type Values = DesignedValues & Record<DealFieldKey | 'amount', string> & { signedOn: string; agentId: string | null };

const start: Pick<Deal, DealFieldKey | 'amount' | 'signedOn'> = {
  product: '',
  dealKind: 'new',
  dealStage: 'negotiating',
  note: '',
  amount: '',
  signedOn: null,
};

function valuesOf(deal: Deal | null, fields: readonly FieldDef[], words: FieldWords): Values {
  const known = deal ?? start;
  return {
    ...(Object.fromEntries(dealFieldKeys.map((key) => [key, known[key]])) as Record<DealFieldKey, string>),
    amount: known.amount,
    signedOn: known.signedOn ?? '',
    agentId: deal?.agentId ?? null,
    ...designedValues(fields, deal?.fields ?? null, words),
  } as Values;
}

/** What is sent: a day that was taken back is none. */
const bodyOf = ({ signedOn, agentId, ...values }: Partial<Values>) => ({
  ...requestValues(values),
  ...(agentId && { agentId }),
  ...(signedOn !== undefined && { signedOn: signedOn || null }),
});

interface Props {
  /** Null for a new one. */
  deal: Deal | null;
  /** With whom a new one is, and in which call it is entered. */
  customerId: string;
  callId?: string | null;
  onClose: () => void;
  onReopen: () => void;
}

export function DealEditor({ deal, customerId, callId = null, onClose, onReopen }: Props) {
  const { t } = useTranslation();
  const deals = useClient(dealRoutes);
  const queries = useQueryClient();
  const mayCreate = useMay('deal.create');
  const { fields } = useFields('deals');
  const words = useFieldWords(Object.values(deal?.fields ?? {}));
  const saved = valuesOf(deal, fields, words);
  const agent = useAgentField();
  const refresh = () => void queries.invalidateQueries({ queryKey: ['deals'] });
  const done = () => {
    refresh();
    onClose();
  };
  const { ask, holder } = useRemoval(deal, done);
  return (
    <EntityEditor<Values, Deal>
      name="deal"
      id={deal?.id ?? null}
      draftOf={customerId}
      title={deal?.product ?? t('deals.create')}
      saved={saved}
      schema={withDesigned(deal ? DealChange : NewDeal, fields)}
      sections={sectionsOf(fields, saved, words, { more: t('ui.form.more'), hint: t('deals.signedOnHint'), agent })}
      isEditable={deal ? deal.can.includes('edit') : mayCreate}
      needs={t('permissions.deal.edit')}
      save={(values, changes, once) =>
        deal
          ? deals.change({ params: { id: deal.id }, body: { version: deal.version, ...bodyOf(changes) } })
          : deals.create(
              {
                params: { id: customerId },
                body: { ...(bodyOf(values) as Parameters<typeof deals.create>[0]['body']), ...(callId && { callId }) },
              },
              once,
            )
      }
      onSaved={done}
      savedText={t(deal ? 'deals.saved' : 'deals.added')}
      onClose={onClose}
      onReopen={onReopen}
      onReload={refresh}
      tools={
        deal?.can.includes('delete') && (
          <>
            {holder}
            <IconButton icon={Trash2} size="small" label={t('deals.delete')} onClick={ask} />
          </>
        )
      }
    />
  );
}

/** Whose it is, for those who may give it to others. */
function useAgentField(): readonly Field<Values>[] {
  const { t } = useTranslation();
  const mayAssign = useMay('deal.assign');
  const remote = usePeople({ permission: 'deal.assign' });
  return mayAssign
    ? [{ kind: 'remote', name: 'agentId', label: t('deals.agent'), hint: t('deals.agentHint'), remote }]
    : [];
}

/** The amount and the day stand behind what was sold. */
function sectionsOf(
  fields: readonly FieldDef[],
  saved: Values,
  words: FieldWords,
  { more, hint, agent }: { more: string; hint: string; agent: readonly Field<Values>[] },
): readonly Section<Values>[] {
  const own: Field<Values>[] = [
    { kind: 'text', name: 'amount', label: dealColumns.amount[words.language], inputMode: 'decimal' },
    {
      kind: 'date',
      name: 'signedOn',
      label: dealColumns.signedOn[words.language],
      hint,
      isShown: ({ dealStage }) => isSigned(dealStage),
    },
    ...agent,
  ];
  const [shown, folded] = fieldSections<Values>(fields, saved, words, more);
  return [{ ...shown, fields: [...shown.fields.slice(0, 1), ...own, ...shown.fields.slice(1)] }, folded];
}

/** For good, so it is asked first. */
function useRemoval(deal: Deal | null, onGone: () => void) {
  const { t } = useTranslation();
  const deals = useClient(dealRoutes);
  const toasts = useToasts();
  const [modal, holder] = Modal.useModal();
  const removing = useMutation({
    mutationFn: async () => {
      if (deal) await deals.remove({ params: { id: deal.id } });
    },
    onSuccess() {
      toasts.done(t('deals.deleted'));
      onGone();
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  const ask = () =>
    void modal.confirm({
      title: t('deals.deleteAsk'),
      content: t('deals.deleteHint'),
      okText: t('deals.delete'),
      okButtonProps: { danger: true },
      cancelText: t('app.action.cancel'),
      autoFocusButton: 'cancel',
      onOk: () => removing.mutate(),
    });
  return { ask, holder };
}

/** What was typed into a customer's card, and saving it. */
import type { Customer } from '@bahu/contract/customers.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { differences, useDraft } from '../../../lib/drafts.ts';
import { failedWith, failureText, fieldFailures } from '../../../lib/failure.ts';
import { queryKeys } from '../../../lib/records.ts';
import { useApi } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

export type CardValues = Pick<
  Customer,
  'name' | 'phone' | 'phoneExtension' | 'title' | 'company' | 'stage' | 'email' | 'address' | 'note'
>;

export interface CardTarget {
  customer: Customer | null;
  callId: string | null;
  /** The caller's number where there is no customer yet. */
  number: string;
  onCreated: (customer: Customer) => void;
}

export interface CustomerForm {
  values: CardValues;
  errors: Record<string, string>;
  isEditable: boolean;
  changedCount: number;
  canSave: boolean;
  isSaving: boolean;
  /** Somebody else saved meanwhile. */
  isOutdated: boolean;
  isChanged: (field: keyof CardValues) => boolean;
  change: (part: Partial<CardValues>) => void;
  save: () => void;
  undo: () => void;
  showLatest: () => void;
}

const empty: CardValues = {
  name: '',
  phone: '',
  phoneExtension: '',
  title: '',
  company: '',
  stage: '',
  email: '',
  address: '',
  note: '',
};

export function useCustomerForm(target: CardTarget): CustomerForm {
  const { customer, callId } = target;
  const queries = useQueryClient();
  const draft = useDraft<CardValues>(`customer ${customer?.id ?? callId ?? 'new'}`);
  const mayCreate = useMay('customer.create');
  const saved: CardValues = customer ?? empty;
  const changes = differences(saved, draft.values);
  const values = { ...saved, ...changes };
  const save = useSave(target, values, changes, draft.clear);
  const { t } = useTranslation();

  const isEditable = customer ? customer.can.includes('edit') : mayCreate;
  const changedCount = Object.keys(changes).length;
  const hasName = values.name.trim() !== '';
  const hasPhone = customer !== null || callId !== null || values.phone.trim() !== '';
  return {
    values,
    errors: fieldFailures(t, save.error),
    isEditable,
    changedCount,
    canSave: isEditable && changedCount > 0 && hasName && hasPhone && !save.isPending,
    isSaving: save.isPending,
    isOutdated: failedWith(save.error, 'customer.changed-meanwhile'),
    isChanged: (field) => field in changes,
    change: draft.change,
    save: () => save.mutate(),
    undo() {
      draft.clear();
      save.reset();
    },
    showLatest() {
      save.reset();
      if (customer) void queries.invalidateQueries({ queryKey: queryKeys.customer(customer.id) });
    },
  };
}

/** Texts without the blanks around them. */
const trimmed = (values: Partial<CardValues>): Partial<CardValues> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim()])) as Partial<CardValues>;

function useSave(
  { customer, callId, number, onCreated }: CardTarget,
  values: CardValues,
  changes: Partial<CardValues>,
  clearDraft: () => void,
) {
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  const { t } = useTranslation();
  return useMutation({
    mutationFn: (): Promise<Customer> => {
      if (customer)
        return api.customers.change({
          params: { id: customer.id },
          body: { version: customer.version, ...trimmed(changes) },
        });
      const { name = '', phone = '', ...rest } = trimmed(changes);
      return api.customers.create({
        body: { ...rest, name, phone: phone || values.phone || number, ...(callId ? { callId } : {}) },
      });
    },
    onSuccess(after) {
      clearDraft();
      queries.setQueryData(queryKeys.customer(after.id), after);
      toasts.done(t(customer ? 'customers.card.saved' : 'customers.card.created_toast'));
      if (!customer) onCreated(after);
      else void queries.invalidateQueries({ queryKey: ['customers', 'list'] });
    },
    onError(error) {
      const isShownElsewhere =
        failedWith(error, 'customer.changed-meanwhile') || Object.keys(fieldFailures(t, error)).length > 0;
      if (!isShownElsewhere) toasts.failed(failureText(t, error));
    },
  });
}

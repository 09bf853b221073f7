/** Two customers who are one (客户合并): both side by side, and for each field in which they differ whose value stays. */
import { mergeDays } from '@bahu/contract/customer-merges.ts';
import type { Customer } from '@bahu/contract/customers.ts';
import { customerFieldKeys } from '@bahu/domain/fields/customer-fields.ts';
import { wireText } from '@bahu/domain/fields/wire.ts';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Modal, Radio } from 'antd';
import { ArrowLeftRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../../../lib/records.ts';
import { useApi } from '../../../lib/services.tsx';
import { useTabActions } from '../../../lib/tabs-context.tsx';
import { useSettled } from '../../../lib/use-settled.ts';
import { valueIn } from '../../../ui/fields/field-columns.tsx';
import { useFieldWords } from '../../../ui/fields/field-words.ts';
import { Loaded } from '../../../ui/list-state.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { olderFirst, proposedTake, type Difference } from './merge-choices.ts';
import { useCustomerFields } from './use-customer-fields.ts';
import { useMerge } from './use-merge.ts';
import './merge-dialog.css';

interface Props {
  customer: Customer;
  /** The other one, where they are known already. */
  otherId?: string;
  onClose: () => void;
}

export function MergeDialog({ customer, otherId, onClose }: Props) {
  const { t } = useTranslation();
  const api = useApi();
  const [chosen, setChosen] = useState(otherId ?? null);
  const other = useQuery({
    queryKey: queryKeys.customer(chosen ?? ''),
    queryFn: ({ signal }) => api.customers.get({ params: { id: chosen ?? '' } }, { signal }),
    enabled: chosen !== null,
  });
  if (chosen === null)
    return (
      <Modal open width={480} title={t('customers.merge.title')} footer={null} onCancel={onClose}>
        <Search customer={customer} onChoose={setChosen} />
      </Modal>
    );
  if (!other.data)
    return (
      <Modal open width={720} title={t('customers.merge.title')} footer={null} onCancel={onClose}>
        <Loaded answer={other} what={t('customers.what')}>
          {() => null}
        </Loaded>
      </Modal>
    );
  return <Pair key={other.data.version} customer={customer} other={other.data} onClose={onClose} />;
}

/** Who else is the same person: by name or number. */
function Search({ customer, onChoose }: { customer: Customer; onChoose: (id: string) => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const [typed, setTyped] = useState(customer.name);
  const search = useSettled(typed.trim(), 250);
  const found = useQuery({
    queryKey: queryKeys.customers({ search, limit: 8, of: 'merge' }),
    queryFn: ({ signal }) => api.customers.list({ query: { search, limit: 8 } }, { signal }),
    enabled: search !== '',
  });
  const others = found.data?.items.filter(({ id }) => id !== customer.id) ?? [];
  return (
    <>
      <p className="second">{t('customers.merge.searchHint', { name: customer.name })}</p>
      <Input
        value={typed}
        maxLength={64}
        aria-label={t('customers.list.searchLabel')}
        placeholder={t('customers.merge.search')}
        onChange={({ target }) => setTyped(target.value)}
      />
      <ul className="merge-found">
        {others.map((one) => (
          <li key={one.id}>
            <button type="button" disabled={!one.can.includes('merge')} onClick={() => onChoose(one.id)}>
              <b className="cut">{one.name}</b>
              <span>{one.phone}</span>
              <span className="hint cut">{one.company}</span>
              <span className="hint">{one.can.includes('merge') ? one.ownerName : t('customers.merge.denied')}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.data && others.length === 0 && <p className="hint">{t('customers.merge.nobody')}</p>}
    </>
  );
}

function useDifferences(stays: Customer, goes: Customer): Difference[] {
  const { t } = useTranslation();
  const { fields } = useCustomerFields();
  const words = useFieldWords([...Object.values(stays.fields), ...Object.values(goes.fields)]);
  const all = fields.flatMap((field): Difference[] => {
    const isChosen = field.builtIn ? ['categoryId', ...customerFieldKeys].includes(field.key) : field.type !== 'file';
    if (!isChosen) return [];
    const textOf = (one: Customer): string => wireText(field, valueIn(one, field) ?? null, words);
    const key = field.builtIn ? field.key : `fields.${field.key}`;
    return [{ key, label: field.labels[words.language], stays: textOf(stays), goes: textOf(goes) }];
  });
  const line = ({ phone, phoneExtension }: Customer): string =>
    phoneExtension ? `${phone} ${t('customers.numbers.extension', { keys: phoneExtension })}` : phone;
  const phone = { key: 'phone', label: t('customers.merge.primary'), stays: line(stays), goes: line(goes) };
  const owner = {
    key: 'owner',
    label: t('customers.merge.owner'),
    stays: stays.ownerName ?? '',
    goes: goes.ownerName ?? '',
  };
  // Taking the agent of the other one is giving this one to them.
  const mayGive = stays.can.includes('assign') && goes.can.includes('assign');
  return [...all, phone, ...(mayGive ? [owner] : [])].filter((one) => one.stays !== one.goes);
}

function Pair({ customer, other, onClose }: { customer: Customer; other: Customer; onClose: () => void }) {
  const { t } = useTranslation();
  const { show } = useTabActions();
  const [isSwapped, setSwapped] = useState(false);
  const [older, newer] = olderFirst(customer, other);
  const [stays, goes] = isSwapped ? [newer, older] : [older, newer];
  const differences = useDifferences(stays, goes);
  const [chosen, setChosen] = useState<Readonly<Record<string, boolean>>>({});
  const proposed = new Set(proposedTake(differences));
  const isTaken = (key: string): boolean => chosen[key] ?? proposed.has(key);
  const merge = useMerge((merged) => {
    onClose();
    show(`/customers/${merged.id}`);
  });
  const swap = (): void => {
    setChosen({});
    setSwapped((before) => !before);
  };
  return (
    <Modal
      open
      width={760}
      title={t('customers.merge.title')}
      okText={t('customers.merge.do')}
      confirmLoading={merge.isPending}
      onOk={() => merge.mutate({ stays, goes, take: differences.map(({ key }) => key).filter((key) => isTaken(key)) })}
      onCancel={onClose}
    >
      <table className="merge-table">
        <thead>
          <tr>
            <td>
              <Button size="small" icon={<ArrowLeftRight size={14} aria-hidden />} onClick={swap}>
                {t('customers.merge.swap')}
              </Button>
            </td>
            <Head customer={stays} hint={t('customers.merge.keeps')} />
            <Head customer={goes} hint={t('customers.merge.goes')} />
          </tr>
        </thead>
        <tbody>
          {differences.map((one) => (
            <tr key={one.key}>
              <th scope="row">{one.label}</th>
              {([false, true] as const).map((take) => (
                <td key={String(take)}>
                  <Radio
                    name={`merge-${one.key}`}
                    checked={isTaken(one.key) === take}
                    onChange={() => setChosen((before) => ({ ...before, [one.key]: take }))}
                    aria-label={`${one.label}: ${(take ? one.goes : one.stays) || t('customers.card.none')}`}
                  >
                    {(take ? one.goes : one.stays) || <span className="hint">{t('customers.card.none')}</span>}
                  </Radio>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="hint small">{t('customers.merge.same')}</p>
      <p className="second">{t('customers.merge.all', { days: mergeDays })}</p>
    </Modal>
  );
}

function Head({ customer, hint }: { customer: Customer; hint: string }) {
  return (
    <th scope="col">
      <b>{customer.name}</b> <Moment at={customer.createdAt} />
      <div className="hint small">{hint}</div>
    </th>
  );
}

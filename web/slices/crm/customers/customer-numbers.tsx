/** All numbers of a customer at the head of the card, the primary one first: each can be dialled; who may change the customer adds and removes. */
import { customerLimits, numberLabels, type Customer, type CustomerNumber } from '@bahu/contract/customers.ts';
import { Button, Input, Select } from 'antd';
import { Plus } from 'lucide-react';
import { useId, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText, fieldFailures } from '../../../lib/failure.ts';
import { NumberLine } from './number-line.tsx';
import { useAddNumber } from './use-numbers.ts';

/** A number that was shown whole is hidden again when the customer changes: the primary number keeps its id when another takes its place. */
const keyOf = ({ phoneIsMasked, version }: Customer, { id, number }: CustomerNumber): string =>
  `${id} ${number} ${phoneIsMasked ? version : ''}`;

export function CustomerNumbers({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const [isAdding, setIsAdding] = useState(false);
  const { numbers } = customer;
  const mayAdd = customer.can.includes('edit') && numbers.length < customerLimits.numbers;
  return (
    <>
      <ul className="customer-numbers" aria-label={t('customers.numbers.title')}>
        {numbers.map((number) => (
          <NumberLine key={keyOf(customer, number)} customer={customer} number={number} />
        ))}
      </ul>
      {mayAdd && isAdding && <AddNumber customer={customer} onDone={() => setIsAdding(false)} />}
      {mayAdd && !isAdding && (
        <button type="button" className="link small row row-tight" onClick={() => setIsAdding(true)}>
          <Plus size={13} aria-hidden />
          {t('customers.numbers.add')}
        </button>
      )}
    </>
  );
}

function AddNumber({ customer, onDone }: { customer: Customer; onDone: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const [phone, setPhone] = useState('');
  const [label, setLabel] = useState<CustomerNumber['label']>('');
  const add = useAddNumber(customer, true);
  const error = add.error && (fieldFailures(t, add.error)['phone'] ?? failureText(t, add.error));
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (phone.trim() !== '' && !add.isPending) add.mutate({ phone: phone.trim(), label }, { onSuccess: onDone });
  }
  return (
    <form className="number-add" onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && onDone()}>
      <div className="row row-tight">
        <Input
          size="small"
          autoFocus
          inputMode="tel"
          autoComplete="off"
          maxLength={64}
          aria-label={t('customers.numbers.new')}
          placeholder={t('customers.numbers.newHint')}
          status={error ? 'error' : ''}
          aria-invalid={error !== null}
          aria-describedby={error ? id : undefined}
          value={phone}
          onChange={(event) => {
            add.reset();
            setPhone(event.target.value);
          }}
        />
        <Select
          size="small"
          aria-label={t('customers.numbers.label')}
          value={label}
          options={numberLabels.map((value) => ({ value, label: t(`customers.numbers.labels.${value}`) }))}
          onChange={setLabel}
        />
      </div>
      {error && (
        <div id={id} className="tone-alarm toned small" role="alert">
          {error}
        </div>
      )}
      <div className="row row-tight">
        <span className="fill" />
        <Button size="small" type="text" onClick={onDone}>
          {t('app.action.cancel')}
        </Button>
        <Button size="small" htmlType="submit" loading={add.isPending} disabled={phone.trim() === ''}>
          {t('customers.numbers.save')}
        </Button>
      </div>
    </form>
  );
}

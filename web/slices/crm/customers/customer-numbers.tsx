/** All numbers of a customer at the head of the card, the primary one first: each can be dialled; who may change the customer adds and removes. */
import { customerLimits, type Customer, type CustomerNumber } from '@bahu/contract/customers.ts';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useId, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText, fieldFailures } from '../../../lib/failure.ts';
import { NumberInput, type TypedNumber } from './number-input.tsx';
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
  const [typed, setTyped] = useState<TypedNumber>({ phone: '', label: '' });
  const add = useAddNumber(customer, true);
  const error = add.error && (fieldFailures(t, add.error)['phone'] ?? failureText(t, add.error));
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const phone = typed.phone.trim();
    if (phone !== '' && !add.isPending) add.mutate({ ...typed, phone }, { onSuccess: onDone });
  }
  return (
    <form className="number-add" onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && onDone()}>
      <NumberInput
        value={typed}
        errorId={error ? id : undefined}
        onChange={(next) => {
          add.reset();
          setTyped(next);
        }}
      />
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
        <Button size="small" htmlType="submit" loading={add.isPending} disabled={typed.phone.trim() === ''}>
          {t('customers.numbers.save')}
        </Button>
      </div>
    </form>
  );
}

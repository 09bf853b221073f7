/** The customer's card: quiet fields, amber where something is not saved yet, one button to save. Also the form of a new customer. */
import type { Customer } from '@bahu/contract/customers.ts';
import type { ShownRegion } from '@bahu/contract/regions.ts';
import { isVisible } from '@bahu/domain/fields/field.ts';
import { useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../../../lib/records.ts';
import { useTabActions } from '../../../lib/tabs-context.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { useFields } from '../../../ui/fields/use-fields.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { RecordForm } from '../../../ui/form/record-form.tsx';
import { StageBars, Tag } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { useRegionText } from '../../../ui/region.ts';
import { LockMark, OwnerButtons } from '../customer-owners/public.ts';
import { useDeleteCustomer } from '../deleted-customers/public.ts';
import { PersonButtons } from '../personal-data/public.ts';
import { CallingContact } from './calling-contact.tsx';
import { CustomerNumbers } from './customer-numbers.tsx';
import { MergesInto } from './merges-into.tsx';
import { Viewers } from './viewers.tsx';
import type { CardTarget, CustomerDraft } from './use-customer-form.ts';
import { Wishes, WishTag } from './wishes.tsx';
import './customer-card.css';

export function CustomerCard({ target, draft }: { target: CardTarget; draft: CustomerDraft }) {
  const { customer, callId, number, region } = target;
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { form, sections } = draft;
  return (
    <section className="card column">
      {customer ? (
        <Head customer={customer} callId={callId} />
      ) : (
        <NewHead number={number} region={region} isOfCall={callId !== null} />
      )}
      <RecordForm
        form={form}
        id={customer?.id ?? null}
        sections={sections}
        look={customer ? 'quiet' : 'beside'}
        isFirstFocused={!customer && callId === null}
        saveText={t(customer ? 'customers.card.save' : 'customers.card.create')}
        needs={t(customer ? 'permissions.customer.edit' : 'permissions.customer.create')}
        onReload={() => void (customer && queries.invalidateQueries({ queryKey: queryKeys.customer(customer.id) }))}
      >
        {customer && (
          <>
            <Facts
              items={[
                [t('customers.card.owner'), customer.ownerName ?? t('customers.card.pool')],
                ...(customer.isLocked
                  ? [[t('owners.column'), <LockMark key="lock" customer={customer} />] as const]
                  : []),
                [t('customers.card.created'), <Moment key="created" at={customer.createdAt} />],
              ]}
            />
            <MergesInto customer={customer} />
            <PersonButtons customer={customer} />
          </>
        )}
      </RecordForm>
    </section>
  );
}

function Head({ customer, callId }: { customer: Customer; callId: string | null }) {
  const { t } = useTranslation();
  const hasStage = useFields('customers').fields.some((field) => field.key === 'stage' && isVisible(field));
  return (
    <div className="customer-head">
      <div className="row">
        <h1 className="cut">{customer.name}</h1>
        {hasStage && customer.stage && (
          <Tag look="primary">
            <StageBars stage={customer.stage} />
            {t(`customers.stage.${customer.stage}`)}
          </Tag>
        )}
        <WishTag {...customer} />
        <span className="fill" />
        <OwnerButtons customer={customer} />
        {customer.can.includes('delete') && <DeleteButton customer={customer} />}
      </div>
      <Wishes customer={customer} />
      <Viewers customerId={customer.id} />
      {callId !== null && <CallingContact callId={callId} />}
      <CustomerNumbers key={customer.id} customer={customer} />
      <dl className="customer-figures">
        <div>
          <dd>{customer.callCount}</dd>
          <dt>{t('customers.card.calls')}</dt>
        </div>
        <div>
          <dd>{customer.followUpCount}</dd>
          <dt>{t('customers.card.followUps')}</dt>
        </div>
        <div>
          <dd>
            <Moment at={customer.lastCallAt} />
          </dd>
          <dt>{t('customers.card.lastCall')}</dt>
        </div>
      </dl>
    </div>
  );
}

function DeleteButton({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const { close } = useTabActions();
  const remove = useDeleteCustomer(() => close(`/customers/${customer.id}`));
  return (
    <IconButton icon={Trash2} size="small" label={t('deletedCustomers.delete')} onClick={() => remove(customer)} />
  );
}

function NewHead({ number, region, isOfCall }: { number: string; region: ShownRegion | null; isOfCall: boolean }) {
  const { t } = useTranslation();
  const place = useRegionText()(region);
  return (
    <div className="customer-head">
      <h1>{t('customers.card.newTitle')}</h1>
      {number && (
        <span className="row row-tight">
          <span className="customer-number">{number}</span>
          {place && <span className="hint small">{place}</span>}
        </span>
      )}
      {isOfCall && <p className="second small">{t('customers.card.newHint')}</p>}
    </div>
  );
}

/** The customer's card: quiet fields, amber where something is not saved yet, one button to save. Also the form of a new customer. */
import type { Customer } from '@bahu/contract/customers.ts';
import { Button } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../../../lib/hotkeys.ts';
import { useTabMark } from '../../../lib/tabs-context.tsx';
import { CallButton } from '../../../ui/call-button.tsx';
import { classes, Dot, Keycap, StageBars, Tag } from '../../../ui/marks.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { CardFields } from './card-fields.tsx';
import { CustomerNumber } from './customer-number.tsx';
import { useCustomerForm, type CardTarget, type CustomerForm } from './use-customer-form.ts';
import './customer-card.css';

interface Props extends CardTarget {
  isNumberMasked: boolean;
  /** Of the tab that shows whether everything is saved. */
  path: string;
}

export function CustomerCard({ isNumberMasked, path, ...target }: Props) {
  const { customer, number } = target;
  const form = useCustomerForm(target);
  useHotkey('Ctrl+S', () => form.canSave && form.save());
  useTabMark(path, form.changedCount > 0);
  return (
    <section className={classes('card column customer-card', !customer && 'is-new')}>
      {customer ? <Head customer={customer} /> : <NewHead number={number} isOfCall={target.callId !== null} />}
      <div className="scroll fill customer-fields">
        <CardFields form={form} customer={customer} isNumberMasked={isNumberMasked} isOfCall={target.callId !== null} />
      </div>
      <Foot form={form} isNew={customer === null} />
    </section>
  );
}

function Head({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  return (
    <div className="customer-head">
      <div className="row">
        <h1 className="cut">{customer.name}</h1>
        {customer.stage && (
          <Tag look="primary">
            <StageBars stage={customer.stage} />
            {t(`customers.stage.${customer.stage}`)}
          </Tag>
        )}
      </div>
      <div className="row">
        <CustomerNumber key={customer.id} customer={customer} />
        <span className="fill" />
        {customer.can.includes('call') && (
          <CallButton
            label={t('customers.list.callTo', { name: customer.name })}
            target={{ customerId: customer.id }}
          />
        )}
      </div>
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

function NewHead({ number, isOfCall }: { number: string; isOfCall: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="customer-head">
      <h1>{t('customers.card.newTitle')}</h1>
      {number && <span className="customer-number">{number}</span>}
      {isOfCall && <p className="second small">{t('customers.card.newHint')}</p>}
    </div>
  );
}

function Foot({ form, isNew }: { form: CustomerForm; isNew: boolean }) {
  const { t } = useTranslation();
  const noticeId = useId();
  return (
    <div className="section-foot customer-foot">
      {form.isOutdated && (
        <p id={noticeId} className="tone-ringing toned small" role="alert">
          {t('customers.card.changedMeanwhile')}{' '}
          <button type="button" className="link" onClick={form.showLatest}>
            {t('customers.card.reload')}
          </button>
        </p>
      )}
      <span className="row row-tight hint fill">
        {form.changedCount > 0 && (
          <>
            <Dot tone="ringing" />
            {t('customers.card.unsaved', { count: form.changedCount })}
          </>
        )}
      </span>
      {form.changedCount > 0 && (
        <Button size="small" type="text" onClick={form.undo}>
          {t('customers.card.undo')}
        </Button>
      )}
      <Button
        size="small"
        type={isNew ? 'primary' : 'default'}
        disabled={!form.canSave}
        loading={form.isSaving}
        onClick={form.save}
      >
        {t(isNew ? 'customers.card.create' : 'customers.card.save')} <Keycap>Ctrl S</Keycap>
      </Button>
    </div>
  );
}

/** A customer as a reader sees them: the only place where a row becomes JSON. */
import { ownerActs, type Customer, type OwnerAct } from '@bahu/contract/customers.ts';
import { customerTextKeys, type CustomerTextKey } from '@bahu/domain/fields/customer-fields.ts';
import { numberFor, textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { regionFor } from '../../../kernel/regions.ts';
import { listFields, presentFields, type FieldRecord } from '../../platform/fields/index.ts';
import { canAssign, canDelete, canEdit, canMerge, canUnlock } from './scope.ts';
import { ownNumbers, presentNumber } from './numbers-store.ts';
import type { CustomerRecord } from './store.ts';

/** The same, with what a tenant's fields are. */
export const presentCustomer = async (tx: Tx, reader: Principal, customer: CustomerRecord): Promise<Customer> =>
  present(reader, await fieldsOf(tx), customer);

export const fieldsOf = (tx: Tx): Promise<FieldRecord[]> => listFields(tx, 'customers');

export function present(reader: Principal, fields: readonly FieldRecord[], customer: CustomerRecord): Customer {
  const {
    createdAt,
    updatedAt,
    lastCallAt,
    title,
    stage,
    doNotCall,
    consent,
    doNotCallAt,
    consentAt,
    lockedUntil,
    callCount,
    followUpCount,
    departmentId: _departmentId,
    ...row
  } = customer;
  return {
    ...row,
    title: title as Customer['title'],
    stage: stage as Customer['stage'],
    doNotCall: doNotCall as Customer['doNotCall'],
    consent: consent as Customer['consent'],
    doNotCallAt: doNotCallAt?.toISOString() ?? null,
    consentAt: consentAt?.toISOString() ?? null,
    ...textsFor(reader, customer),
    fields: presentFields(reader, fields, customer.fields),
    phone: numberFor(reader, customer.phone),
    phoneIsMasked: reader.masksNumbers,
    region: regionFor(reader, customer.phone),
    numbers: ownNumbers(customer.numbers).map((one) => presentNumber(reader, one)),
    isDuplicate: customer.isDuplicate && !reader.masksNumbers,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    lastCallAt: lastCallAt?.toISOString() ?? null,
    lockedUntil: lockedUntil?.toISOString() ?? null,
    callCount: callCount ?? 0,
    followUpCount: followUpCount ?? 0,
    can: canDo(reader, customer),
  };
}

const textsFor = (reader: Principal, customer: CustomerRecord) =>
  Object.fromEntries(customerTextKeys.map((key) => [key, textFor(reader, customer[key])])) as Pick<
    Customer,
    CustomerTextKey
  >;

function canDo(reader: Principal, customer: CustomerRecord): Customer['can'] {
  const can: Customer['can'] = [];
  if (canEdit(reader, customer)) can.push('edit');
  if (canMerge(reader, customer)) can.push('merge');
  if (reader.permissions.has('call.place')) can.push('call');
  if (reader.masksNumbers && reader.permissions.has('customer.reveal-number')) can.push('reveal-number');
  if (canDelete(reader, customer)) can.push('delete');
  if (canAssign(reader, customer)) can.push('assign');
  return [...can, ...ownerActsOf(reader, customer)];
}

/** What they may do about whose the customer is; limits are asked when it is done. */
function ownerActsOf(reader: Principal, customer: CustomerRecord): OwnerAct[] {
  const [isOwn, mayLock, mayTake] = [
    customer.ownerId === reader.userId,
    reader.permissions.has('customer.lock'),
    reader.permissions.has('customer.take'),
  ];
  const may: Readonly<Record<OwnerAct, boolean>> = {
    take: mayTake && customer.ownerId === null,
    'give-back': mayTake && isOwn,
    lock: mayLock && isOwn && !customer.isLocked,
    unlock: mayLock && customer.isLocked && canUnlock(reader, customer),
  };
  return ownerActs.filter((act) => may[act]);
}

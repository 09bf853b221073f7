/** The address of a linked page for one reader: filled with what they may know of a call or a customer, and signed. */
import { exampleValues, fillAddress, type AddressValues } from '@bahu/domain/linked-pages/template.ts';
import { numberFor, textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { openRecord } from '../../../kernel/open-records.ts';
import { findOpenCustomer } from '../../crm/customers/index.ts';
import { numberKey, signAddress } from './signature.ts';
import { findSigning } from './store.ts';

interface Subject {
  readonly callId: string | undefined;
  readonly customerId: string | undefined;
}

/** @throws Refusal not-found for a page that is none or is switched off. */
export async function addressFor(
  tx: Tx,
  reader: Principal,
  { id, subject, now }: { id: string; subject: Subject; now: number },
): Promise<string> {
  const page = await findSigning(tx, id);
  if (!page?.isEnabled) throw new Refusal('not-found');
  const values = await valuesFor(tx, reader, subject, page.secrets);
  return signAddress(fillAddress(page.url, values), now, page.secrets);
}

/** @throws Refusal not-found. */
export async function exampleAddress(tx: Tx, id: string, now: number): Promise<string> {
  const page = await findSigning(tx, id);
  if (!page) throw new Refusal('not-found');
  return signAddress(fillAddress(page.url, exampleValues), now, page.secrets);
}

/**
 * What is out of the reader's reach is empty. So is a number that they see masked: with stars it finds nobody in another system, where its key and the
 * ids of call and customer do without telling it.
 */
async function valuesFor(
  tx: Tx,
  reader: Principal,
  { callId, customerId }: Subject,
  secrets: readonly string[],
): Promise<AddressValues> {
  const opened = callId === undefined ? undefined : await openRecord(tx, reader, 'call', callId);
  // Whoever reads no calls has those that were theirs.
  const call = opened?.isOwn || reader.permissions.has('call.read') ? opened : undefined;
  const wanted = customerId ?? call?.customerId;
  const customer =
    wanted && reader.permissions.has('customer.read') ? await findOpenCustomer(tx, reader, wanted) : null;
  const number = call && call.direction !== 'internal' ? call.number : (customer?.phone ?? '');
  return {
    number: reader.masksNumbers ? '' : plain(numberFor(reader, number)),
    numberKey: numberKey(plain(number), secrets),
    direction: call?.direction ?? '',
    call: call?.id ?? '',
    extension: reader.extension,
    agent: textFor(reader, reader.name),
    customer: customer?.id ?? '',
    customerName: customer ? textFor(reader, customer.name) : '',
  };
}

/** Digits alone, with the plus of another country: a caller's text is no part of a path. */
const plain = (number: string): string => number.replace(/[^+\d]/g, '');

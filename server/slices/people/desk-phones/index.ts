/** What the server does for the slice of the desk phones. */
import { deskPhoneRoutes } from '@bahu/contract/desk-phones.ts';
import { deskPhonesSlice } from '@bahu/contract/slices/people/desk-phones.ts';
import { phoneFor, type PhoneKind } from '@bahu/domain/sign-in/methods.ts';
import type { Tx } from '../../../kernel/db.ts';
import { serverSlice, type DemoCompany } from '../../server-slice.ts';
import { mountDeskPhones } from './routes.ts';
import { findRights, layPhone, noteRegistered } from './store.ts';

export { type DeskPhones } from './routes.ts';

declare module '../../../kernel/domain-events.ts' {
  interface DomainEvents {
    /** A desk phone has come, from an address and with a name of its own choice. */
    'desk-phone.registered': { agentId: string; address: string; userAgent: string };
  }
}

/** On what a user telephones now; null where they are to use a desk phone and have none. */
export async function phoneOf(tx: Tx, userId: string): Promise<PhoneKind | null> {
  const { signInMethod, desk } = await findRights(tx, userId);
  return phoneFor(signInMethod, desk);
}

/** Two colleagues of the demo have a telephone on their desk; they may call on the page as well, and do. */
async function demo(tx: Tx, { tenantId, users }: DemoCompany): Promise<void> {
  await layPhone(tx, tenantId, users['802']!, { address: '192.168.10.63', userAgent: 'Yealink SIP-T46U 108.86.0.45' });
  await layPhone(tx, tenantId, users['806']!, null);
}

export const deskPhonesServer = serverSlice(deskPhonesSlice, {
  routes: deskPhoneRoutes,
  on: { 'desk-phone.registered': (tx, { agentId, ...seen }) => noteRegistered(tx, agentId, seen) },
  mount: mountDeskPhones,
  demo,
});

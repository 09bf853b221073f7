/** What telephony does with live calls, whoever is in them, for slices that look after lines. */
import type { Belonging } from './ownership/range.ts';

export interface LiveCalls {
  /** @throws Refusal phone.no-such-call */
  liveCall(tenantId: string, callId: string): { readonly number: string; readonly belonging: Belonging };
  /** Ends it for all. */
  hangUpCall(tenantId: string, supervisorId: string, callId: string): Promise<void>;
}

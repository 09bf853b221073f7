/** A call of an agent as their desk lists it. */
import { Type } from 'typebox';
import { callOutcomes } from './calls.ts';
import { Id, Nullable, Time } from './page.ts';

export const RecentCall = Type.Object({
  /** `number` is the other party's, of an internal call its extension; `talkSeconds` is 0 for a call that was not taken here. */
  callId: Id,
  direction: Type.Enum(['inbound', 'outbound', 'internal']),
  number: Type.String(),
  customerId: Nullable(Id),
  customerName: Nullable(Type.String()),
  startedAt: Time,
  talkSeconds: Type.Integer(),
  /** How it ended for this agent: `missed` when it rang here and was not taken, `refused` when they declined it; else as the call did. */
  outcome: Type.Enum([...callOutcomes, 'missed']),
});

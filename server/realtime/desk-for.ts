/** An agent's desk, with the call that pops up on it, as its reader may see it. */
import type { DeskState, LiveCall, LiveParty, ParkedCalls } from '@bahu/contract/realtime.ts';
import { nationalForm } from '@bahu/domain/numbers/dial.ts';
import { numberFor, textFor, type Principal } from '../kernel/auth/principal.ts';
import type { View } from './hub.ts';

/** Whose role masks numbers and who reads customers: all that decides what a reader sees of a call. */
const sightOf = ({ masksNumbers, permissions }: Pick<Principal, 'masksNumbers' | 'permissions'>): string =>
  `${masksNumbers} ${permissions.has('customer.read')}`;
export const deskView: View<'desk'> = { of: deskFor, sight: sightOf };
export const parkedView: View<'parked'> = { of: parkedFor, sight: sightOf };

/** The same desk with numbers masked for a reader whose role masks them. */
function deskFor(reader: Pick<Principal, 'masksNumbers'>, desk: DeskState): DeskState {
  return {
    ...desk,
    setFor: desk.setFor && { ...desk.setFor, note: textFor(reader, desk.setFor.note) },
    call: desk.call && callFor(reader, desk.call),
    second: desk.second && callFor(reader, desk.second),
  };
}

/** Who waits, with numbers masked likewise, and named to those who read customers. A colleague's extension and name are nobody's secret. */
function parkedFor(reader: Pick<Principal, 'masksNumbers' | 'permissions'>, { calls }: ParkedCalls): ParkedCalls {
  const nameFor = (name: string | null): string | null =>
    name && reader.permissions.has('customer.read') ? textFor(reader, name) : null;
  return {
    calls: calls.map((call) =>
      call.isInternal ? call : { ...call, number: numberFor(reader, call.number), name: nameFor(call.name) },
    ),
  };
}

/** The other party's number and name as the reader may see them, our number as people write it. */
const callFor = (reader: Pick<Principal, 'masksNumbers'>, call: LiveCall): LiveCall => ({
  ...call,
  number: numberFor(reader, call.number),
  customerName: call.customerName && textFor(reader, call.customerName),
  numberShown: call.numberShown && nationalForm(call.numberShown),
  parties: call.parties.map((party) => partyFor(reader, party)),
});

/** Colleagues have extensions and names that everybody may see. */
function partyFor(reader: Pick<Principal, 'masksNumbers'>, party: LiveParty): LiveParty {
  if (party.agentId !== null) return party;
  return { ...party, number: numberFor(reader, party.number), name: party.name && textFor(reader, party.name) };
}

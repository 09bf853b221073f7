/** The boards as their reader may see them: those agents and queues that they may watch, with numbers and names of customers as their role allows. */
import type { Permission } from '@bahu/contract/permissions.ts';
import type { Board, BoardAgent, QueueBoard } from '@bahu/contract/realtime.ts';
import { numberFor, textFor, type Principal } from '../kernel/auth/principal.ts';
import { isInRange, rangeOf } from '../kernel/ownership/range.ts';
import { userOwnership } from '../kernel/ownership/records.ts';
import type { View } from './hub.ts';

type Reader = Pick<
  Principal,
  'scope' | 'scopes' | 'userId' | 'departmentId' | 'departmentIds' | 'masksNumbers' | 'permissions'
>;

export const boardView: View<'board'> = { of: boardFor, sight: sightOf };
export const queueBoardView: View<'queue-board'> = { of: queueBoardFor, sight: sightOf };

function boardFor(reader: Reader, { agents }: Board): Board {
  const range = rangeOf(reader, 'monitor.read');
  const isSeen = ({ agentId, departmentId }: BoardAgent): boolean =>
    isInRange(userOwnership, range, { ownerIds: [agentId], departmentIds: [departmentId] });
  return { agents: agents.filter(isSeen).map((agent) => agentFor(reader, agent)) };
}

/** A queue is its department's, as its calls are; one without a department is for those who see all of the company. */
function queueBoardFor(reader: Reader, { queues }: QueueBoard): QueueBoard {
  const range = rangeOf(reader, 'monitor.read');
  return { queues: queues.filter(({ departmentId }) => isInRange({}, range, { departmentIds: [departmentId] })) };
}

/** A colleague's name and extension are nobody's secret; who somebody outside is, those are told who read customers. */
function agentFor(reader: Reader, agent: BoardAgent): BoardAgent {
  const { call } = agent;
  if (!call || call.direction === 'internal') return agent;
  const name = call.name && reader.permissions.has('customer.read') ? textFor(reader, call.name) : null;
  return { ...agent, call: { ...call, number: numberFor(reader, call.number), name } };
}

function sightOf(reader: Reader): string {
  return `${sightOfRange(reader, 'monitor.read')} ${reader.masksNumbers} ${reader.permissions.has('customer.read')}`;
}

/** Over whom a permission reaches, in words that are the same for those for whom that is the same. */
export function sightOfRange(reader: Reader, permission: Permission): string {
  const { isAll, userId, departmentIds } = rangeOf(reader, permission);
  return isAll ? 'all' : `${userId} ${departmentIds.toSorted().join(' ')}`;
}

/** Agents as a board lists them: found, filtered, counted and put in order. Pure. */
import type { SupervisorAct } from '@bahu/contract/desk.ts';
import type { BoardSetup } from '@bahu/contract/monitor.ts';
import type { BoardAgent, BoardQueue } from '@bahu/contract/realtime.ts';
import { groupOf, longestFirst, stateGroups, type StateGroup } from '@bahu/domain/monitor/states.ts';
import { serviceLevel } from '@bahu/domain/queues/service-level.ts';
import { actsPossible, isAgentMeant } from '../../../lib/agents-found.ts';
import type { SearchOf } from '../../../lib/search.ts';
import type { monitorShape } from './search.ts';

export interface BoardLine {
  readonly agent: BoardAgent;
  readonly group: StateGroup;
  readonly state: BoardAgent['state'];
  /** Epoch milliseconds. */
  readonly since: number;
  readonly initials: string;
  readonly groupIds: readonly string[];
  /** What the reader can do with them at this moment. */
  readonly acts: readonly SupervisorAct[];
}

export function lineOf(agent: BoardAgent, known: BoardSetup['agents'][number] | undefined): BoardLine {
  return {
    agent,
    group: groupOf(agent.state),
    state: agent.state,
    since: Date.parse(agent.since),
    initials: known?.initials ?? '',
    groupIds: known?.groupIds ?? [],
    acts: actsPossible(known?.can ?? [], {
      isThere: agent.state !== 'offline',
      isTalking: agent.call?.isOpen === true,
    }),
  };
}

const isMeant = ({ agent: { name, extension }, initials }: BoardLine, typed: string): boolean =>
  isAgentMeant({ initials, extension }, [name], typed);

type Search = SearchOf<typeof monitorShape>;
type Department = BoardSetup['departments'][number];

/** A department and all below it. */
function withBelow(departments: readonly Department[], id: string): ReadonlySet<string> {
  const held = new Set([id]);
  for (let size = 0; size !== held.size;) {
    size = held.size;
    for (const one of departments) if (one.parentId !== null && held.has(one.parentId)) held.add(one.id);
  }
  return held;
}

/** Those whom the address asks for, whatever their state. */
export function foundLines(
  lines: readonly BoardLine[],
  { search = '', department, group, queue }: Search,
  departments: readonly Department[],
): BoardLine[] {
  const held = department === undefined ? null : withBelow(departments, department);
  return lines.filter(
    (line) =>
      (held === null || held.has(line.agent.departmentId ?? '')) &&
      (group === undefined || line.groupIds.includes(group)) &&
      (queue === undefined || line.agent.queueIds.includes(queue)) &&
      isMeant(line, search),
  );
}

/** How many are in each group of states. */
export function countsOf(lines: readonly BoardLine[]): Readonly<Record<StateGroup, number>> {
  const counts = Object.fromEntries(stateGroups.map((group) => [group, 0])) as Record<StateGroup, number>;
  for (const { group } of lines) counts[group]++;
  return counts;
}

/** Those of one group of states or of all, longest in their state first. */
export const orderedLines = (lines: readonly BoardLine[], state: StateGroup | undefined): BoardLine[] =>
  lines.filter(({ group }) => state === undefined || group === state).toSorted(longestFirst);

/** In percent, not rounded; null while nobody has come. */
export const levelOf = ({ today }: BoardQueue): number | null => serviceLevel(today);

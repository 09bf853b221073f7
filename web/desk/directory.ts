/** Finding colleagues: by name, initials, extension, department or group; those who can take a call first. Pure. */
import type { DirectoryColleague, SupervisorAct } from '@bahu/contract/desk.ts';
import type { Presence } from '@bahu/contract/realtime.ts';
import { groupOf } from '@bahu/domain/monitor/states.ts';
import { isQueueNumber } from '@bahu/domain/numbers/inside.ts';
import { actsPossible, folded, isAgentMeant } from '../lib/agents-found.ts';

export type AgentPresence = Presence['agents'][number];
export interface DirectoryLine {
  colleague: DirectoryColleague;
  presence: AgentPresence | undefined;
}

/** Whether a colleague is meant by what was typed; everybody is by nothing. */
export const isMeant = (colleague: DirectoryColleague, typed: string): boolean =>
  isAgentMeant(colleague, [colleague.name, colleague.department ?? '', ...colleague.groups], typed);

/** Those who are meant, ready ones first, then by extension. */
export function linesOf(
  colleagues: readonly DirectoryColleague[],
  presence: readonly AgentPresence[] | undefined,
  typed: string,
): DirectoryLine[] {
  const byId = new Map(presence?.map((agent) => [agent.agentId, agent]));
  return colleagues
    .filter((colleague) => isMeant(colleague, typed))
    .map((colleague) => ({ colleague, presence: byId.get(colleague.agentId) }))
    .sort(
      (a, b) => Number(isFree(b)) - Number(isFree(a)) || a.colleague.extension.localeCompare(b.colleague.extension),
    );
}

/** Can take a call now. */
export const isFree = ({ presence }: Pick<DirectoryLine, 'presence'>): boolean => presence?.state === 'ready';

/** The same lines under the name of each group that has a member among them. */
export function byGroup(lines: readonly DirectoryLine[]): { name: string; lines: DirectoryLine[] }[] {
  const names = [...new Set(lines.flatMap(({ colleague }) => colleague.groups))].sort((a, b) =>
    a.localeCompare(b, 'zh-CN'),
  );
  return names.map((name) => ({ name, lines: lines.filter(({ colleague }) => colleague.groups.includes(name)) }));
}

/** Queues or menus whose name is meant, or whose number. */
export const named = <T extends { name: string; number?: string }>(items: readonly T[], typed: string): T[] =>
  items.filter(({ name, number }) => folded(name).includes(folded(typed)) || number?.startsWith(typed.trim()) === true);

/** What was typed as a number outside: three digits or more that are no extension; null when it can be none. */
export function outsideNumber(typed: string, colleagues: readonly DirectoryColleague[]): string | null {
  const text = typed.trim();
  const digits = text.replace(/\D/g, '');
  if (digits.length < 3 || !/^[-+0-9*#() .\u3000]+$/u.test(text)) return null;
  return isQueueNumber(digits) || colleagues.some(({ extension }) => extension === digits) ? null : text;
}

/** What a supervisor can do with a colleague at this moment, of what they may do. */
export function actsNow({ colleague, presence }: DirectoryLine): readonly SupervisorAct[] {
  const isTalking = presence !== undefined && presence.callId !== null && groupOf(presence.state) === 'talking';
  const isThere = presence !== undefined && presence.state !== 'offline';
  return actsPossible(colleague.can, { isThere, isTalking });
}

/** The call that rings at a colleague and could be taken here. */
export const ringsWith = ({ colleague, presence }: DirectoryLine): string | null =>
  presence !== undefined && groupOf(presence.state) === 'ringing' && colleague.canPickUp ? presence.callId : null;

/** Levels of agents in a skill. Pure. */
import type { Skill } from '@bahu/contract/skills.ts';

type Level = Pick<Skill['agents'][number], 'agentId' | 'level'>;

/** 0 for who does not have it. */
export const levelOf = (agents: readonly Level[], agentId: string): number =>
  agents.find((one) => one.agentId === agentId)?.level ?? 0;

/** All who have it then, with another level of one of them. */
export const withLevel = (agents: readonly Level[], agentId: string, level: number): Level[] => [
  ...agents.filter((one) => one.agentId !== agentId).map((one) => ({ agentId: one.agentId, level: one.level })),
  ...(level > 0 ? [{ agentId, level }] : []),
];

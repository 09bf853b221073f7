/** How many parts of something each of several agents gets, as a form holds it and as requests and replies say it. Pure. */

/** By agent; null for even ones. */
export type ShareOf = Readonly<Record<string, number>> | null;

/** As a request says them, for these agents. */
export const sharesOf = (agents: readonly string[], shares: ShareOf): { shares?: number[] } =>
  shares && agents.length > 1 ? { shares: agents.map((id) => shares[id] ?? 1) } : {};

/** As a reply said them, for these agents. */
export const shareOf = (agents: readonly string[], shares: readonly number[] | null): ShareOf =>
  shares && Object.fromEntries(agents.map((id, place) => [id, shares[place] ?? 1]));

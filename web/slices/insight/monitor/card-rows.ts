/** How agents stand in a list of cards and rows, and which of them the arrow keys lead to. Pure. */
import type { BoardLine } from './board-lines.ts';

type CardRow =
  | { kind: 'cards'; height: number; lines: readonly BoardLine[] }
  | { kind: 'head'; height: number; count: number }
  | { kind: 'row'; height: number; line: BoardLine };

/** Pixels, as in the style sheet. */
const heights = { cards: 104, head: 36, row: 32 } as const;

/** Cards side by side, whoever is away or signed out as rows below; without cards all as rows. */
export function arranged(lines: readonly BoardLine[], isCards: boolean, columns: number): CardRow[] {
  const isCard = ({ group }: BoardLine): boolean => isCards && group !== 'away' && group !== 'offline';
  const cards = lines.filter(isCard);
  const rest = lines.filter((line) => !isCard(line));
  const rows: CardRow[] = [];
  for (let i = 0; i < cards.length; i += columns)
    rows.push({ kind: 'cards', height: heights.cards, lines: cards.slice(i, i + columns) });
  if (cards.length > 0 && rest.length > 0) rows.push({ kind: 'head', height: heights.head, count: rest.length });
  return [...rows, ...rest.map((line): CardRow => ({ kind: 'row', height: heights.row, line }))];
}

const linesOf = (row: CardRow): readonly BoardLine[] =>
  row.kind === 'cards' ? row.lines : row.kind === 'row' ? [row.line] : [];

/** The row in which an agent stands, or -1. */
export const rowOf = (rows: readonly CardRow[], agentId: string): number =>
  rows.findIndex((row) => linesOf(row).some(({ agent }) => agent.agentId === agentId));

/** Whom an arrow key leads to from an agent; null for another key, and at the edge. */
export function stepFrom(rows: readonly CardRow[], agentId: string, key: string): string | null {
  const all = rows.map(linesOf).filter((lines) => lines.length > 0);
  const flat = all.flat();
  const at = flat.findIndex(({ agent }) => agent.agentId === agentId);
  const beside = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: flat.length - 1 }[key];
  if (beside !== undefined) return flat[beside]?.agent.agentId ?? null;
  const step = { ArrowUp: -1, ArrowDown: 1 }[key];
  const row = all.findIndex((lines) => lines.includes(flat[at]!));
  const next = step === undefined || row < 0 ? undefined : all[row + step];
  if (!next) return null;
  const place = Math.min(all[row]!.indexOf(flat[at]!), next.length - 1);
  return next[place]!.agent.agentId;
}

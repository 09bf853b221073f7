/** What a supervisor does from a card: by its buttons, and by a letter while it has the focus. */
import type { chosenStates, SupervisorAct } from '@bahu/contract/desk.ts';
import { useNavigate } from '@tanstack/react-router';
import { useMay } from '../../../lib/session.tsx';
import type { BoardLine } from './board-lines.ts';
import { useSupervision, type Supervised } from './use-supervision.ts';

/** An act that asks for its reason. */
export interface Asked {
  readonly agent: Supervised;
  readonly what: 'hang-up' | (typeof chosenStates)[number];
}

/** In the order of the buttons, with their letters. */
export const cardActs = [
  { act: 'listen', letter: 'L' },
  { act: 'whisper', letter: 'W' },
  { act: 'barge', letter: 'B' },
  { act: 'take-over', letter: 'T' },
  { act: 'hang-up', letter: 'X' },
  { act: 'state', letter: 'S' },
] as const satisfies readonly { act: SupervisorAct; letter: string }[];

type CardAct = (typeof cardActs)[number]['act'];

/** Whoever could take calls is made busy, everybody else ready. */
export const wantedState = ({ state }: Pick<BoardLine, 'state'>): 'busy' | 'ready' =>
  state === 'ready' ? 'busy' : 'ready';

export interface CardActs {
  act(name: CardAct, line: BoardLine): void;
  /** False when the key says nothing here. */
  press(key: string, line: BoardLine): boolean;
  /** Where the call of somebody is shown; null for who may not see it. */
  callAddress(line: BoardLine): string | null;
}

export function useCardActs(ask: (asked: Asked) => void): CardActs {
  const { supervise, takeOver } = useSupervision();
  const navigate = useNavigate();
  const mayRead = useMay('call.read');
  const callAddress = ({ agent: { call } }: BoardLine): string | null =>
    mayRead && call ? `/calls?open=${call.callId}` : null;
  function act(name: CardAct, line: BoardLine): void {
    const { agentId, name: called } = line.agent;
    const agent = { agentId, name: called };
    if (name === 'hang-up') ask({ agent, what: name });
    else if (name === 'state') ask({ agent, what: wantedState(line) });
    else if (name === 'take-over') takeOver(agent);
    else supervise(agent, name);
  }
  function press(key: string, line: BoardLine): boolean {
    if (key === 'Enter') {
      const address = callAddress(line);
      if (address) void navigate({ to: address });
      return address !== null;
    }
    const wanted = cardActs.find(({ letter }) => letter === key.toUpperCase());
    if (!wanted || !line.acts.includes(wanted.act)) return false;
    act(wanted.act, line);
    return true;
  }
  return { act, press, callAddress };
}

/**
 * Lines of the journal in the words of today. They wait in files, which no migration reaches: what migrations 0095 and 0096 made of rows is made here of
 * lines that a server of before wrote while the database was away; 0112 gave agents the state that is shown, 0205 took away what stood beside it.
 */
import type { Payload } from './batch.ts';

type Row = Readonly<Record<string, unknown>>;

const outcomes: Readonly<Record<string, string>> = { goodbye: 'not-served', 'engine-lost': 'media-server-restarted' };

function withOutcome<R extends Row>(row: R): R {
  const { outcome } = row;
  return typeof outcome === 'string' && Object.hasOwn(outcomes, outcome) ? { ...row, outcome: outcomes[outcome] } : row;
}

function renamed<R extends Row>(row: R, before: string, now: string): R {
  if (!Object.hasOwn(row, before)) return row;
  const { [before]: value, ...rest } = row;
  return { ...rest, [now]: value } as unknown as R;
}

/** Where nothing says what is shown of an agent, it is what they did, which is not kept beside it any more. */
const withState = ({ activity, ...agent }: Row): Row => ({ state: activity, ...agent });

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a payload says, whichever server wrote it. */
export const inWordsOfToday = (payload: Payload): Payload => ({
  ...payload,
  calls: payload.calls.map((row) => withOutcome(renamed(row, 'line_number', 'own_number'))),
  legs: payload.legs.map(withOutcome),
  states: payload.states.map((row) => renamed(renamed(row, 'activity', 'state'), 'next_activity', 'next_state')),
  facts: payload.facts.map((row) => (isRow(row['data']) ? { ...row, data: withOutcome(row['data']) } : row)),
  live: payload.live.map((row) => {
    if (!isRow(row.state)) return row;
    if (row.kind === 'call') return { ...row, state: renamed(row.state, 'lineNumber', 'ownNumber') };
    return row.kind === 'agent'
      ? { ...row, state: withState(renamed(row.state, 'restsUntil', 'noAnswerDelayUntil')) }
      : row;
  }),
});

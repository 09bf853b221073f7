/** A named reason for being busy or away, as people see it wherever it stands. */
import { Type, type Static } from 'typebox';
import { pauseHues } from '@bahu/domain/agents/pause.ts';
import { Id, Nullable } from './page.ts';

export const pauseLook = {
  name: Type.String({ minLength: 1, maxLength: 16, pattern: '\\S' }),
  /** Empty where `name` serves both languages. */
  nameEn: Type.String({ maxLength: 24 }),
  hue: Type.Enum([...pauseHues]),
};
export const namedPause = { pauseId: Id, ...pauseLook };
/** In which state somebody is who has it. */
export const PauseState = Type.Enum(['busy', 'away']);

/** A named reason for being busy or away, as it stands for the reader. */
export const OpenPause = Type.Object({
  ...namedPause,
  state: PauseState,
  /** What is left of it today; null where there is no limit. */
  minutesLeft: Nullable(Type.Integer()),
  /** Why it cannot be chosen now. */
  refused: Nullable(Type.Enum(['used-up', 'full'])),
  /** Who has it, of a group that is full: presence says the same of each. */
  people: Type.Array(Type.String()),
});
export type OpenPause = Static<typeof OpenPause>;

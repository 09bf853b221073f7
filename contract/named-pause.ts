/** A named reason for being busy or away, as people see it wherever it stands. */
import { Type } from 'typebox';
import { pauseHues } from '@bahu/domain/agents/pause.ts';
import { Id } from './page.ts';

export const pauseLook = {
  name: Type.String({ minLength: 1, maxLength: 16, pattern: '\\S' }),
  /** Empty where `name` serves both languages. */
  nameEn: Type.String({ maxLength: 24 }),
  hue: Type.Enum([...pauseHues]),
};
export const namedPause = { pauseId: Id, ...pauseLook };
/** In which state somebody is who has it. */
export const PauseState = Type.Enum(['busy', 'away']);

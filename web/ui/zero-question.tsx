/**
 * The 0 of long distance (长途手机自动加零), where the agent is asked: the server refuses to dial until they have said, and what was wanted is sent again with their
 * answer, which holds for that one call.
 */
import { createContext, lazy, Suspense, useCallback, useContext, useState, type ReactNode } from 'react';
import { ApiError } from '../lib/api.ts';
import { failedWith } from '../lib/failure.ts';

const ZeroDialog = lazy(async () => ({ default: (await import('./zero-dialog.tsx')).ZeroDialog }));

export interface ZeroQuestion {
  /** Where the number belongs; empty where that is unknown. */
  place: string;
  placeEn: string;
}
/** What was wanted, without and with the answer. */
type Dialling<T> = (answer: { addsZero?: boolean }) => Promise<T>;
type Ask = <T>(dial: Dialling<T>) => Promise<T>;

/** They have decided not to call; nobody need be told. */
export class NotDialled extends Error {}

const AskContext = createContext<Ask>((dial) => dial({}));
export const useZeroQuestion = (): Ask => useContext(AskContext);

interface Open extends ZeroQuestion {
  answer: (addsZero: boolean | null) => void;
}

export function ZeroQuestionProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<Open | null>(null);
  const ask = useCallback<Ask>(async (dial) => {
    try {
      return await dial({});
    } catch (error) {
      if (!(error instanceof ApiError) || !failedWith(error, 'phone.ask-zero')) throw error;
      const addsZero = await new Promise<boolean | null>((answer) => setOpen({ ...questionOf(error), answer }));
      setOpen(null);
      if (addsZero === null) throw new NotDialled();
      return dial({ addsZero });
    }
  }, []);
  return (
    <AskContext.Provider value={ask}>
      {children}
      <Suspense fallback={null}>{open && <ZeroDialog question={open} onAnswer={open.answer} />}</Suspense>
    </AskContext.Provider>
  );
}

function questionOf({ params }: ApiError): ZeroQuestion {
  const text = (name: string): string => (typeof params?.[name] === 'string' ? params[name] : '');
  return { place: text('place'), placeEn: text('placeEn') };
}

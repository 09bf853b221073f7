/** Names behind extensions, for internal calls that know only the number. */
import { usePeople } from './use-people.ts';

/** A function from extension to name; null for a number that is nobody's. */
export function useColleagueName(): (extension: string) => string | null {
  const { people } = usePeople();
  return (extension) => people.find((person) => person.extension === extension)?.name ?? null;
}

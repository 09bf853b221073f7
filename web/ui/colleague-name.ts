/** Names behind extensions, for internal calls that know only the number. */
import { useDirectory } from './use-directory.ts';

/** A function from extension to name; null for a number that is nobody's. */
export function useColleagueName(): (extension: string) => string | null {
  const directory = useDirectory();
  return (extension) => directory.data?.colleagues.find((colleague) => colleague.extension === extension)?.name ?? null;
}

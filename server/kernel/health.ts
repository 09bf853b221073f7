/** What the program depends on, and since when each of it has answered; and what it works in spite of. */
import type { MediaServer, Trouble } from '@bahu/contract/status.ts';
import type { Clock } from './clock.ts';

interface Dependency {
  name: string;
  isUp: boolean;
  /** Milliseconds since it last answered, or null when it never has. */
  ageMs: number | null;
  error?: string;
}

export interface Health {
  /** Adds a dependency; `probe` rejects when it is away. */
  add(name: string, probe: () => Promise<unknown>): void;
  /** Adds something that may go wrong without ending the work; `read` tells what is wrong now. */
  watch(read: () => readonly Trouble[]): void;
  /** Probes all of them at once, each for at most a second. */
  check(): Promise<Dependency[]>;
  /** What somebody should look at although the program works. */
  troubles(): Trouble[];
  /** Which media server runs; `none` until a process that has one says so. */
  mediaServer(): MediaServer;
  tellMediaServer(read: () => MediaServer): void;
}

const patienceMs = 1000;

/** No dependencies yet. */
export function createHealth(clock: Clock): Health {
  const probes = new Map<string, { probe: () => Promise<unknown>; upAt: number | null }>();
  const watches: (() => readonly Trouble[])[] = [];
  let readMediaServer = (): MediaServer => 'none';
  async function check(name: string): Promise<Dependency> {
    const known = probes.get(name)!;
    const error = await settle(known.probe);
    const now = clock.now();
    if (error === null) known.upAt = now;
    const ageMs = known.upAt === null ? null : Math.round(now - known.upAt);
    return error === null ? { name, isUp: true, ageMs } : { name, isUp: false, ageMs, error };
  }
  return {
    add: (name, probe) => void probes.set(name, { probe, upAt: null }),
    watch: (read) => void watches.push(read),
    check: () => Promise.all([...probes.keys()].map(check)),
    troubles: () => watches.flatMap((read) => read()),
    mediaServer: () => readMediaServer(),
    tellMediaServer: (read) => {
      readMediaServer = read;
    },
  };
}

/** The reason of a failure, or null. */
async function settle(probe: () => Promise<unknown>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${patienceMs} ms`), patienceMs);
  });
  const answer = probe().then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const outcome = await Promise.race([answer, late]);
  clearTimeout(timer);
  return outcome;
}

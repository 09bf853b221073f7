/**
 * When to stop waiting for network candidates. Those of the machine itself come within milliseconds, the last ones take a tenth of
 * a second and an unreachable STUN server takes for ever. Cutting at the very first one can miss the one that the browser then
 * uses, hence the short wait.
 */

export interface IceCut {
  /** Told of each candidate as it comes. */
  candidate(line: string): void;
  /** Gathering is over or the call is: nothing more to wait for. */
  stop(): void;
}

/** Milliseconds between the first UDP host candidate and the cut. */
export const iceWaitMs = 80;

export function createIceCut(ready: () => void): IceCut {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isDone = false;

  function finish(): void {
    if (isDone) return;
    isDone = true;
    clearTimeout(timer);
    ready();
  }

  return {
    candidate(line) {
      const { protocol, type } = readCandidate(line);
      if (protocol === 'tcp') finish();
      else if (type === 'host' && timer === undefined && !isDone) timer = setTimeout(finish, iceWaitMs);
    },
    stop() {
      isDone = true;
      clearTimeout(timer);
    },
  };
}

/** Protocol and type of a line like `candidate:1 1 udp 2122260223 192.0.2.1 54321 typ host`. */
export function readCandidate(line: string): { protocol: string; type: string } {
  const words = line.trim().split(/\s+/);
  return { protocol: (words[2] ?? '').toLowerCase(), type: words[words.indexOf('typ') + 1] ?? '' };
}

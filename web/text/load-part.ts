/** Fetching parts of the application, also while the server is being started anew. */

/** Milliseconds between tries: 45 seconds in all, in which a server is back. */
const pauses = [500, 1000, 2000, 4000, 7500, 10_000, 10_000, 10_000] as const;

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * A part of the application. While it cannot be had it is asked for again: who is in a call keeps their page, of which the router would begin anew with all
 * that is in it, sound included, as soon as one part is missing.
 * @throws Error when it is still missing then, with the last failure as its cause
 */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  for (const pause of pauses) {
    try {
      return await load();
    } catch {
      await after(pause);
    }
  }
  return load().catch((cause: unknown) => {
    // By another name: the router loads the whole page anew for what browsers say of a missing part.
    throw new Error('a part of the application cannot be had', { cause });
  });
}

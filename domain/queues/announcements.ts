/** What those hear who wait in a queue (SPEC U5), as it is set up and as voice files say it. */
import { spokenDigits, spokenPosition, spokenWait } from './spoken.ts';

export interface Announcements {
  /** A voice file that is said again and again. */
  readonly message: string | null;
  readonly saysPosition: boolean;
  readonly saysWait: boolean;
  /** Seconds from the end of what is said until it is said again. */
  readonly everySeconds: number;
  /** What is heard in between: a voice file, again and again, or `ringing` for the ringing tone; null for the music on hold. */
  readonly music: string | null;
  /** Callers hear the number of the agent who takes their call, before both are connected. */
  readonly saysAgent: boolean;
  /** Voice files before and behind that number. */
  readonly agentBefore: string | null;
  readonly agentAfter: string | null;
  /** The voice file before callers leave a message; null for the standard one. */
  readonly greeting: string | null;
}

/** Nothing is said, and the music on hold is heard. */
export const noAnnouncements: Announcements = {
  message: null,
  saysPosition: false,
  saysWait: false,
  everySeconds: 30,
  music: null,
  saysAgent: false,
  agentBefore: null,
  agentAfter: null,
  greeting: null,
};

/** Whether anything is ever said. */
export const announcesAnything = ({ message, saysPosition, saysWait }: Announcements): boolean =>
  message !== null || saysPosition || saysWait;

/** The voice files for one who stands there now; `expectedSeconds` is null while nobody can tell. */
export const announcement = (
  { message, saysPosition, saysWait }: Announcements,
  position: number,
  expectedSeconds: number | null,
): string[] => [
  ...(message === null ? [] : [message]),
  ...(saysPosition ? spokenPosition(position) : []),
  ...(saysWait && expectedSeconds !== null ? spokenWait(expectedSeconds) : []),
];

/** The voice files for one whose call an agent of this extension has just taken (工号播报); none where the queue says nothing of it. */
export const agentNumber = ({ saysAgent, agentBefore, agentAfter }: Announcements, extension: string): string[] =>
  saysAgent ? [agentBefore, ...spokenDigits(extension), agentAfter].filter((name) => name !== null) : [];

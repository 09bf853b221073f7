/** Where the sound of greetings is: bytes, which no route of the contract carries. */
import type { GreetingOwner } from './greetings.ts';

/** As it was sent (audio/wav). */
export const greetingSoundPath = (owner: GreetingOwner, id: string): string => `/api/greetings/${owner}/${id}/sound`;
/** Where a new one is sent, as `application/octet-stream`. */
export const greetingFilePath = (owner: GreetingOwner, id: string): string => `/api/greetings/${owner}/${id}/file`;

/** How a supervisor is in a conversation: unheard, heard by the agent alone, or one of those who talk. */
export type SupervisionMode = 'listen' | 'whisper' | 'barge';
/** Whom a supervisor supervises, and how. */
export interface Supervision {
  readonly partyId: string;
  readonly mode: SupervisionMode | 'take-over';
}

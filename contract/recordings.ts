/** Where recordings are: bytes, which no route of the contract carries. */

/** The recording itself is bytes, not JSON: `GET /api/calls/:id/recording` (audio/wav, byte ranges; `?download=1` needs recording.download). */
export const recordingPath = (callId: string): string => `/api/calls/${callId}/recording`;
/** That of the message which the caller left: where they had talked before, their call's recording is what was said then. */
export const messagePath = (callId: string): string => `${recordingPath(callId)}?of=message`;
/** That of a consultation, by its segment: with `recording.consultation` beside the others. */
export const consultationPath = (callId: string, seq: number): string =>
  `/api/calls/${callId}/consultations/${seq}/recording`;

/**
 * Local recordings (本地录音, SPEC A4.6): an agent who telephoned on another device brings its recording along, for a call of theirs that has none, or for a
 * customer as a call made elsewhere. It is announced first, with all that can be refused before a byte is sent; the bytes follow (`local-recording-paths.ts`).
 */
import { Type, type Static } from 'typebox';
import { Empty, Id, IdParams, Time } from './page.ts';
import { routes } from './route.ts';

export const localRecordingLimits = {
  bytes: 100 * 1024 * 1024,
  minSeconds: 1,
  maxSeconds: 6 * 3600,
  /** Days that the call may be over. */
  days: 366,
  /** What one agent may have announced and not sent. */
  coming: 20,
} as const;

/** Exactly one of a call and a customer; of a customer which number (the primary one without), which way, and when it began. */
export const NewLocalRecording = Type.Object(
  {
    callId: Type.Optional(Id),
    customerId: Type.Optional(Id),
    numberId: Type.Optional(Id),
    direction: Type.Optional(Type.Enum(['inbound', 'outbound'])),
    startedAt: Type.Optional(Time),
    /** Of the file. */
    bytes: Type.Integer({ minimum: 1, maximum: localRecordingLimits.bytes }),
  },
  { additionalProperties: false },
);
export type NewLocalRecording = Static<typeof NewLocalRecording>;

/** Where the recording is now. */
export const UploadedRecording = Type.Object({ callId: Id, seconds: Type.Number() });
export type UploadedRecording = Static<typeof UploadedRecording>;

export const localRecordingRoutes = routes({
  announce: {
    method: 'POST',
    path: '/local-recordings',
    summary: 'Announce the recording of a call on another device; its bytes are sent next',
    permission: 'recording.upload',
    body: NewLocalRecording,
    reply: Type.Object({ id: Id }),
    errors: [
      'local-recording.not-allowed',
      'local-recording.has-recording',
      'local-recording.known',
      'local-recording.time',
      'tenant.storage-full',
      'too-many-requests',
    ],
  },
  remove: {
    method: 'DELETE',
    path: '/calls/:id/local-recording',
    summary: 'Delete the recording that was uploaded for a call; a call made elsewhere goes with it',
    permission: 'recording.upload',
    params: IdParams,
    reply: Empty,
  },
});

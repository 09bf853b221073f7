import { localRecordingFilePath } from '@bahu/contract/local-recording-paths.ts';
import { wavFile } from '@bahu/domain/sound-files/test-sounds.ts';
import type { AuditWalk, SliceWalk } from '../../../test-walks.ts';

/** The call of a recording that the administrator has brought along. */
async function bring({ server }: AuditWalk): Promise<string> {
  const { administrator } = server.tenant;
  const made = await server.request(administrator, 'POST', '/api/customers', {
    name: '录音客户',
    phone: '15400004601',
  });
  const bytes = Buffer.from(wavFile(2));
  const announced = await server.request(administrator, 'POST', '/api/local-recordings', {
    customerId: made.json<{ id: string }>().id,
    direction: 'outbound',
    startedAt: new Date(Date.now() - 60_000).toISOString(),
    bytes: bytes.length,
  });
  const sent = await server.app.inject({
    method: 'POST',
    url: localRecordingFilePath(announced.json<{ id: string }>().id),
    headers: { cookie: administrator.cookie, 'content-type': 'application/octet-stream' },
    payload: bytes,
  });
  return sent.json<{ callId: string }>().callId;
}
let callId = '';

export const walk: SliceWalk = {
  auditedSteps: [
    {
      route: 'localRecordings.remove',
      before: async (walk) => {
        callId = await bring(walk);
      },
      params: () => ({ id: callId }),
    },
  ],
  auditedElsewhere: ['recording.upload'],
  excused: { 'localRecordings.announce': 'nothing is there yet; what has come is in the log' },
};

import type { Import } from '@bahu/contract/imports.ts';
import { driveOf } from '../../../test-transfers.ts';
import type { AuditWalk, SliceWalk } from '../../../test-walks.ts';

/** Files that were uploaded: one to write and to take back, one to give up. */
const uploads: Import[] = [];
const upload =
  (phone: string) =>
  async ({ drive, server }: AuditWalk): Promise<void> =>
    void uploads.push(await drive.upload(server.tenant.administrator, `姓名,电话\n冯小白,${phone}\n`));
const ofUpload = (index: number) => () => ({ id: uploads[index]!.id });
const work = ({ drive }: AuditWalk): Promise<void> => drive.work();

export const walk: SliceWalk = {
  fill: async (server, { administrator }, name) => {
    const drive = driveOf(server);
    const content = `姓名,电话\n${name},15400000044\n${name},不是号码\n`;
    await drive.map(administrator, await drive.upload(administrator, content, { name: `${name}.csv` }));
  },
  auditedSteps: [
    {
      route: 'imports.table',
      before: upload('13900000034'),
      params: ofUpload(0),
      body: { sheet: 0, headLine: 1 },
    },
    {
      route: 'imports.map',
      before: work,
      params: ofUpload(0),
      body: { mapping: ['name', 'phone'], onExisting: 'skip' },
    },
    { route: 'imports.apply', before: work, params: ofUpload(0) },
    { route: 'imports.undo', before: work, params: ofUpload(0) },
    { route: 'imports.cancel', before: upload('13900000035'), params: ofUpload(1) },
  ],
  auditedElsewhere: ['import.start'],
};

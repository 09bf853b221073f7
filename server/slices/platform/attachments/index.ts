/** What the server does for the slice of the files of records. */
import { attachmentsSlice } from '@bahu/contract/slices/platform/attachments.ts';
import { serverSlice } from '../../server-slice.ts';
import { listTenants } from '../tenants/index.ts';
import { attachmentsOfPerson } from './person.ts';
import { forgetAttachments } from './forget.ts';
import { mountAttachments } from './routes.ts';
export { attachFiles, detachFile, filesOf, moveFiles, readAttached } from './attached.ts';
export { bindFiles, giveUpFiles, usableFiles, type FileHolder } from './store.ts';

export const attachmentsServer = serverSlice(attachmentsSlice, {
  ofPerson: [attachmentsOfPerson],
  mount: (api, host) => mountAttachments(api, host),
  jobs: ({ db, files }) => ({
    timed: [
      {
        name: 'attachments.forget',
        times: '20 3 * * *',
        handle: async () => {
          for (const { id } of await db.system(listTenants)) await forgetAttachments(db, id, files);
        },
      },
    ],
  }),
});

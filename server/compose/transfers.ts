/** The work that a worker does for imports and exports. */
import type { Sessions } from '../kernel/auth/sessions.ts';
import type { Db } from '../kernel/db.ts';
import type { Files } from '../kernel/files.ts';
import type { JobHandler, TimedTask } from '../kernel/jobs.ts';
import type { Hub } from '../realtime/hub.ts';
import { exportStep } from '../slices/platform/exports/index.ts';
import { forgetImports, importSteps } from '../slices/platform/imports/index.ts';
import { createBackgroundJobs, forgetJobs, tellStarter } from '../slices/platform/jobs/index.ts';
import { listTenants } from '../slices/platform/tenants/index.ts';
import { specs } from '../slices/together.ts';

export interface TransferParts {
  files: Files;
  hub: Pick<Hub, 'recordChanged'>;
  sessions: Pick<Sessions, 'refreshTenant'>;
  /** People or caller IDs were imported: what a tenant's calls go by may have changed. */
  onConfigured?: (tenantId: string) => void | Promise<void>;
}

/** What a worker runs. */
export function transferJobs({ files, hub, sessions, onConfigured }: TransferParts): JobHandler {
  const onApplied = async (tenantId: string, kind: string): Promise<void> => {
    if (kind === 'customers') return;
    await sessions.refreshTenant(tenantId);
    await onConfigured?.(tenantId);
  };
  return createBackgroundJobs({
    steps: { ...importSteps(files, specs.imports, onApplied), export: exportStep(files, specs.exports) },
    onChange: tellStarter(hub),
  });
}

/** Files and staged rows are kept for a month, so that an import can be undone and an export fetched again. */
export const forgetTransfers = (db: Db, files: Files): TimedTask => ({
  name: 'transfers.forget',
  times: '40 2 * * *',
  handle: async () => {
    for (const { id } of await db.system(listTenants)) {
      await forgetImports(db, id, files);
      await forgetJobs(db, id, files);
    }
  },
});

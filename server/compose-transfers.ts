/** Imports, exports and the background jobs behind them: which kinds there are, their routes, and the work that a worker does for them. */
import './domain-listeners.ts';
import type { FastifyInstance } from 'fastify';
import type { Sessions } from './kernel/auth/sessions.ts';
import type { Db } from './kernel/db.ts';
import type { Files } from './kernel/files.ts';
import type { Access } from './kernel/http/access.ts';
import type { JobHandler, TimedTask } from './kernel/jobs.ts';
import type { Hub } from './realtime/hub.ts';
import { auditExport } from './slices/platform/audit/index.ts';
import { callerIdsExport, callerIdsImport } from './slices/outbound/caller-ids/index.ts';
import { callsExport } from './slices/work/calls/index.ts';
import { customersExport, customersImport } from './slices/crm/customers/index.ts';
import { exportStep, mountExports, type ExportSpecs } from './slices/platform/exports/index.ts';
import {
  cancelWaiting,
  forgetImports,
  importSteps,
  leftOutFile,
  mountImports,
  type ImportSpecs,
} from './slices/platform/imports/index.ts';
import { createBackgroundJobs, forgetJobs, mountJobs, type OnJobChange } from './slices/platform/jobs/index.ts';
import { listTenants } from './slices/platform/tenants/index.ts';
import { signInsExport, usersExport, usersImport } from './slices/people/users/index.ts';

const importSpecs: ImportSpecs = { customers: customersImport, users: usersImport, 'caller-ids': callerIdsImport };
const exportSpecs: ExportSpecs = {
  customers: customersExport,
  calls: callsExport,
  users: usersExport,
  'sign-ins': signInsExport,
  audit: auditExport,
  'caller-ids': callerIdsExport,
};

const teller =
  (hub: Pick<Hub, 'recordChanged'>): OnJobChange =>
  (tenantId, userId, change) =>
    hub.recordChanged(tenantId, change, { ownerIds: [userId] });

/** Mounts the routes of jobs, imports and exports. */
export function mountTransfers(
  api: FastifyInstance,
  { access, files, hub }: { access: Access; files: Files; hub: Hub },
): void {
  const onChange = teller(hub);
  mountJobs(api, { access, files, onChange, onCancelled: cancelWaiting, leftOut: leftOutFile });
  mountImports(api, { access, files, specs: importSpecs, onChange });
  mountExports(api, { access, specs: exportSpecs, onChange });
}

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
    steps: { ...importSteps(files, importSpecs, onApplied), export: exportStep(files, exportSpecs) },
    onChange: teller(hub),
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

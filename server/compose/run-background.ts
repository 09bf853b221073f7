/** The server's side of the background jobs: the thread that does them, and what it asks of the server, which alone has sessions and screens. */
import { nobodysTenant, forgetTries } from '../kernel/auth/sign-in-guard.ts';
import type { Sessions } from '../kernel/auth/sessions.ts';
import type { Db } from '../kernel/db.ts';
import type { Log, LogLevel } from '../kernel/log.ts';
import type { DatabaseUrls } from '../kernel/migrate.ts';
import type { ConfigurationPart } from '../kernel/number-lists.ts';
import { nicenessOf } from '../kernel/priority.ts';
import { startThread, type Thread } from '../kernel/thread.ts';
import type { Hub } from '../realtime/hub.ts';
import type { ForgetSoftphone, TellDeskPhone } from '../kernel/phone-news.ts';
import { listTenants } from '../slices/platform/tenants/index.ts';

/** What the thread is told when it begins. */
export interface BackgroundData {
  urls: DatabaseUrls;
  vaultKeys: readonly [string, ...string[]];
  logLevel: LogLevel;
  filesFolder: string;
  /** How far the database's own processes stand back for the jobs; null for a database that is not on this machine. */
  niceness: number | null;
  /** Where calls leave their sound; null in a process that has no calls, which finishes no recordings. */
  recordings: { rawFolder: string; voicemailFolder: string } | null;
}

/** What it asks for. */
export type BackgroundServices = {
  recordChanged: Hub['recordChanged'];
  refreshTenant: Sessions['refreshTenant'];
  /** People or caller IDs were imported: what a tenant's calls go by may have changed. */
  configured: (tenantId: string, part?: ConfigurationPart) => void | Promise<void>;
  /** What calls go by of one agent may have changed. */
  agentChanged: (tenantId: string, agentId: string) => void | Promise<void>;
  /** @throws Refusal phone.media-server-unavailable where the media server cannot be told now, or by another process alone. */
  deskPhoneChanged: TellDeskPhone;
  /** @throws likewise. */
  forgetSoftphone: ForgetSoftphone;
  /** Ends sessions whose time is up, and forgets old wrong passwords. */
  endExpired: () => Promise<void>;
};

export interface BackgroundParts extends BackgroundData {
  db: Db;
  hub: Pick<Hub, 'recordChanged'>;
  sessions: Pick<Sessions, 'refreshTenant' | 'endExpired'>;
  onConfigured?: BackgroundServices['configured'];
  onUserChanged?: (tenantId: string, user: { id: string }) => void | Promise<void>;
  deskPhoneChanged: TellDeskPhone;
  forgetSoftphone: ForgetSoftphone;
  log: Log;
}

/** Starts the jobs; the server does not wait for them. */
export function startBackground(parts: BackgroundParts): Thread {
  const { db, hub, sessions, onConfigured, onUserChanged, deskPhoneChanged, forgetSoftphone, log, ...data } = parts;
  const services: BackgroundServices = {
    recordChanged: (...change) => hub.recordChanged(...change),
    refreshTenant: (tenantId) => sessions.refreshTenant(tenantId),
    configured: (...change) => onConfigured?.(...change),
    agentChanged: (tenantId, id) => onUserChanged?.(tenantId, { id }),
    deskPhoneChanged,
    forgetSoftphone,
    endExpired: async () => {
      for (const { id } of await db.system(listTenants)) {
        await sessions.endExpired(id);
        await db.tenant(id, forgetTries);
      }
      await db.tenant(nobodysTenant, forgetTries);
    },
  };
  return startThread({
    module: new URL('background.ts', import.meta.url),
    data,
    niceness: nicenessOf.jobs,
    services,
    log: log.child({ part: 'background' }) as Log,
  });
}

/** Softphone credentials: issued per sign-in, kept in the database, pushed to the media server, removed at sign-out. */
import { randomBytes } from 'node:crypto';
import type { BrowserSound } from '@bahu/contract/tenants.ts';
import type { Db, Tx } from '../kernel/db.ts';
import type { Log } from '../kernel/log.ts';
import { readSettings } from '../kernel/tenant-settings.ts';
import { places, seal, unseal } from '../kernel/vault.ts';
import type { AriClient } from './ari/client.ts';
import type { AriEndpoint } from './ari/wire.ts';
import type { ContactWatch } from './contact-watch.ts';
import { agentOfEndpoint, softphoneEndpoint, trunkOfEndpoint } from './names.ts';
import {
  pushSoftphone,
  pushTrunk,
  removeSoftphone,
  removeTrunk,
  type SoftphoneSecret,
  type TrunkRoute,
} from './provisioning/push.ts';
import { locate, lookalikes, sourcesOf, trunksAt, type LocatedTrunk } from './provisioning/sources.ts';

export type PhoneKind = SoftphoneSecret['kind'];
export interface PhoneCredentials {
  uri: string;
  username: string;
  password: string;
}

export interface PhonesOptions {
  db: Db;
  ari: AriClient;
  contacts: Pick<ContactWatch, 'knows' | 'drop'>;
  mediaAddress: string | null;
  log: Log;
}

/** 128 bits, as many as nobody guesses at any rate. */
const secretBytes = 16;
/** Endpoints that are pushed side by side after a restart of the media server. */
const pushWidth = 10;

export class Phones {
  private readonly options: PhonesOptions;
  /** Trunks in the media server, by tenant. */
  private readonly routes = new Map<string, readonly TrunkRoute[]>();
  /** What is still to be done for an agent's credentials, by agent: one after the other, or an old password would be pushed over a new one. */
  private readonly turns = new Map<string, Promise<unknown>>();
  /** Counts changes of credentials, and which was an agent's last. */
  private changes = 0;
  private readonly changedAt = new Map<string, number>();

  constructor(options: PhonesOptions) {
    this.options = options;
  }

  private async inTurn<T>(agentId: string, work: () => Promise<T>): Promise<T> {
    const own = (this.turns.get(agentId) ?? Promise.resolve()).catch(() => undefined).then(work);
    this.turns.set(agentId, own);
    try {
      return await own;
    } finally {
      if (this.turns.get(agentId) === own) this.turns.delete(agentId);
    }
  }
  private noteChange(agentId: string): void {
    this.changedAt.set(agentId, ++this.changes);
  }

  private trunks(): TrunkRoute[] {
    return [...this.routes.values()].flat();
  }

  /** The trunks of all tenants and where they are now. */
  located(): Promise<LocatedTrunk[]> {
    return locate(this.trunks());
  }

  /** New credentials for an agent's session; those of before stop working at once. */
  issue(tenantId: string, agentId: string, sessionId: string, kind: PhoneKind): Promise<PhoneCredentials> {
    return this.inTurn(agentId, async () => {
      const secret = randomBytes(secretBytes).toString('hex');
      const sealed = seal(secret, places.softphone(agentId));
      const browserSound = await this.options.db.tenant(tenantId, async (tx) => {
        await tx
          .insertInto('softphones')
          .values({ tenantId, agentId, sessionId, secret: sealed, kind })
          .onConflict((conflict) =>
            conflict
              .columns(['tenantId', 'agentId'])
              .doUpdateSet({ sessionId, secret: sealed, kind, issuedAt: new Date() }),
          )
          .execute();
        return readBrowserSound(tx, tenantId);
      });
      this.noteChange(agentId);
      const { ari, contacts, mediaAddress } = this.options;
      // Where a contact is that registered before this process listened is not known; it goes with its endpoint.
      if (!contacts.knows(agentId)) await removeSoftphone(ari, agentId);
      await pushSoftphone(ari, { agentId, secret, kind, browserSound }, mediaAddress, { isNew: true });
      // The registration of a former page must not outlive its credentials.
      await contacts.drop(agentId);
      const username = softphoneEndpoint(agentId);
      return { uri: `sip:${username}@bahu`, username, password: secret };
    });
  }

  /** Takes a session's credentials away; those of another session stay. */
  remove(tenantId: string, agentId: string, sessionId: string): Promise<void> {
    return this.inTurn(agentId, async () => {
      const other = await this.options.db.tenant(tenantId, async (tx) => {
        await tx.deleteFrom('softphones').where('agentId', '=', agentId).where('sessionId', '=', sessionId).execute();
        return tx.selectFrom('softphones').select('sessionId').where('agentId', '=', agentId).executeTakeFirst();
      });
      if (other) return;
      this.noteChange(agentId);
      await removeSoftphone(this.options.ari, agentId).catch(() => undefined);
    });
  }

  /** Within a tenant the database refuses them; it must not tell one tenant of another's. */
  private warnOfLookalikes(trunk: LocatedTrunk, all: readonly LocatedTrunk[]): void {
    const others = lookalikes(trunk, all).map(({ id }) => id);
    if (others.length > 0)
      this.options.log.error(
        { trunk: trunk.id, others },
        'trunks have the same address and port: calls of one may arrive as calls of another',
      );
  }

  /** Everything that the media server has to know of a tenant, again: its memory is empty after a restart. */
  async pushAll(tenantId: string): Promise<void> {
    const { db, ari } = this.options;
    const changes = this.changes;
    const { phones, trunks } = await db.tenant(tenantId, async (tx) => ({
      phones: await readPhones(tx, tenantId),
      trunks: await readTrunks(tx),
    }));
    const before = this.routes.get(tenantId) ?? [];
    this.routes.set(tenantId, trunks);
    const [all, former] = await Promise.all([this.located(), locate(before)]);
    const own = all.filter(({ id }) => trunks.some((trunk) => trunk.id === id));
    for (const trunk of own) this.warnOfLookalikes(trunk, all);
    // A trunk of another tenant at the same address is recognised anew: by its port as well, or not any more.
    const touched = [...own, ...former].flatMap(({ places: at }) => at);
    for (const trunk of trunksAt(touched, all)) await pushTrunk(ari, trunk, sourcesOf(trunk, all));
    for (let i = 0; i < phones.length; i += pushWidth)
      await Promise.all(phones.slice(i, i + pushWidth).map((phone) => this.pushUnchanged(phone, changes)));
  }

  /** As it was read when there had been so many changes; what has changed since was pushed by who changed it. */
  private pushUnchanged(phone: SoftphoneSecret, changes: number): Promise<void> {
    return this.inTurn(phone.agentId, async () => {
      if ((this.changedAt.get(phone.agentId) ?? 0) <= changes)
        await pushSoftphone(this.options.ari, phone, this.options.mediaAddress);
    });
  }
}

/** Endpoints in the media server that no tenant has any more, e.g. of a trunk that was deleted while we were away: they would catch calls. */
export async function removeUnknownEndpoints(
  ari: AriClient,
  endpoints: readonly AriEndpoint[],
  isKnown: (kind: 'agent' | 'trunk', id: string) => boolean,
): Promise<number> {
  let removed = 0;
  for (const { resource } of endpoints) {
    const agentId = agentOfEndpoint(resource);
    const trunkId = trunkOfEndpoint(resource);
    if (agentId && !isKnown('agent', agentId)) await removeSoftphone(ari, agentId);
    else if (trunkId && !isKnown('trunk', trunkId)) await removeTrunk(ari, trunkId);
    else continue;
    removed++;
  }
  return removed;
}

async function readPhones(tx: Tx, tenantId: string): Promise<SoftphoneSecret[]> {
  const browserSound = await readBrowserSound(tx, tenantId);
  const rows = await tx.selectFrom('softphones').select(['agentId', 'secret', 'kind']).execute();
  return rows.map((row) => ({ ...row, secret: unseal(row.secret, places.softphone(row.agentId)), browserSound }));
}

async function readBrowserSound(tx: Tx, tenantId: string): Promise<BrowserSound> {
  const { settings } = await tx
    .selectFrom('tenants')
    .select('settings')
    .where('id', '=', tenantId)
    .executeTakeFirstOrThrow();
  return readSettings(settings).phones.browserSound;
}

async function readTrunks(tx: Tx): Promise<TrunkRoute[]> {
  const rows = await tx
    .selectFrom('trunks')
    .select(['id', 'host', 'port', 'kind', 'account', 'secret', 'channels'])
    .where('isEnabled', '=', true)
    .execute();
  return rows.map((row) => ({ ...row, secret: row.secret === null ? null : unseal(row.secret, places.trunk(row.id)) }));
}

/**
 * The phones of agents in the media server. A page's account is issued per sign-in and removed at sign-out. A desk phone's is set up once, and stays until
 * it is revoked or its agent may not work with one any more; whether it is in use is another matter.
 */
import { randomBytes } from 'node:crypto';
import { standardDeskSettings } from '@bahu/contract/desk-settings.ts';
import type { Codec } from '@bahu/domain/agents/codecs.ts';
import { inForce } from '@bahu/domain/desk-settings/in-force.ts';
import type { Db, Tx } from '../kernel/db.ts';
import type { Log } from '../kernel/log.ts';
import { readDeskSettings } from '../kernel/desk-settings.ts';
import { carryOut } from '../kernel/outbox.ts';
import { intendForget } from '../kernel/phone-news.ts';
import { readSettings } from '../kernel/tenant-settings.ts';
import { places, seal, unseal } from '../kernel/vault.ts';
import { isGone, type AriClient } from './ari/client.ts';
import type { AriEndpoint } from './ari/wire.ts';
import type { ContactWatch } from './contact-watch.ts';
import { methodsWith } from '@bahu/domain/sign-in/methods.ts';
import { phoneEndpoint, phoneOfEndpoint, trunkOfEndpoint, type AgentPhone } from './names.ts';
import {
  pushPhone,
  pushTrunk,
  removePhone,
  removeTrunk,
  type PhoneSecret,
  type TrunkRoute,
} from './provisioning/push.ts';
import { locate, lookalikes, sourcesOf, trunksAt, type LocatedTrunk } from './provisioning/sources.ts';

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

  /** New credentials for the page of an agent's session; those of before stop working at once. */
  issue(tenantId: string, agentId: string, sessionId: string): Promise<PhoneCredentials> {
    const kind = 'browser';
    const username = phoneEndpoint({ agentId, kind });
    return this.inTurn(agentId, async () => {
      const secret = randomBytes(secretBytes).toString('hex');
      const sealed = seal(secret, places.softphone(agentId));
      const codecs = await this.options.db.tenant(tenantId, async (tx) => {
        await tx
          .insertInto('softphones')
          .values({ tenantId, agentId, sessionId, secret: sealed, kind })
          .onConflict((conflict) =>
            conflict
              .columns(['tenantId', 'agentId'])
              .doUpdateSet({ sessionId, secret: sealed, kind, issuedAt: new Date() }),
          )
          .execute();
        return (await readCodecs(tx, tenantId))(agentId);
      });
      this.noteChange(agentId);
      const { ari, contacts, mediaAddress } = this.options;
      // Where a contact is that registered before this process listened is not known; it goes with its endpoint.
      if (!contacts.knows(username)) await removePhone(ari, { agentId, kind });
      await pushPhone(ari, { agentId, secret, kind, codecs }, mediaAddress, { isNew: true });
      // The registration of a former page must not outlive its credentials.
      await contacts.drop(username);
      return { uri: `sip:${username}@bahu`, username, password: secret };
    });
  }

  /** The session works with the desk phone from now on: no page has one any more. */
  useDesk(tenantId: string, agentId: string, sessionId: string): Promise<void> {
    return this.inTurn(agentId, async () => {
      const held = { sessionId, secret: null, kind: 'desk' } as const;
      await this.options.db.tenant(tenantId, (tx) =>
        tx
          .insertInto('softphones')
          .values({ tenantId, agentId, ...held })
          .onConflict((conflict) =>
            conflict.columns(['tenantId', 'agentId']).doUpdateSet({ ...held, issuedAt: new Date() }),
          )
          .execute(),
      );
      await this.forgetPage(agentId);
    });
  }

  /**
   * Makes the media server know an agent's desk phone as it is set up now, or forget it. `isNew`: its secret is another one, and what registered with the
   * former one is registered no more. Returns whether what was registered before still is.
   */
  followDesk(tenantId: string, agentId: string, { isNew }: { isNew: boolean }): Promise<{ isKept: boolean }> {
    const phone = { agentId, kind: 'desk' } as const;
    return this.inTurn(agentId, async () => {
      const { ari, contacts, mediaAddress } = this.options;
      const [found] = await this.options.db.tenant(tenantId, (tx) => readDeskPhones(tx, tenantId, [agentId]));
      this.noteChange(agentId);
      if (!found) {
        await removePhone(ari, phone);
        return { isKept: false };
      }
      if (isNew && !contacts.knows(phoneEndpoint(phone))) await removePhone(ari, phone);
      await pushPhone(ari, found, mediaAddress, { isNew });
      if (isNew) await contacts.drop(phoneEndpoint(phone));
      return { isKept: !isNew };
    });
  }

  /** Whether an agent's desk phone is registered and answers. @throws when the media server cannot be asked. */
  async isDeskOnline(agentId: string): Promise<boolean> {
    const path = `/endpoints/PJSIP/${phoneEndpoint({ agentId, kind: 'desk' })}`;
    try {
      return (await this.options.ari.request<AriEndpoint>('GET', path)).state === 'online';
    } catch (error) {
      if (isGone(error)) return false;
      throw error;
    }
  }

  /** The agents of a tenant whose desk phones the media server is to know. */
  async withDesk(tenantId: string): Promise<string[]> {
    const found = await this.options.db.tenant(tenantId, (tx) => readDeskPhones(tx, tenantId));
    return found.map(({ agentId }) => agentId);
  }

  /**
   * Takes a session's phone away; that of another session stays, and so does the account of a desk phone. What the media server cannot be told now, a job
   * tells it (`forget`).
   */
  remove(tenantId: string, agentId: string, sessionId: string): Promise<void> {
    const { db, log } = this.options;
    return this.inTurn(agentId, async () => {
      const intent = await db.tenant(tenantId, async (tx) => {
        await tx.deleteFrom('softphones').where('agentId', '=', agentId).where('sessionId', '=', sessionId).execute();
        return (await readHolder(tx, agentId)) ? null : intendForget(tx, tenantId, agentId);
      });
      if (!intent) return;
      await carryOut(
        db,
        intent,
        () => this.forgetPage(agentId),
        (error) => log.warn({ err: error, agentId }, 'the phone of a session that has ended is still known'),
      );
    });
  }

  /** The same by the job, unless a session has the phone of a page again. @throws when the media server cannot be told. */
  forget(tenantId: string, agentId: string): Promise<void> {
    return this.inTurn(agentId, async () => {
      const holder = await this.options.db.tenant(tenantId, (tx) => readHolder(tx, agentId));
      if (holder?.kind !== 'browser') await this.forgetPage(agentId);
    });
  }

  private forgetPage(agentId: string): Promise<void> {
    this.noteChange(agentId);
    return removePhone(this.options.ari, { agentId, kind: 'browser' });
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
  private pushUnchanged(phone: PhoneSecret, changes: number): Promise<void> {
    return this.inTurn(phone.agentId, async () => {
      if ((this.changedAt.get(phone.agentId) ?? 0) <= changes)
        await pushPhone(this.options.ari, phone, this.options.mediaAddress);
    });
  }
}

/** Endpoints in the media server that no tenant has any more, e.g. of a trunk that was deleted while we were away: they would catch calls. */
export async function removeUnknownEndpoints(
  ari: AriClient,
  endpoints: readonly AriEndpoint[],
  isKnown: (kind: AgentPhone['kind'] | 'trunk', id: string) => boolean,
): Promise<number> {
  let removed = 0;
  for (const { resource } of endpoints) {
    const phone = phoneOfEndpoint(resource);
    const trunkId = trunkOfEndpoint(resource);
    if (phone && !isKnown(phone.kind, phone.agentId)) await removePhone(ari, phone);
    else if (trunkId && !isKnown('trunk', trunkId)) await removeTrunk(ari, trunkId);
    else continue;
    removed++;
  }
  return removed;
}

/** The session that works with a phone of the agent, and on which kind. */
const readHolder = (tx: Tx, agentId: string) =>
  tx.selectFrom('softphones').select(['sessionId', 'kind']).where('agentId', '=', agentId).executeTakeFirst();

async function readPhones(tx: Tx, tenantId: string): Promise<PhoneSecret[]> {
  const codecsOf = await readCodecs(tx, tenantId);
  const rows = await tx.selectFrom('softphones').select(['agentId', 'secret']).execute();
  const pages = rows.flatMap(({ agentId, secret }): PhoneSecret[] =>
    secret === null
      ? []
      : [{ agentId, kind: 'browser', secret: unseal(secret, places.softphone(agentId)), codecs: codecsOf(agentId) }],
  );
  return [...pages, ...(await readDeskPhones(tx, tenantId))];
}

/** The desk phones of those who may work with one: of all of the tenant, or of these. */
async function readDeskPhones(tx: Tx, tenantId: string, agentIds?: readonly string[]): Promise<PhoneSecret[]> {
  const codecsOf = await readCodecs(tx, tenantId);
  let query = tx
    .selectFrom('deskPhones as d')
    .innerJoin('users as u', 'u.id', 'd.agentId')
    .select(['d.agentId', 'd.secret'])
    .where('u.isEnabled', '=', true)
    .where('u.signInMethod', 'in', methodsWith('desk'));
  if (agentIds) query = query.where('d.agentId', 'in', agentIds);
  return (await query.execute()).map(({ agentId, secret }) => ({
    agentId,
    kind: 'desk',
    secret: unseal(secret, places.deskPhone(agentId)),
    codecs: codecsOf(agentId),
  }));
}

/** What the phones of a tenant's agents speak, by agent. */
async function readCodecs(tx: Tx, tenantId: string): Promise<(agentId: string) => readonly Codec[]> {
  const { settings } = await tx
    .selectFrom('tenants')
    .select('settings')
    .where('id', '=', tenantId)
    .executeTakeFirstOrThrow();
  const { desk } = readSettings(settings);
  const own = new Map(
    (await tx.selectFrom('deskSettings').select(['userId', 'own']).execute()).map((row) => [row.userId, row.own]),
  );
  return (agentId) => inForce(standardDeskSettings, desk, readDeskSettings(own.get(agentId))).codecs;
}

async function readTrunks(tx: Tx): Promise<TrunkRoute[]> {
  const rows = await tx
    .selectFrom('trunks')
    .select(['id', 'host', 'port', 'kind', 'account', 'secret', 'channels'])
    .where('isEnabled', '=', true)
    .execute();
  return rows.map((row) => ({ ...row, secret: row.secret === null ? null : unseal(row.secret, places.trunk(row.id)) }));
}

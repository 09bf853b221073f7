/**
 * Asterisk asks a contact whether it is there at once only when it is the first of its phone. One that takes another's
 * place, and one that had fallen silent and registers again where it was, waits for its turn, up to a quarter of a
 * minute, and its phone is offline till then. Such a contact is made anew, which has it asked at once.
 */
import { createHash } from 'node:crypto';
import type { Log } from '../kernel/log.ts';
import { isGone, type AriClient } from './ari/client.ts';
import type { AriEvent } from './ari/wire.ts';
import { agentOfEndpoint, softphoneEndpoint } from './names.ts';

export interface ContactWatchOptions {
  ari: Pick<AriClient, 'request'>;
  log: Log;
}

/** Within it a contact that is asked at once has answered; a further way than that may cost a second question. */
const answerMs = 300;

export class ContactWatch {
  private readonly options: ContactWatchOptions;
  /** By agent: where their phone is registered; null where it was heard that it is not any more. */
  private readonly latest = new Map<string, string | null>();
  /** By agent: the contact that is not known to be there. */
  private readonly unknown = new Map<string, string>();
  /** By agent: the contact that is being made anew. */
  private readonly renewed = new Map<string, string>();

  constructor(options: ContactWatchOptions) {
    this.options = options;
  }

  /** Forgets all: what was heard before is not what is now. */
  reset(): void {
    this.latest.clear();
    this.unknown.clear();
    this.renewed.clear();
  }

  /** Takes note of an event. Returns whether it is news: that a contact is gone which we make anew is none. */
  hear(event: AriEvent): boolean {
    if (event.type !== 'ContactStatusChange') return true;
    const agentId = agentOfEndpoint(event.endpoint?.resource ?? '');
    const { contact_status: status, uri = '' } = event.contact_info ?? {};
    if (agentId === null) return true;
    const isOurs = this.renewed.get(agentId) === uri;
    if (status !== 'Removed') this.latest.set(agentId, uri);
    else if (this.latest.get(agentId) === uri && !isOurs) this.latest.set(agentId, null);
    if (status === 'Removed') {
      if (this.unknown.get(agentId) === uri && !isOurs) this.unknown.delete(agentId);
      return !isOurs;
    }
    if (status === 'Reachable') this.unknown.delete(agentId);
    if (status === 'Unreachable' || status === 'NonQualified') this.unknown.set(agentId, uri);
    if (isOurs) this.renewed.delete(agentId);
    else if (status === 'NonQualified') this.lookSoon(agentId);
    return true;
  }

  /** A phone has registered, with a new contact or again with the one that it had. */
  registered(endpoint: string): void {
    const agentId = agentOfEndpoint(endpoint);
    if (agentId !== null && this.unknown.has(agentId)) this.lookSoon(agentId);
  }

  /** Whether it was heard where the agent's phone is registered, or that it is not. */
  knows(agentId: string): boolean {
    return this.latest.has(agentId);
  }

  /** Takes the agent's phone out of the media server's register; its calls stay. */
  async drop(agentId: string): Promise<void> {
    const uri = this.latest.get(agentId) ?? null;
    if (uri === null) return;
    this.unknown.delete(agentId);
    await this.options.ari.request('DELETE', pathOf(agentId, uri)).catch((error: unknown) => {
      if (!isGone(error)) throw error;
    });
  }

  private lookSoon(agentId: string): void {
    setTimeout(() => {
      const uri = this.unknown.get(agentId);
      if (uri === undefined || this.renewed.has(agentId)) return;
      this.renewed.set(agentId, uri);
      this.renew(agentId, uri).catch((error: unknown) => {
        this.renewed.delete(agentId);
        this.options.log.warn(
          { agent: agentId, reason: String(error) },
          'a phone that registered could not be asked at once',
        );
      });
    }, answerMs).unref();
  }

  private async renew(agentId: string, uri: string): Promise<void> {
    const { ari } = this.options;
    const path = pathOf(agentId, uri);
    const fields = await ari.request('GET', path).catch((error: unknown) => {
      if (isGone(error)) return null;
      throw error;
    });
    if (fields === null) return void this.renewed.delete(agentId);
    await ari.request('DELETE', path);
    await ari.request('PUT', path, {}, { fields });
  }
}

/** Asterisk names a contact by its phone and the hash of its address. */
function pathOf(agentId: string, uri: string): string {
  const id = `${softphoneEndpoint(agentId)};@${createHash('md5').update(uri).digest('hex')}`;
  return `/asterisk/config/dynamic/res_pjsip/contact/${encodeURIComponent(id)}`;
}

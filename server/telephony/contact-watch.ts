/**
 * Asterisk asks a contact whether it is there at once only when it is the first of its phone. One that takes another's
 * place, and one that had fallen silent and registers again where it was, waits for its turn, up to a quarter of a
 * minute, and its phone is offline till then. Such a contact is made anew, which has it asked at once.
 */
import { createHash } from 'node:crypto';
import type { Log } from '../kernel/log.ts';
import { isGone, type AriClient } from './ari/client.ts';
import type { AriEvent } from './ari/wire.ts';
import { phoneOfEndpoint } from './names.ts';

export interface ContactWatchOptions {
  ari: Pick<AriClient, 'request'>;
  log: Log;
}

/** Within it a contact that is asked at once has answered; a further way than that may cost a second question. */
const answerMs = 300;

export class ContactWatch {
  private readonly options: ContactWatchOptions;
  /** By the phone's endpoint: where it is registered; null where it was heard that it is not any more. */
  private readonly latest = new Map<string, string | null>();
  /** By the phone's endpoint: the contact that is not known to be there. */
  private readonly unknown = new Map<string, string>();
  /** By the phone's endpoint: the contact that is being made anew. */
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
    const phone = event.endpoint?.resource ?? '';
    const { contact_status: status, uri = '' } = event.contact_info ?? {};
    if (phoneOfEndpoint(phone) === null) return true;
    const isOurs = this.renewed.get(phone) === uri;
    if (status !== 'Removed') this.latest.set(phone, uri);
    else if (this.latest.get(phone) === uri && !isOurs) this.latest.set(phone, null);
    if (status === 'Removed') {
      if (this.unknown.get(phone) === uri && !isOurs) this.unknown.delete(phone);
      return !isOurs;
    }
    if (status === 'Reachable') this.unknown.delete(phone);
    if (status === 'Unreachable' || status === 'NonQualified') this.unknown.set(phone, uri);
    if (isOurs) this.renewed.delete(phone);
    else if (status === 'NonQualified') this.lookSoon(phone);
    return true;
  }

  /** A phone has registered, with a new contact or again with the one that it had. */
  registered(endpoint: string): void {
    if (this.unknown.has(endpoint)) this.lookSoon(endpoint);
  }

  /** Whether it was heard where the phone is registered, or that it is not. */
  knows(phone: string): boolean {
    return this.latest.has(phone);
  }

  /** Takes the phone out of the media server's register; its calls stay. */
  async drop(phone: string): Promise<void> {
    const uri = this.latest.get(phone) ?? null;
    if (uri === null) return;
    this.unknown.delete(phone);
    await this.options.ari.request('DELETE', pathOf(phone, uri)).catch((error: unknown) => {
      if (!isGone(error)) throw error;
    });
  }

  /** What a phone says that it is; empty where it says nothing. Its own text: whoever shows it must not trust it. */
  async userAgentOf(phone: string, uri: string): Promise<string> {
    const fields = await this.options.ari.request<{ attribute: string; value: string }[]>('GET', pathOf(phone, uri));
    return fields.find(({ attribute }) => attribute === 'user_agent')?.value ?? '';
  }

  private lookSoon(phone: string): void {
    setTimeout(() => {
      const uri = this.unknown.get(phone);
      if (uri === undefined || this.renewed.has(phone)) return;
      this.renewed.set(phone, uri);
      this.renew(phone, uri).catch((error: unknown) => {
        this.renewed.delete(phone);
        this.options.log.warn({ phone, reason: String(error) }, 'a phone that registered could not be asked at once');
      });
    }, answerMs).unref();
  }

  private async renew(phone: string, uri: string): Promise<void> {
    const { ari } = this.options;
    const path = pathOf(phone, uri);
    const fields = await ari.request('GET', path).catch((error: unknown) => {
      if (isGone(error)) return null;
      throw error;
    });
    if (fields === null) return void this.renewed.delete(phone);
    await ari.request('DELETE', path);
    await ari.request('PUT', path, {}, { fields });
  }
}

/** A desk phone that is reachable now and was not before, or null for any other event. */
export function newDeskContact(event: AriEvent): { agentId: string; endpoint: string; uri: string } | null {
  if (event.type !== 'ContactStatusChange' || event.contact_info?.contact_status !== 'Reachable') return null;
  const endpoint = event.endpoint?.resource ?? '';
  const phone = phoneOfEndpoint(endpoint);
  return phone?.kind === 'desk' ? { agentId: phone.agentId, endpoint, uri: event.contact_info.uri ?? '' } : null;
}

/** The host of a SIP address, as `sip:701@192.0.2.1:5062;ob`; empty where there is none. */
export const hostOfUri = (uri: string): string =>
  /^sips?:(?:[^@]*@)?(\[[0-9a-fA-F:.]+\]|[^:;>?]+)/.exec(uri)?.[1] ?? '';

/** Asterisk names a contact by its phone and the hash of its address. */
function pathOf(phone: string, uri: string): string {
  const id = `${phone};@${createHash('md5').update(uri).digest('hex')}`;
  return `/asterisk/config/dynamic/res_pjsip/contact/${encodeURIComponent(id)}`;
}

/**
 * The channels of the media server, also when it cannot tell about one of them: a byte that is no UTF-8 in a Call-ID
 * is enough, and then the list of all is answered with 500, and the channel alone with nothing.
 */
import { AriError, type AriClient } from './client.ts';
import type { AriChannel, AriEndpoint } from './wire.ts';

export interface Channels {
  channels: AriChannel[];
  /** Ids of those that Asterisk has and cannot describe. */
  unreadable: string[];
}

/** Asked one by one only when the list is refused. @throws when the media server cannot be asked. */
export async function listChannels(ari: Pick<AriClient, 'request'>): Promise<Channels> {
  try {
    return { channels: await ari.request<AriChannel[]>('GET', '/channels'), unreadable: [] };
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return oneByOne(ari);
  }
}

/** All our legs belong to an endpoint, and endpoints name their channels. */
async function oneByOne(ari: Pick<AriClient, 'request'>): Promise<Channels> {
  const endpoints = await ari.request<AriEndpoint[]>('GET', '/endpoints/PJSIP');
  const found: Channels = { channels: [], unreadable: [] };
  for (const id of new Set(endpoints.flatMap(({ channel_ids: ids = [] }) => ids))) {
    try {
      const channel = await ari.request<AriChannel | undefined>('GET', `/channels/${encodeURIComponent(id)}`);
      if (channel) found.channels.push(channel);
      else found.unreadable.push(id);
    } catch (error) {
      if (isUnreadable(error)) found.unreadable.push(id);
      // One that has ended meanwhile answers 404.
      else if (!(error instanceof AriError)) throw error;
    }
  }
  return found;
}

const isUnreadable = (error: unknown): boolean => error instanceof AriError && error.status === 500;

/**
 * Keeps former owners away from the media server. Its one strong user may only change the password of a second one,
 * `owner`, and that is the one whom everything else is asked as: whoever becomes the owner changes it, and from then
 * on Asterisk itself refuses what a process that was stopped in the meantime still has to say. The password begins
 * with the epoch, so an older owner recognises a younger one.
 */
import { randomBytes } from 'node:crypto';
import type { Log } from '../../kernel/log.ts';
import { LeaseLost, type Lease } from '../engine/lease.ts';
import { AriError, basic, type AriClient, type Fence } from './client.ts';

const user = 'owner';
const place = `/asterisk/config/dynamic/res_ari/user/${user}`;

export interface MediaFenceOptions {
  /** Asks as the strong user. */
  strong: Pick<AriClient, 'request' | 'authorization'>;
  lease: Pick<Lease, 'epoch' | 'confirm' | 'lookAnew' | 'lose'>;
  log: Log;
}

export class MediaFence implements Fence {
  private readonly options: MediaFenceOptions;
  private claimed: { epoch: number; authorization: string } | null = null;
  private claiming: Promise<string> | null = null;
  /**
   * Whether the media server keeps former owners out. One that stands elsewhere and is not set up for it does not.
   */
  isFenced = true;

  constructor(options: MediaFenceOptions) {
    this.options = options;
  }

  /** What a request of the owner is signed with. @throws LeaseLost when this process is not the owner. */
  async authorization(): Promise<string> {
    const epoch = await this.options.lease.confirm(this.isFenced);
    if (this.claimed?.epoch === epoch) return this.claimed.authorization;
    this.claiming ??= this.claim(epoch).finally(() => {
      this.claiming = null;
    });
    return this.claiming;
  }

  /**
   * Claims again before the next request: Asterisk did not know us, because it has restarted or because another owns
   * it.
   */
  forget(refused?: string): void {
    if (refused === undefined || refused === this.claimed?.authorization) this.claimed = null;
  }

  private async claim(epoch: number): Promise<string> {
    const { strong, lease, log } = this.options;
    try {
      if ((await this.epochThere()) > epoch) {
        lease.lose();
        throw new LeaseLost();
      }
      // Another one each time: what a former owner has sent under its last one stays refused, even if it sets one again.
      const password = `${epoch}-${randomBytes(24).toString('hex')}`;
      await strong.request('PUT', place, {}, { fields: [{ attribute: 'password', value: password }] });
      // Between the two requests another may have become the owner: then this one has shut it out for a moment, and commands nothing.
      await lease.lookAnew();
      if (lease.epoch !== epoch) throw new LeaseLost();
      this.isFenced = true;
      this.claimed = { epoch, authorization: basic(user, password) };
    } catch (error) {
      if (!(error instanceof AriError) || error.status >= 500 || error.status === 401) throw error;
      if (this.isFenced)
        log.warn(
          { reason: error.message },
          'the media server cannot change credentials with its owner: see sorcery.conf in docs/configuration.md',
        );
      this.isFenced = false;
      this.claimed = { epoch, authorization: strong.authorization };
    }
    return this.claimed.authorization;
  }

  /** The epoch of whoever owns the media server in its own eyes; 0 for nobody. */
  private async epochThere(): Promise<number> {
    const fields = await this.options.strong
      .request<{ attribute: string; value: string }[]>('GET', place)
      .catch((error: unknown) => {
        if (error instanceof AriError && error.status === 404) return [];
        throw error;
      });
    return Number.parseInt(fields.find(({ attribute }) => attribute === 'password')?.value ?? '', 10) || 0;
  }
}

/** Attacks on sign-ins, as the operator of the installation is told of them: for an hour, in this process's memory. */
import type { Trouble } from '@bahu/contract/status.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

export interface Attack {
  tenantId: string;
  account: string;
  address: string;
}

export interface Attacks {
  note(attack: Attack): void;
  /** One trouble for all of the last hour, or none. */
  troubles(): Trouble[];
}

const shownForMs = 3_600_000;
const maxKept = 1000;
const maxShown = 5;

/** No attacks yet. */
export function createAttacks(clock: Clock, log: Log): Attacks {
  let kept: (Attack & { at: number })[] = [];
  return {
    note: (attack) => {
      log.warn(attack, 'an account is under attack');
      kept = [...kept, { ...attack, at: clock.now() }].slice(-maxKept);
    },
    troubles: () => {
      kept = kept.filter(({ at }) => at > clock.now() - shownForMs);
      const addresses = [...new Set(kept.map(({ address }) => address))];
      const accounts = new Set(kept.map(({ tenantId, account }) => `${tenantId} ${account}`)).size;
      if (accounts === 0) return [];
      const shown = addresses.slice(-maxShown).join(', ');
      return [
        {
          code: 'sign-in.attack',
          what: `passwords of ${accounts} accounts are guessed, from ${shown}`,
          params: { accounts, addresses: shown },
        },
      ];
    },
  };
}

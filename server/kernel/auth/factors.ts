/**
 * Second factors in the database: those of tenants' users and those of the platform's operators are kept in two tables, by the same rules. Whoever
 * has confirmed one is asked for it, whatever a policy says by now.
 */
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { seal, unseal } from '../vault.ts';
import { hashRecoveryCode, newRecoveryCodes, stepOf } from './second-factor.ts';

interface Factor {
  /** For whom the secret was sealed and the recovery codes were hashed: the owner, or the id that they had then. */
  sealedFor: string;
  secret: string;
  /** Null as long as no code has confirmed it: it counts for nothing until then. */
  confirmedAt: Date | null;
  recoveryHashes: Buffer[];
  /** The last time step that was used: a code counts once. */
  lastStep: number;
}

/** A table that holds one factor for each owner. */
export interface FactorTable {
  /** Where its secrets belong, for the vault. */
  place(ownerId: string): string;
  /** The row, locked until the transaction ends, so that one code cannot be used twice at the same moment. */
  lock(tx: Tx, ownerId: string): Promise<Factor | undefined>;
  /** Writes a sealed secret anew as long as nothing was confirmed. False when a factor is in use. */
  begin(tx: Tx, ownerId: string, secret: string): Promise<boolean>;
  change(
    tx: Tx,
    ownerId: string,
    values: Partial<Pick<Factor, 'lastStep' | 'recoveryHashes'>> & { isConfirmed?: true },
  ): Promise<void>;
  remove(tx: Tx, ownerId: string): Promise<void>;
}

export interface Factors {
  /** Begins with a secret in clear. @throws Refusal conflict when a factor is in use: it has to be removed first. */
  begin(tx: Tx, ownerId: string, clear: string): Promise<void>;
  /** Confirms with a code; answers the recovery codes, of which only hashes are kept. @throws Refusal session.wrong-code, or conflict when none was begun. */
  confirm(tx: Tx, ownerId: string, code: string): Promise<string[]>;
  /** Uses up a code of the app or a recovery code. False when it is wrong or was used before. */
  use(tx: Tx, ownerId: string, code: string): Promise<boolean>;
  /** Removes it against a code. @throws Refusal session.wrong-code. */
  remove(tx: Tx, ownerId: string, code: string): Promise<void>;
}

/** The rules over a table. */
export function createFactors(table: FactorTable): Factors {
  const clearOf = ({ sealedFor, secret }: Factor): string => unseal(secret, table.place(sealedFor));

  async function use(tx: Tx, ownerId: string, code: string): Promise<boolean> {
    const factor = await table.lock(tx, ownerId);
    if (!factor?.confirmedAt) return false;
    const step = stepOf(clearOf(factor), code);
    if (step !== null) {
      if (step <= factor.lastStep) return false;
      await table.change(tx, ownerId, { lastStep: step });
      return true;
    }
    const hash = hashRecoveryCode(factor.sealedFor, code);
    const recoveryHashes = factor.recoveryHashes.filter((known) => !known.equals(hash));
    if (recoveryHashes.length === factor.recoveryHashes.length) return false;
    await table.change(tx, ownerId, { recoveryHashes });
    return true;
  }

  return {
    use,
    begin: async (tx, ownerId, clear) => {
      if (!(await table.begin(tx, ownerId, seal(clear, table.place(ownerId))))) throw new Refusal('conflict');
    },
    confirm: async (tx, ownerId, code) => {
      const factor = await table.lock(tx, ownerId);
      if (!factor || factor.confirmedAt) throw new Refusal('conflict');
      const step = stepOf(clearOf(factor), code);
      if (step === null) throw new Refusal('session.wrong-code');
      const codes = newRecoveryCodes();
      await table.change(tx, ownerId, {
        isConfirmed: true,
        lastStep: step,
        recoveryHashes: codes.map((recovery) => hashRecoveryCode(factor.sealedFor, recovery)),
      });
      return codes;
    },
    remove: async (tx, ownerId, code) => {
      if (!(await use(tx, ownerId, code))) throw new Refusal('session.wrong-code');
      await table.remove(tx, ownerId);
    },
  };
}

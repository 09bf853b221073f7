/** Who asks: the signed-in user with everything that decides what he may see and do. */
import type { DataScope, Permission, RoleCode } from '@bahu/contract/permissions.ts';
import { maskNumber } from '@bahu/domain/numbers/mask.ts';
import { nationalForm } from '@bahu/domain/numbers/dial.ts';

export interface Caller {
  readonly tenantId: string;
  readonly userId: string;
  readonly agentId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly extension: string;
  readonly role: RoleCode;
  readonly scope: DataScope;
  readonly permissions: ReadonlySet<Permission>;
  readonly masksNumbers: boolean;
  /** His department and all below it. */
  readonly departmentId: string | null;
  readonly departmentIds: readonly string[];
}

/** A number as this reader may see it: in the form his country writes, masked when his role says so. Every number in a reply goes through here. */
export function numberFor(reader: Pick<Caller, 'masksNumbers'>, number: string): string {
  return reader.masksNumbers ? maskNumber(nationalForm(number)) : nationalForm(number);
}

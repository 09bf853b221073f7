/** Who asks: the signed-in user with everything that decides what they may see and do. */
import type { DataScope, Permission, ScopedPermission, Scopes } from '@bahu/contract/permissions.ts';
import { maskNumber, maskNumbersIn, restoreNumbers } from '@bahu/domain/numbers/mask.ts';
import { nationalForm } from '@bahu/domain/numbers/dial.ts';

export type TenantStatus = 'active' | 'suspended' | 'expired';

export interface Principal {
  readonly tenantId: string;
  readonly tenantStatus: TenantStatus;
  /** Of the user, who is an agent of the same id. */
  readonly userId: string;
  /** Of the session, or of the API key. */
  readonly sessionId: string;
  /** In person, by a key of theirs, or the provider's operator in support with an administrator's rights. */
  readonly via: 'session' | 'api-key' | 'operator';
  /** As the audit log names them: the user, their key, or the operator. */
  readonly name: string;
  readonly extension: string;
  readonly role: {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly autoAnswerSeconds: number;
  };
  /** The role that they try out; `permissions`, scopes and mask are then what both roles allow. */
  readonly viewingAs: { readonly id: string; readonly name: string } | null;
  readonly scope: DataScope;
  /** Where a permission's scope differs from the role's; read it by `scopeOf`. */
  readonly scopes: Scopes;
  readonly permissions: ReadonlySet<Permission>;
  readonly masksNumbers: boolean;
  /** Their department and all below it. */
  readonly departmentId: string | null;
  readonly departmentIds: readonly string[];
  /** What they must do before anything else. */
  readonly mustChangePassword: boolean;
  readonly mustSetUpSecondFactor: boolean;
  readonly support: { readonly operatorId: string; readonly operatorName: string; readonly endsAt: Date } | null;
}

/** Over which rows the principal holds a permission: its own scope where the role gives it one, else the role's. */
export const scopeOf = (principal: Pick<Principal, 'scope' | 'scopes'>, permission: Permission): DataScope =>
  principal.scopes[permission as ScopedPermission] ?? principal.scope;

/** Whether anything can be changed: a tenant that has expired or was suspended only reads and exports. What a record `can` asks this first. */
export const mayChange = ({ tenantStatus }: Pick<Principal, 'tenantStatus'>): boolean => tenantStatus === 'active';

/** A number as this reader may see it: in the form their country writes, masked when their role says so. Every number in a reply goes through here. */
export function numberFor(reader: Pick<Principal, 'masksNumbers'>, number: string): string {
  return reader.masksNumbers ? maskNumber(nationalForm(number)) : nationalForm(number);
}

/** A text that people wrote (a name, a note) as this reader may see it: numbers that stand in it are masked as a number by itself. */
export const textFor = (reader: Pick<Principal, 'masksNumbers'>, text: string): string =>
  reader.masksNumbers ? maskNumbersIn(text) : text;

/** What an editor who saw `known` through `textFor` means by what they send back: numbers that were masked for them are kept. */
export const textFrom = (editor: Pick<Principal, 'masksNumbers'>, typed: string, known: string): string =>
  editor.masksNumbers ? restoreNumbers(typed, known) : typed;

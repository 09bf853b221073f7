/** What a slice says of itself, once: everything that others must know of it without knowing its code. */
import type { OwnFields } from '@bahu/domain/fields/built-in.ts';

/** The areas in which slices are grouped, in their order: a slice may import from its own area and from those before it. */
export const areas = ['platform', 'people', 'crm', 'work', 'outbound', 'insight', 'routing'] as const;
type Area = (typeof areas)[number];

/** The menus under which permissions are chosen, in their order; the text of each is `permissionMenus.<menu>`. */
export const menus = [
  'desk',
  'customers',
  'calls',
  'monitor',
  'users',
  'organisation',
  'telephony',
  'audit',
  'settings',
] as const;
export type PermissionMenu = (typeof menus)[number];

/** The built-in roles: 用户, 组长, 主管, 质检, 管理员. A tenant may add roles of its own. */
export const roleCodes = ['agent', 'leader', 'supervisor', 'inspector', 'administrator'] as const;
export type RoleCode = (typeof roleCodes)[number];

interface PermissionDefinition {
  /**
   * The built-in roles that hold it in a new tenant. What an agent may do, leaders may too, and what leaders may, supervisors; the administrator
   * holds everything.
   */
  readonly heldFrom: readonly Exclude<RoleCode, 'administrator'>[];
  /** It changes something: a company that has expired or was suspended does not have it (SPEC P1). */
  readonly isChanging?: true;
  /** It is over rows that belong to people: a role may hold it with a scope of its own instead of the role's (SPEC U1). */
  readonly isScoped?: true;
}

/** A kind of record that the audit log and, with an audience, the realtime topic `records` name. */
export interface RecordDefinition {
  /**
   * Who is told at once that one changed: `scope`, those within the scope of the permission `read`; `readers`, all who hold `read`;
   * `everybody` of the tenant; `starter`, who began it; `meant`, of those who hold `read` those whom it is meant for (contract/audience.ts), and
   * those within the scope of the permission `manage`. Records without an audience are named in the audit log alone.
   */
  readonly audience?: 'scope' | 'readers' | 'everybody' | 'starter' | 'meant';
  readonly read?: string;
  readonly manage?: string;
  /** Of a record with the audience `scope`: whether what belongs to nobody is everybody's, and whether it is a department itself. */
  readonly owned?: { readonly hasPool?: true; readonly isDepartment?: true };
}

/** A kind of record whose fields a tenant designs: what it has without design, and where it is kept. */
interface FieldOwnerDefinition extends OwnFields {
  /** Its rows have `fields`, by the ids of the designed ones. */
  readonly table: string;
  /** Where rows are kept that can be restored, with their `fields`: their files stay. */
  readonly bin?: string;
  /** One of them, of the slice's `records`, as its slice offers it to others. */
  readonly record: string;
  /** The permissions that whoever reads one needs; a scoped one over all, for all of them. */
  readonly reads: readonly string[];
  /** Any of these lets somebody write one. */
  readonly writes: readonly string[];
}

export interface SliceDefinition {
  /** The noun: the name of its folders and files. */
  readonly name: string;
  readonly area: Area;
  /** Where its permissions are chosen; belongs to whoever has permissions. */
  readonly menu?: PermissionMenu;
  /** `noun.action` for each menu and what can be done in it. */
  readonly permissions?: Readonly<Record<string, PermissionDefinition>>;
  /** Codes of its refusals with their HTTP status. */
  readonly errors?: Readonly<Record<string, number>>;
  /** What it writes into the audit log, `noun.verb`. */
  readonly auditActions?: readonly string[];
  readonly records?: Readonly<Record<string, RecordDefinition>>;
  /** Records whose fields a tenant designs, by their list. */
  readonly fieldOwners?: Readonly<Record<string, FieldOwnerDefinition>>;
  /** Lists whose columns and views people arrange. */
  readonly lists?: readonly string[];
  /** What can be exported, and the permission that it needs. */
  readonly exports?: Readonly<Record<string, string>>;
  /** What can be imported, and the permission that it needs. */
  readonly imports?: Readonly<Record<string, string>>;
  /** Imports whose rows are numbers of others: whose numbers are there already would tell roles that mask numbers what is hidden. */
  readonly importsOfNumbers?: readonly string[];
  /** What the one search finds of it, and the permissions of which any lets somebody look for it (SPEC C1). */
  readonly finds?: Readonly<Record<string, { readonly needs: readonly string[] }>>;
  /** Records of which people are reminded until they have read them (SPEC C8); each is one of `records`. */
  readonly todos?: readonly string[];
  /** What of it stands in the timeline of a customer, by kind of entry. */
  readonly timeline?: readonly string[];
  /** Events of which other systems may be told, `record.verb`: they get what `GET /<record>s/:id` answers. */
  readonly events?: readonly string[];
}

/** Declares a slice with its literal types kept. */
export const defineSlice = <const T extends SliceDefinition>(slice: T): T => slice;

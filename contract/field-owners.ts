/** The kinds of records whose fields a tenant designs, as their slices declare them (SPEC C6). */
import type { Permission } from './permissions.ts';
import { keysOf, tableOf, type KeyOf } from './slices/derived.ts';

/** By the name of their list. */
export type FieldOwner = KeyOf<'fieldOwners'>;
export const fieldOwners = keysOf('fieldOwners');
export const fieldsOfOwner = tableOf('fieldOwners');
/** Whether a list is one of records whose fields a tenant designs. */
export const isFieldOwner = (list: string): list is FieldOwner => Object.hasOwn(fieldsOfOwner, list);
/** The permissions that whoever reads one of them needs. */
export const readsOf = (owner: FieldOwner): readonly Permission[] => fieldsOfOwner[owner].reads;
/** Any of these permissions lets somebody write one of them. */
export const writesOf = (owner: FieldOwner): readonly Permission[] => fieldsOfOwner[owner].writes;

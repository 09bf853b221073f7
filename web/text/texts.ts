/**
 * What texts there are. Each part says its own in `<part>.zh.ts` beside what speaks them, adds itself to `TextsByPart` there, and says the same in
 * `<part>.en.ts`. Parts are joined into one tree, so that several may write under `errors`, `permissions` or `audit`.
 */
import type { AuditAction } from '@bahu/contract/audit.ts';
import type { ErrorCode } from '@bahu/contract/errors.ts';
import type { Permission } from '@bahu/contract/permissions.ts';

/** Filled by the parts, which add to it from elsewhere. @public */
// oxlint-disable-next-line typescript/no-empty-object-type -- interfaces alone can be added to from elsewhere
export interface TextsByPart {}

export type PartName = keyof TextsByPart;

/** A union of trees as one tree that has the keys of all. */
type Joined<T> = (T extends unknown ? (tree: T) => void : never) extends (tree: infer All) => void ? All : never;
type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };

/** All texts of a language. Not all of them are loaded: see `load.ts`. */
export type Texts = Shape<Joined<TextsByPart[PartName]>>;

/** What the other language must have: the same keys. Forms for one and many, which Chinese has not, may come in addition. */
export type Translated<T> = {
  [K in keyof T as K extends string ? K : never]: T[K] extends string ? string : Translated<T[K]>;
};

/** Does not compile when a refusal, a permission or an action of the audit log has no text in any part. */
type Complete<T extends Record<Key, string>, Key extends string> = keyof T;
/** Asserted here and used nowhere. @public */
export type CompleteTexts =
  | Complete<Texts['errors'], ErrorCode>
  | Complete<Texts['permissions'], Permission>
  | Complete<Texts['audit']['actions'], AuditAction>;

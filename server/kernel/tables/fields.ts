import type { FieldOwner } from '@bahu/contract/field-owners.ts';
import type {
  FieldClient,
  FieldDefault,
  FieldOption,
  FieldState,
  FieldType,
  Labels,
} from '@bahu/domain/fields/field.ts';
import type { Generated, Json, JsonWithDefault, MomentWithDefault, Nullable, OfTenant } from './columns.ts';

/** Where a tenant put a field that is built in; null for what it left as it is. */
export interface BuiltInFieldRow extends OfTenant {
  owner: FieldOwner;
  key: string;
  state: Nullable<FieldState>;
  width: Nullable<number>;
  position: Nullable<number>;
  version: Generated<number>;
}

/** A field that a tenant designed for one kind of its records. */
export interface FieldDefinitionRow extends OfTenant {
  id: string;
  owner: FieldOwner;
  fieldId: string;
  key: string;
  type: FieldType;
  labels: Json<Labels>;
  options: JsonWithDefault<FieldOption[]>;
  state: FieldState;
  required: Json<Record<FieldClient, boolean>>;
  position: number;
  width: number;
  defaultValue: JsonWithDefault<FieldDefault>;
  /** Where its key stands in `fieldKeys` of the records, from 1; null for fields without an index. */
  slot: Nullable<number>;
  /** Whether every record has its key. */
  isIndexed: Generated<boolean>;
  version: Generated<number>;
  createdAt: MomentWithDefault;
}

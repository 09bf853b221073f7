/** The limits of a field, read from the schema of the contract, so that the form and the server cannot disagree. Pure. */

/** As much of JSON Schema as the contract uses for fields. */
interface SchemaNode {
  readonly type?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string | RegExp;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: unknown;
  readonly anyOf?: readonly unknown[];
}
export interface FormSchema {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[] | undefined;
}

export interface Rules {
  isRequired: boolean;
  /** Null stands for "none". */
  isNullable: boolean;
  isWhole: boolean;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  /** Of each item of a list. */
  itemLength?: number;
}
export interface Violation {
  rule: 'required' | 'minLength' | 'maxLength' | 'pattern' | 'minimum' | 'maximum' | 'maxItems';
  limit?: number;
}

const nodeOf = (value: unknown): SchemaNode => (typeof value === 'object' && value !== null ? value : {});
const isNull = (node: SchemaNode): boolean => node.type === 'null';

/** What the schema says of one field; a field that it does not know has no limits. */
export function rulesOf(schema: FormSchema, name: string): Rules {
  const outer = nodeOf(schema.properties[name]);
  const parts = outer.anyOf?.map(nodeOf) ?? [outer];
  const node = parts.find((part) => !isNull(part)) ?? {};
  const isNullable = parts.some(isNull);
  const pattern = node.pattern instanceof RegExp ? node.pattern.source : node.pattern;
  const item = nodeOf(node.items);
  const limits = {
    minLength: node.minLength,
    maxLength: node.maxLength,
    pattern,
    minimum: node.minimum,
    maximum: node.maximum,
    maxItems: node.maxItems,
    itemLength: item.maxLength,
  };
  const known = Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
  // A number may be absent from a change and yet never be empty; a text may be empty when the schema lets it.
  const isRequired =
    name in schema.properties &&
    !isNullable &&
    ((node.minLength ?? 0) > 0 ||
      refusesEmpty(pattern) ||
      node.format !== undefined ||
      node.type === 'number' ||
      node.type === 'integer');
  return { ...known, isRequired, isNullable, isWhole: node.type === 'integer' };
}

/** The limits of the lines of a field, all that any of them may have; none where the schema knows no lines. */
export function linesSchema(schema: FormSchema, name: string): FormSchema {
  const items = nodeOf(nodeOf(schema.properties[name]).items);
  const all = (items.anyOf ?? [items]).map((part) => (part as Partial<FormSchema>).properties ?? {});
  return { properties: Object.assign({}, ...all) as FormSchema['properties'] };
}

/** The rules of a field that the form asks for, or does not, whatever the schema says: a choice that may be none may still be needed here. */
export const asRequired = (rules: Rules, isRequired: boolean | undefined): Rules =>
  isRequired === undefined ? rules : { ...rules, isRequired, isNullable: rules.isNullable && !isRequired };

const refusesEmpty = (pattern: string | undefined): boolean => pattern !== undefined && !new RegExp(pattern).test('');

/** The first rule that a value breaks, or null. An empty text of a nullable field stands for null; a list that is empty is missing where the field must be filled. */
export function violationOf(rules: Rules, value: unknown): Violation | null {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
    return rules.isRequired && !rules.isNullable ? { rule: 'required' } : null;
  if (typeof value === 'string') return textViolation(rules, value);
  if (typeof value === 'number') return numberViolation(rules, value);
  if (Array.isArray(value)) return listViolation(rules, value);
  return null;
}

function textViolation({ isRequired, minLength, maxLength, pattern }: Rules, value: string): Violation | null {
  if (isRequired && value.trim() === '') return { rule: 'required' };
  if (minLength !== undefined && value.length < minLength) return { rule: 'minLength', limit: minLength };
  if (maxLength !== undefined && value.length > maxLength) return { rule: 'maxLength', limit: maxLength };
  return pattern !== undefined && !new RegExp(pattern).test(value) ? { rule: 'pattern' } : null;
}

function numberViolation({ minimum, maximum }: Rules, value: number): Violation | null {
  if (minimum !== undefined && value < minimum) return { rule: 'minimum', limit: minimum };
  return maximum !== undefined && value > maximum ? { rule: 'maximum', limit: maximum } : null;
}

function listViolation({ maxItems, itemLength }: Rules, value: readonly unknown[]): Violation | null {
  if (maxItems !== undefined && value.length > maxItems) return { rule: 'maxItems', limit: maxItems };
  const isLong = itemLength !== undefined && value.some((item) => typeof item === 'string' && item.length > itemLength);
  return isLong ? { rule: 'maxLength', limit: itemLength } : null;
}

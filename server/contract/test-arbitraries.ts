/** Values made from the schemas of the contract: right ones up to their limits, wrong ones, hostile ones. */
import fc from 'fast-check';
import type { TSchema } from 'typebox';

interface Shape {
  type?: string;
  properties?: Record<string, TSchema>;
  patternProperties?: Record<string, TSchema>;
  required?: string[];
  minProperties?: number;
  maxProperties?: number;
  anyOf?: TSchema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  items?: TSchema;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
}

const texts = [
  '',
  ' ',
  '王小明',
  '=cmd|x',
  "'; drop table users; --",
  '${jndi:ldap://x}',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '%00',
  '\u202e',
  '13800138000',
  '154****0042',
  '😀',
  '0',
  'null',
];

/** What no schema asks for. */
const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    [],
    {},
    0,
    -1,
    1e308,
    Number.MAX_SAFE_INTEGER,
    -1.5,
    true,
    '\0',
    'a\0b',
    '\ud800',
    'a\udfffb',
    'x'.repeat(5000),
    '9'.repeat(400),
    'NaN',
    'Infinity',
    '0000-00-00T00:00:00Z',
    '9999-12-31T23:59:60Z',
    '275760-09-13T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '00000000-0000-0000-0000-000000000000',
    ...texts,
  ),
  fc.string({ unit: 'binary' }),
  fc.anything({ maxDepth: 3, withNullPrototype: false }),
  fc.uuid(),
  fc.integer(),
  fc.double({ noNaN: true }),
);

/** A value that a schema takes, its limits more often than by chance. `ids` are those of records that exist. */
export function valid(schema: TSchema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const shape = schema as unknown as Shape;
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.enum) return fc.constantFrom(...shape.enum);
  if (shape.anyOf) return fc.oneof(...shape.anyOf.map((branch) => valid(branch, ids)));
  switch (shape.type) {
    case 'object':
      return validObject(shape, ids);
    case 'array':
      return fc.array(valid(shape.items!, ids), {
        minLength: shape.minItems ?? 0,
        maxLength: Math.max(shape.minItems ?? 0, Math.min(shape.maxItems ?? 6, 6)),
      });
    case 'integer':
      return validNumber(shape, true);
    case 'number':
      return validNumber(shape, false);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return validText(shape, ids);
    default:
      return hostile;
  }
}

function validObject(
  { properties = {}, patternProperties, required = [], minProperties = 0, maxProperties }: Shape,
  ids: readonly string[],
): fc.Arbitrary<unknown> {
  const [anyValue] = Object.values(patternProperties ?? {});
  if (anyValue)
    return fc.dictionary(fc.constantFrom('search', 'stage', 'owner', '名称'), valid(anyValue, ids), { maxKeys: 3 });
  const parts = Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, valid(part, ids)]));
  if (maxProperties === undefined) return fc.record(parts, { requiredKeys: required, noNullPrototype: true });
  // Few of many, none of which is needed: all of them would hardly ever be made.
  return fc
    .subarray(Object.keys(parts), { minLength: minProperties, maxLength: maxProperties })
    .chain((names) =>
      fc.record(Object.fromEntries(names.map((name) => [name, parts[name]!])), { noNullPrototype: true }),
    );
}

function validNumber(
  { minimum = -2_147_483_648, maximum = 2_147_483_647 }: Shape,
  isWhole: boolean,
): fc.Arbitrary<number> {
  // Versions are small, and rows that nobody changed have the first.
  const limits = fc.constantFrom(
    ...new Set([minimum, maximum, Math.max(minimum, Math.min(1, maximum)), Math.max(minimum, Math.min(2, maximum))]),
  );
  return fc.oneof(
    { arbitrary: limits, weight: 3 },
    isWhole
      ? fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) })
      : fc.double({ min: minimum, max: maximum, noNaN: true }),
  );
}

function validText(
  { format, pattern, minLength = 0, maxLength = 200 }: Shape,
  ids: readonly string[],
): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.oneof({ arbitrary: fc.constantFrom(...ids), weight: 4 }, fc.uuid());
  if (format === 'date-time') {
    const years = fc
      .date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
    return fc.oneof(
      years,
      fc.constantFrom('0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z', '2026-02-28T23:59:59+08:00'),
    );
  }
  if (pattern)
    return fc
      .stringMatching(new RegExp(pattern))
      .filter((text) => text.length >= minLength && text.length <= maxLength);
  const known = texts.filter((text) => text.length >= minLength && text.length <= maxLength);
  const free = fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.min(maxLength, 40)) }),
      fc.constantFrom('x'.repeat(minLength), '长'.repeat(maxLength)),
    )
    .map((text) => text.slice(0, maxLength).replace(/[\ud800-\udbff]$/, ''))
    .filter((text) => text.length >= minLength);
  return known.length ? fc.oneof(fc.constantFrom(...known), free) : free;
}

/** A right value with something wrong in it, or something else altogether. */
export function bent(schema: TSchema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const names = Object.keys((schema as unknown as Shape).properties ?? {});
  const key = fc.constantFrom(...names, '__proto__', 'constructor', 'tenantId', 'extra');
  const changed = fc
    .tuple(valid(schema, ids), key, fc.oneof(hostile, fc.constant(undefined)))
    .map(([value, name, wrong]) => {
      const copy = { ...(value as object) };
      Object.defineProperty(copy, name, { value: wrong, enumerable: true, configurable: true });
      return copy;
    });
  return fc.oneof({ arbitrary: changed, weight: 3 }, hostile);
}

/** Small examples for the description of the API, made from the schemas. */
import type { TSchema } from 'typebox';

interface Parts {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: TSchema[];
  properties?: Record<string, TSchema>;
  items?: TSchema;
  format?: string;
  pattern?: string;
  minimum?: number;
  minLength?: number;
  minItems?: number;
}

const ofFormat: Readonly<Record<string, string>> = {
  uuid: '0199e5b2-8c00-7000-8000-000000000001',
  'date-time': '2026-11-22T08:00:00.000Z',
};

/** A value of the right shape, every field with a value of its own kind; patterns are not kept to. */
export function exampleOf(schema: TSchema): unknown {
  const part = schema as unknown as Parts;
  if ('const' in part) return part.const;
  if (part.enum) return part.enum[0];
  if (part.anyOf) return exampleOf(part.anyOf[0]!);
  switch (part.type) {
    case 'object':
      return Object.fromEntries(Object.entries(part.properties ?? {}).map(([name, inner]) => [name, exampleOf(inner)]));
    case 'array':
      return part.items ? Array.from({ length: Math.max(1, part.minItems ?? 1) }, () => exampleOf(part.items!)) : [];
    case 'integer':
    case 'number':
      return Math.max(part.minimum ?? 1, 1);
    case 'boolean':
      return true;
    case 'string':
      return ofFormat[part.format ?? ''] ?? '1'.repeat(Math.max(part.minLength ?? 0, 3));
    default:
      return null;
  }
}

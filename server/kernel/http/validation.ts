/**
 * Requests are checked against the contract before a handler sees them. Bodies are taken as they are; query strings and paths are text and are
 * converted. A name that the contract does not have is refused wherever it stands: an old or misspelt one would be lost in silence.
 */
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Format } from 'typebox/format';
import { Settings } from 'typebox/system';
import { Value } from 'typebox/value';
import type { ValidationError } from '@bahu/contract/errors.ts';
import { Refusal } from '../errors.ts';
import { isId } from '../ids.ts';

type SchemaError = ReturnType<ReturnType<typeof Compile>['Errors']>[number];

const maxFields = 20;
/** Of a moment with a year of four digits. */
const isoLength = '2026-11-29T08:00:00.000Z'.length;
/** PostgreSQL cannot store a NUL, and half of a surrogate pair is no character. */
const unstorable = /[\0\ud800-\udfff]/u;

// Of a union each branch has its errors, and the one that was meant is not to be cut off.
Settings.Set({ maxErrors: 200 });

// An id is written in one way, as it was given out: told apart from itself, or taken twice, one in capitals would be lost in silence.
Format.Set('uuid', isId);

/** What the format of a moment says, and what every calendar has besides: no leap second, and none that is in the year 10000 elsewhere. */
Format.Set('date-time', (text) => {
  const moment = new Date(text);
  return Format.IsDateTime(text) && !Number.isNaN(moment.getTime()) && moment.toISOString().length === isoLength;
});

/**
 * A function that takes one part of a request and returns it valid.
 * It throws the refusal `input.invalid` with the fields that are wrong.
 */
export function checker(schema: TSchema, part: 'params' | 'query' | 'body'): (value: unknown) => unknown {
  const compiled = Compile(schema);
  return (value) => {
    if (part === 'query') refuseUnknown(value, namesOf(schema));
    const taken = part === 'body' ? value : Value.Convert(schema, { ...(value as object) });
    if (!compiled.Check(taken))
      throw new Refusal(
        'input.invalid',
        undefined,
        ofClosestBranches(compiled.Errors(taken)).flatMap(describe).filter(isTelling).slice(0, maxFields),
      );
    refuseUnstorable(taken, '');
    return taken;
  };
}

const namesOf = (schema: TSchema): readonly string[] =>
  Object.keys((schema as { properties?: object }).properties ?? {});

/** @throws Refusal input.invalid that names each part of `value` which is none of `known`; a value that is no object has no parts. */
export function refuseUnknown(value: unknown, known: readonly string[] = []): void {
  const names = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Refusal(
      'input.invalid',
      undefined,
      unknown.slice(0, maxFields).map((name) => unknownAt('', name)),
    );
}

/** A moment that passed the contract's format, as a Date. @throws Refusal input.invalid for one that no calendar has, e.g. a leap second. */
export function readMoment(text: string, path: string): Date {
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime()))
    throw new Refusal('input.invalid', undefined, [{ path, rule: 'format', limit: 'date-time' }]);
  return moment;
}

/** Depth is bounded by the schema, which the value has passed. */
function refuseUnstorable(value: unknown, at: string): void {
  if (typeof value === 'string' && unstorable.test(value))
    throw new Refusal('input.invalid', undefined, [{ path: at, rule: 'text' }]);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) refuseUnstorable(inner, at ? `${at}.${key}` : key);
}

/** Of a union only what is wrong with the branch that fits best: what the others ask for was never meant. */
function ofClosestBranches(errors: readonly SchemaError[]): SchemaError[] {
  const beside = new Set<SchemaError>();
  for (const union of errors.filter(({ keyword }) => keyword === 'anyOf')) {
    const start = `${union.schemaPath}/anyOf/`;
    const branches = new Map<string, SchemaError[]>();
    for (const error of errors) {
      if (!error.schemaPath.startsWith(start) || !isWithin(error, union)) continue;
      const branch = error.schemaPath.slice(start.length).split('/')[0]!;
      branches.set(branch, [...(branches.get(branch) ?? []), error]);
    }
    const [, ...others] = [...branches.values()].toSorted((a, b) => distance(a, union) - distance(b, union));
    for (const error of others.flat()) beside.add(error);
  }
  return errors.filter((error) => !beside.has(error));
}

const isWithin = ({ instancePath }: SchemaError, { instancePath: union }: SchemaError): boolean =>
  instancePath === union || instancePath.startsWith(`${union}/`);

/** How far a branch is from what was sent: of another type altogether, else by how much of it is wrong. */
const distance = (branch: readonly SchemaError[], { instancePath }: SchemaError): number =>
  branch.some((error) => error.keyword === 'type' && error.instancePath === instancePath)
    ? maxErrors
    : branch.flatMap(describe).filter(isTelling).length;
const maxErrors = 10_000;

/** The path is dotted, the rule is the keyword of JSON Schema, the limit is its value where it has one. */
function describe(found: SchemaError): ValidationError[] {
  const path = found.instancePath.slice(1).replaceAll('/', '.');
  const params = found.params as { requiredProperties?: string[]; additionalProperties?: string[]; limit?: unknown };
  if (found.keyword === 'required')
    return (params.requiredProperties ?? []).map((name) => ({ path: join(path, name), rule: 'required' }));
  if (found.keyword === 'additionalProperties')
    return (params.additionalProperties ?? []).map((name) => unknownAt(path, name));
  const { limit } = params;
  return typeof limit === 'number' || typeof limit === 'string'
    ? [{ path, rule: found.keyword, limit }]
    : [{ path, rule: found.keyword }];
}

const unknownAt = (path: string, name: string): ValidationError => ({
  path: join(path, name).slice(0, 100),
  rule: 'unknown',
});

/** Which branch of a union failed how is noise to a reader. */
const isTelling = (field: ValidationError): boolean => field.rule !== 'boolean' && field.rule !== 'anyOf';

const join = (path: string, name: string): string => (path ? `${path}.${name}` : name);

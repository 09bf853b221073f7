/** Schemas of the fields that records have without design, from their definitions. */
import { Type, type TEnum, type TOptional, type TSchema, type TString } from 'typebox';
import type { BuiltInField } from '@bahu/domain/fields/customer-fields.ts';

type Definitions = Readonly<Record<string, BuiltInField>>;
type SchemaOf<F extends BuiltInField> = F extends { readonly options: infer O }
  ? TEnum<Extract<keyof O, string>[]>
  : TString;
type Schemas<F extends Definitions> = { [K in keyof F]: SchemaOf<F[K]> };

const mapped = <T, R>(of: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [key, change(value)]));

/** As a form sends them and the API returns them: a code of the list, or a text within its limit. */
export const schemasOf = <F extends Definitions>(fields: F): Schemas<F> =>
  mapped(fields, ({ options, most, isRequired }) =>
    options ? Type.Enum(Object.keys(options)) : Type.String({ ...(isRequired && { minLength: 1 }), maxLength: most }),
  ) as unknown as Schemas<F>;

/** Those that need not be sent. */
export const optionalOf = <S extends Readonly<Record<string, TSchema>>>(schemas: S) =>
  mapped(schemas, (schema) => Type.Optional(schema)) as unknown as { [K in keyof S]: TOptional<S[K]> };

/** Codes of a list in its order. */
export const codesOf = <O extends Readonly<Record<string, unknown>>>({ options }: { readonly options: O }) =>
  Object.keys(options) as Extract<keyof O, string>[];

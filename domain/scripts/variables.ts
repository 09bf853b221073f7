/** Variables in the text of a script: what there is, which are unknown, and the text with their values. Pure. */

/** Of every company; `customer.fields.<code>` are those that it has designed. */
export const scriptVariables = [
  'customer.name',
  'customer.title',
  'customer.company',
  'customer.phone',
  'customer.address',
  'call.number',
  'call.queue',
  'agent.name',
  'agent.extension',
] as const;
export type ScriptVariable = (typeof scriptVariables)[number];
export const fieldVariable = 'customer.fields.';

/** Spaces around a name are cut off in code: an expression that looks for them takes a time that grows with the cube of their number. */
const variable = /\{\{([^{}]*)\}\}/g;

/** The names that stand in a text, each once. */
export const variablesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(variable)].map(([, name = '']) => name.trim())),
];

/** Those that there are not, by the codes of the fields that the company has. */
export const unknownVariables = (text: string, fieldKeys: readonly string[]): string[] =>
  variablesIn(text).filter(
    (name) =>
      !scriptVariables.some((known) => known === name) &&
      !(name.startsWith(fieldVariable) && fieldKeys.includes(name.slice(fieldVariable.length))),
  );

/** What stands for a variable without a value. */
export const nothing = '……';

/** The text as it is read out. Values are put in as they are: what looks like a variable in one is none. */
export const renderText = (text: string, valueOf: (name: string) => string, otherwise = nothing): string =>
  text.replaceAll(variable, (_, name: string) => valueOf(name.trim()) || otherwise);

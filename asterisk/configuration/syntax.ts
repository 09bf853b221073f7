/** Writes Asterisk's configuration format: sections of `name = value` lines. */
import { OptionError, safeValue } from '../options.ts';

type Value = string | number | boolean;
export type Entry = readonly [name: string, value: Value];

const asText = (name: string, value: Value): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? String(value) : safeValue(name, value);
};

/** One section. Names are ours, never an option's; values are checked. Throws OptionError for a value that the format cannot hold. */
export function section(title: string, entries: readonly Entry[], sign: '=' | '=>' = '='): string {
  if (!/^[A-Za-z0-9_.-]+$/.test(title)) throw new OptionError(`not a section name: ${JSON.stringify(title)}`);
  return [`[${title}]`, ...entries.map(([name, value]) => `${name} ${sign} ${asText(name, value)}`), ''].join('\n');
}

/** A whole file. */
export const file = (...sections: readonly string[]): string => sections.join('\n');

/**
 * One extension of the dialplan: its steps in order; a step may carry a label to go to.
 * Steps are written by us; options never reach a dialplan unchecked.
 */
export function extension(
  pattern: string,
  steps: readonly (string | readonly [label: string, step: string])[],
): string {
  const lines = steps.map((step, index) => {
    const [label, text] = typeof step === 'string' ? ['', step] : [`(${step[0]})`, step[1]];
    return index === 0 ? `exten => ${pattern},1${label},${text}` : ` same => n${label},${text}`;
  });
  return `${lines.join('\n')}\n`;
}

/** A context with its extensions; none at all means that nothing can be dialled in it. */
export const context = (name: string, ...extensions: readonly string[]): string => `[${name}]\n${extensions.join('')}`;

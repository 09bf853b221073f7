/** Values of fields as people and programs see them. */
import { nationalForm } from '../numbers/dial.ts';
import type { FieldDef } from './field.ts';
import { optionById } from './options.ts';
import { separators, type FieldLanguage } from './separators.ts';
import { areFiles, isStoredPhone, phoneText, understood, type FieldValue, type Stored } from './value.ts';
import { isMoment } from './wire.ts';

/** What showing needs beside the definition. Texts and numbers pass through the reader's mask here, and nowhere else. */
export interface Showing {
  readonly language: FieldLanguage;
  readonly utcOffsetMinutes: number;
  agentName(id: string): string | null;
  /** A text as the reader may see it. */
  text(text: string): string;
  /** A telephone number (E.164) as the reader may see it. */
  number(number: string): string;
}

/** As the field understands it. A text that the mask hides is no option of a list to this reader, or options that name numbers would find out which it is. */
const readFor = (field: FieldDef, stored: Stored, { text }: Pick<Showing, 'text'>): Stored =>
  typeof stored === 'string' && text(stored) !== stored ? stored : understood(field, stored);

/** A value in words; what does not fit its field any more is shown as it was written. Never empty for a value that is there. */
export function showValue(field: FieldDef, stored: Stored, showing: Showing): string {
  const value = readFor(field, stored, showing);
  if (typeof value === 'string') {
    if (field.type === 'phone' && isStoredPhone(value)) return phoneText(value, (line) => showing.number(line));
    return field.type === 'date-time' ? clockOf(value, showing) : showing.text(value);
  }
  if (areFiles(value)) return value.files.map(({ name }) => showing.text(name)).join(separators.values);
  if (!Array.isArray(value)) {
    const { agent } = value as { agent: string };
    return showing.agentName(agent) ?? agent;
  }
  const ids = value as readonly string[];
  const words = ids.map((id) => optionById(field, id)?.labels[showing.language] ?? id);
  return showing.text(words.join(field.type === 'cascade' ? separators.levels : separators.values));
}

function clockOf(stored: string, { utcOffsetMinutes, text }: Showing): string {
  if (!isMoment(stored)) return text(stored);
  return new Date(Date.parse(stored) + utcOffsetMinutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}

/**
 * A value as the API has it: codes of options, the id of an agent, files, texts as the reader may see them. Options and agents that are left in a
 * field of another type stay a list of their codes or ids, and files stay files, so that nobody takes them for a text (`wireText` has their words).
 */
export function toWire(field: FieldDef, stored: Stored, showing: Pick<Showing, 'text' | 'number'>): FieldValue {
  const { text } = showing;
  const value = readFor(field, stored, showing);
  if (typeof value === 'string')
    return field.type === 'phone' && isStoredPhone(value) ? phoneText(value, showing.number) : text(value);
  // In this order, in which the database does not keep them: what comes back is compared with what was shown.
  if (areFiles(value)) return value.files.map(({ id, name, type, size }) => ({ id, name: text(name), type, size }));
  if (!Array.isArray(value)) {
    const { agent } = value as { agent: string };
    return field.type === 'agent' ? agent : [agent];
  }
  const codes = (value as readonly string[]).map((id) => optionById(field, id)?.code ?? id);
  const isOne = field.type === 'radio' || field.type === 'select';
  return isOne && codes.length === 1 ? codes[0]! : codes;
}

/** A telephone number for whoever may see it. */
export const plainly: Pick<Showing, 'text' | 'number'> = { text: (text) => text, number: nationalForm };

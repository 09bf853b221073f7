/** Values of fields as people and programs see them. */
import { nationalForm } from '../numbers/dial.ts';
import { hasOptions, type FieldDef } from './field.ts';
import { optionById } from './options.ts';
import { separators, type FieldLanguage } from './separators.ts';
import { isStoredPhone, understood, type FieldValue, type Stored } from './value.ts';
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

const phoneText = (stored: string, number: (number: string) => string): string => {
  const [line = '', keys = ''] = stored.split(';');
  return number(line) + (keys && `转${keys}`);
};

/** A value in words; what does not fit its field any more is shown as it was written. Never empty for a value that is there. */
export function showValue(field: FieldDef, stored: Stored, showing: Showing): string {
  const value = understood(field, stored);
  if (typeof value === 'string') {
    if (field.type === 'phone' && isStoredPhone(value)) return phoneText(value, (line) => showing.number(line));
    return field.type === 'date-time' ? clockOf(value, showing) : showing.text(value);
  }
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

/** A value as the API has it: codes of options, the id of an agent, texts as the reader may see them. */
export function toWire(field: FieldDef, stored: Stored, showing: Pick<Showing, 'text' | 'number'>): FieldValue {
  const value = understood(field, stored);
  if (typeof value === 'string')
    return field.type === 'phone' && isStoredPhone(value) ? phoneText(value, showing.number) : showing.text(value);
  if (!Array.isArray(value)) return (value as { agent: string }).agent;
  const codes = (value as readonly string[]).map((id) => optionById(field, id)?.code ?? id);
  if (!hasOptions(field.type)) return showing.text(codes.join(separators.values));
  return codes.length === 1 && field.type !== 'multi-select' && field.type !== 'cascade' ? codes[0]! : codes;
}

/** A telephone number for whoever may see it. */
export const plainly: Pick<Showing, 'text' | 'number'> = { text: (text) => text, number: nationalForm };

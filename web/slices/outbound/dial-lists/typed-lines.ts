/** Lines of numbers that are pasted or typed. Pure. */

export interface TypedLine {
  /** Empty where a line says something and begins with no number: the server says that it is none, and the line is not lost. */
  number: string;
  name?: string;
  note?: string;
}

/** One number in each line, behind it name and note where tabs or commas part them, as from a sheet. */
export function typedLines(text: string): TypedLine[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [number = '', name = '', ...rest] = line.split(/[\t,，]/).map((cell) => cell.trim());
    const note = rest.filter(Boolean).join('，');
    if (number === '' && name === '' && note === '') return [];
    return [{ number, ...(name && { name }), ...(note && { note }) }];
  });
}

/** As it was typed, for what has to be put right: read again it says the same. */
export const lineText = ({ number, name = '', note = '' }: TypedLine): string =>
  [number, name, note].join('\t').trimEnd();

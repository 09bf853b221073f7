/** Numbers as they are pasted: one in each line, behind it name and note where tabs or commas part them, as from a sheet. */
export interface TypedLine {
  number: string;
  name?: string;
  note?: string;
}

export function typedLines(text: string): TypedLine[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [number = '', name = '', ...rest] = line.split(/[\t,，]/).map((cell) => cell.trim());
    const note = rest.filter(Boolean).join('，');
    return number === '' ? [] : [{ number, ...(name && { name }), ...(note && { note }) }];
  });
}

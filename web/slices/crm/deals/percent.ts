/** A share in percent with one place; a dash where there is nothing of which it would be one. Pure. */
export const percent = (part: number, whole: number): string =>
  whole === 0 ? '—' : `${(Math.round((part / whole) * 1000) / 10).toFixed(1)}%`;

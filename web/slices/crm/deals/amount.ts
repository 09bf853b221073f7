/** 1234.50 → 1,234.50, exactly: never through a binary number. */
export const money = (amount: string, language: string): string =>
  new Intl.NumberFormat(language, { minimumFractionDigits: 2 }).format(amount as `${number}`);

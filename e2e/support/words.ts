/** Which words on an English page are not English: told from the data, which is in whatever language people wrote it in. */
import { en, zh } from '@bahu/web/text/all.ts';

/** All texts of a language by their keys. */
function flat(texts: object | null, above = ''): [string, string][] {
  return Object.entries(texts ?? {}).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string'
      ? [[above + key, value] as [string, string]]
      : flat(value as object | null, `${above}${key}.`),
  );
}
/** Chinese characters, and the signs that stand between them. */
const han = /[\p{Script=Han}，。：；「」（）、？！]/u;
const keys = new Set(flat(zh).map(([key]) => key));
const chinese = new Set(
  flat(zh)
    .map(([, text]) => text)
    .filter((text) => han.test(text)),
);
/** The languages are offered under their own names. */
const english = new Set([...flat(en).map(([, text]) => text), '简体中文']);
const hole = /\{\{|\}\}|\bundefined\b|\bNaN\b/;

type Sql = <Row>(text: string) => Promise<Row[]>;

/** Every Chinese text in the database of an installation, longest first. */
export async function chineseData(sql: Sql): Promise<string[]> {
  const columns = await sql<{ table: string; column: string }>(
    `select quote_ident(c.table_name) as table, quote_ident(c.column_name) as column from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type in ('text', 'character varying', 'jsonb', 'ARRAY')`,
  );
  const parts = columns.map(
    ({ table, column }) =>
      `select distinct to_jsonb(${column}) as value from ${table} where ${column}::text ~ '[一-龥]'`,
  );
  const rows = await sql<{ value: unknown }>(parts.join(' union '));
  const found = rows.flatMap(({ value }) =>
    typeof value === 'string' ? [value] : flat(value as object).map(([, text]) => text),
  );
  return [...new Set(found)].filter((text) => han.test(text)).toSorted((one, other) => other.length - one.length);
}

/** Texts of ours in Chinese, names of texts, texts with a hole, and whatever is Chinese beyond the data. */
export function notEnglish(words: readonly string[], data: readonly string[]): string[] {
  const withoutData = (word: string): string => data.reduce((rest, text) => rest.replaceAll(text, ''), word);
  return words.filter((word) => {
    // People write variables into texts of theirs, too.
    if (keys.has(word) || (hole.test(word) && hole.test(withoutData(word)))) return true;
    if (!han.test(word) || english.has(word)) return false;
    return chinese.has(word) || han.test(withoutData(word));
  });
}

/** Which part of the server writes which table, as its source says: by the query builder and by SQL. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readSource, root, sourceFiles } from './source-tree.ts';

/** A place that writes a table. */
interface TableWrite {
  readonly table: string;
  /** The slice, or the folder of the server. */
  readonly part: string;
  readonly file: string;
}

/** Tests and the invented company fill whatever they need. */
const isFree = (file: string): boolean =>
  /\.test\.ts$|(^|\/)test-[^/]+\.ts$|^server\/demo\/|^server\/compose\/demo\.ts$/.test(file) ||
  !file.startsWith('server/');

/** `importRows` → `import_rows`. */
const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Every table that a migration has made. */
export function tablesOfMigrations(): ReadonlySet<string> {
  const folder = 'server/migrations';
  const texts = readdirSync(join(root, folder)).map((name) => readSource(`${folder}/${name}`));
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/create (?:unlogged )?table (\w+)/g)].map((match) => match[1]!)),
  );
}

const partOf = (file: string): string =>
  /^server\/slices\/[^/]+\/[^/]+/.exec(file)?.[0] ?? /^server\/[^/]+/.exec(file)![0];

const byBuilder = /\.(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*'(\w+)/g;
/** The kinds of records whose usual five routes the kernel answers (`recordHandlers`), with the table in which they stand. */
const isSpec = /\b(?:recordHandlers\(|RecordSpec<)/;
const byKernel = /\btable: '(\w+)'/g;
const bySql = /\b(?:insert into|update|delete from|merge into|truncate)\s+"?(\w+)/gi;

/** The tables that a source writes. */
export function writtenTables(source: string, tables: ReadonlySet<string>): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, ' ');
  const named = [...code.matchAll(byBuilder), ...(isSpec.test(code) ? code.matchAll(byKernel) : [])];
  const built = named.map((match) => snakeCase(match[1]!));
  const spelled = [...code.matchAll(bySql)].map((match) => match[1]!.toLowerCase());
  return [...new Set([...built, ...spelled])].filter((name) => tables.has(name));
}

/** Every write of the server, tests and the invented company left out. */
export function tableWrites(): TableWrite[] {
  const tables = tablesOfMigrations();
  return sourceFiles()
    .filter((file) => !isFree(file))
    .flatMap((file) => writtenTables(readSource(file), tables).map((table) => ({ table, file, part: partOf(file) })));
}

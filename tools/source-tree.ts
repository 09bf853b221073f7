/** The TypeScript of the repository as the rule tests see it: which files, what they import, which functions they hold. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

export const root = fileURLToPath(new URL('..', import.meta.url));

const packages = ['domain', 'contract', 'server', 'web', 'asterisk', 'carrier', 'e2e', 'bench', 'tools'];
const isSource = /\.(ts|tsx|mjs)$/;
const isGenerated = /^(node_modules|dist|results|\..*)$/;

/** Every source file of every package, as paths from the root with forward slashes. */
export function sourceFiles(): string[] {
  return packages.flatMap(filesBelow).filter((file) => isSource.test(file));
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (isGenerated.test(entry.name)) return [];
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

export const readSource = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Syntax tree, comments and import table of one file. Throws when the file does not parse. */
export function parseSource(file: string, text = readSource(file)) {
  const {
    program,
    module,
    comments,
    errors: [problem],
  } = parseSync(file, text);
  if (problem) throw new Error(`${file} does not parse: ${problem.message}`);
  return { program, module, comments, text };
}

/** What was read of each file: several rules ask for the same. */
const known = new Map<string, readonly string[]>();

/** What a file imports or re-exports, also by `import()` of a literal. */
export function importsOf(file: string): readonly string[] {
  const imports = known.get(file) ?? readImports(file, readSource(file));
  known.set(file, imports);
  return imports;
}

/** Without the syntax tree, which costs most of the parsing and is made only when it is asked for. */
function readImports(file: string, source: string): string[] {
  const parsed = parseSync(file, source);
  if (parsed.errors[0]) throw new Error(`${file} does not parse: ${parsed.errors[0].message}`);
  const { module } = parsed;
  const dynamic = module.dynamicImports.map(({ moduleRequest }) =>
    source.slice(moduleRequest.start, moduleRequest.end),
  );
  return [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...dynamic.filter((argument) => /^['"]/.test(argument)).map((argument) => argument.slice(1, -1)),
  ];
}

/** Lengths, `any` and missing docstrings of one source file, from its syntax tree. */
import { Visitor } from 'vite';
import { parseSource } from './source-tree.ts';

export interface FunctionMeasure {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
}

export interface FileMeasure {
  readonly file: string;
  readonly lines: number;
  readonly functions: readonly FunctionMeasure[];
  /** Lines that hold the type `any`. */
  readonly anyAt: readonly number[];
  /** Exported functions without a doc comment right above them. */
  readonly undocumented: readonly string[];
  /** Lines that ask the clock, chance or the process: what a rule must be told instead. */
  readonly impureAt: readonly number[];
}

interface Spot {
  readonly start: number;
  readonly end: number;
}

/** Measures one file; `text` replaces what is on disk. */
export function measure(file: string, text?: string): FileMeasure {
  const { program, comments, text: source } = parseSource(file, text);
  const lineAt = (offset: number): number => source.slice(0, offset).split('\n').length;
  const functions: FunctionMeasure[] = [];
  const anyAt: number[] = [];
  const undocumented: string[] = [];
  const add = (name: string, { start, end }: Spot): void => {
    const line = lineAt(start);
    functions.push({ name, line, lines: lineAt(end) - line + 1 });
  };
  const docEnds = comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*')).map(({ end }) => end);
  const isDocumented = ({ start }: Spot): boolean =>
    docEnds.some((end) => end <= start && source.slice(end, start).trim() === '');

  new Visitor({
    FunctionDeclaration: (node) => add(node.id?.name ?? 'default', node),
    FunctionExpression: (node) => add(nameBefore(source, node.start), node),
    ArrowFunctionExpression: (node) => add(nameBefore(source, node.start), node),
    TSAnyKeyword: (node) => {
      anyAt.push(lineAt(node.start));
    },
    ExportNamedDeclaration: (node) => {
      const names = exportedFunctions(node.declaration);
      if (!isDocumented(node)) undocumented.push(...names);
    },
  }).visit(program);
  const impureAt = source.split('\n').flatMap((line, index) => (asksTheWorld.test(line) ? [index + 1] : []));
  return { file, lines: source.trimEnd().split('\n').length, functions, anyAt, undocumented, impureAt };
}

const asksTheWorld =
  /\b(Date\.now\(|new Date\(\)|Math\.random\(|set(Timeout|Interval)\(|process\.|performance\.|Temporal\.Now\b|crypto\.)/;

type Declaration = Extract<
  ReturnType<typeof parseSource>['program']['body'][number],
  { type: 'ExportNamedDeclaration' }
>['declaration'];

/** Names of the functions that an export declares; constants count when they hold a function. */
function exportedFunctions(declaration: Declaration): string[] {
  switch (declaration?.type) {
    case 'FunctionDeclaration':
      return [declaration.id?.name ?? 'default'];
    case 'VariableDeclaration':
      return declaration.declarations.flatMap(({ id, init }) => {
        const isFunction = init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression';
        return isFunction && id.type === 'Identifier' ? [id.name] : [];
      });
    default:
      return [];
  }
}

/** The word that a function is assigned to or passed as, for messages only. */
function nameBefore(source: string, start: number): string {
  return (
    /([\w$#]+)\s*(?::[^=\n]*)?[=:(]\s*(?:async\s*)?$/.exec(source.slice(Math.max(0, start - 80), start))?.[1] ??
    'function'
  );
}

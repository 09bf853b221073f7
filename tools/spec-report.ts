/** Which tests prove which capability: reads the ids in test titles, `[A2.6]` or `[P2, S1]`. */

export interface TestResult {
  readonly title: string;
  readonly hasPassed: boolean;
}

export interface Proof {
  readonly id: string;
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

/** The file that vitest's JSON reporter writes, as far as it is read here. */
export interface VitestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const group = /\[([A-Z]\d[^\]]*)\]/g;
const idPattern = /^[A-Z]\d+(?:\.\d+)?$/;

/** The ids of a title, in its order, each once. */
export function idsIn(title: string): string[] {
  const ids = [...title.matchAll(group)].flatMap(([, inner = '']) => inner.split(/[\s,]+/));
  return [...new Set(ids.filter((id) => idPattern.test(id)))];
}

/** All tests of the reports, with their whole titles. */
export function resultsOf(reports: readonly VitestReport[]): TestResult[] {
  return reports
    .flatMap(({ testResults }) => testResults)
    .flatMap(({ assertionResults }) => assertionResults)
    .map(({ fullName, status }) => ({ title: fullName, hasPassed: status === 'passed' }));
}

/** One row for each id that is proven or expected, sorted by letter and numbers. */
export function proofs(results: readonly TestResult[], expected: readonly string[]): Proof[] {
  const ids = new Set([...expected, ...results.flatMap(({ title }) => idsIn(title))]);
  return [...ids].toSorted(byId).map((id) => {
    const own = results.filter(({ title }) => idsIn(title).includes(id));
    const titles = (hasPassed: boolean): string[] =>
      own.filter((result) => result.hasPassed === hasPassed).map(({ title }) => title);
    return { id, passed: titles(true), failed: titles(false) };
  });
}

function byId(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

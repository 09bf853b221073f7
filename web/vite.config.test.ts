import { describe, expect, it } from 'vitest';
import { sourceOf } from './vite.config.ts';

const files = import.meta.glob<Record<string, unknown>>('../contract/*.ts', { eager: true });
const contract = Object.entries(files).filter(([path]) => !path.endsWith('.test.ts'));
/** What the browser keeps: everything but what of a route is the server's. */
function without(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const isRoute = 'method' in value && 'path' in value && 'reply' in value;
  const parts = Object.entries(value).map(([name, part]: [string, unknown]) => [name, without(part)] as const);
  if (!isRoute) return Object.fromEntries(parts);
  const kept = parts.filter(([name]) => ['method', 'path', 'body'].includes(name));
  const there = parts.filter(([name]) => ['params', 'query', 'reply'].includes(name)).map(([name]) => [name, {}]);
  return Object.fromEntries([...kept, ...there]);
}
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;
const read = async (source: string): Promise<unknown> => {
  const url = `data:text/javascript,${encodeURIComponent(`export default ${source}`)}`;
  return ((await import(/* @vite-ignore */ url)) as { default: unknown }).default;
};

describe('[U2] the contract as the browser gets it', () => {
  it.each(contract)(
    'says the same as its file, without what only the server reads of routes: %s',
    async (_path, module) => {
      const data = Object.entries(module).filter(([, value]) => sourceOf(value) !== null);
      for (const [name, value] of data)
        expect([name, asJson((await read(sourceOf(value)!)) ?? null)]).toEqual([name, asJson(without(value) ?? null)]);
      const kept = Object.entries(module).filter(([, value]) => sourceOf(value) === null);
      expect(kept.filter(([, value]) => typeof value !== 'function').map(([name]) => name)).toEqual([]);
    },
  );
});

/** Builds to `dist`; while developing, everything that is no page goes to the server at BAHU_URL. */
import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, runnerImport, type Plugin } from 'vite';

const server = process.env['BAHU_URL'] ?? 'http://127.0.0.1:8800';
const worthIt = 1024;

/** As small as it gets: it is done once, a fourteenth is saved at every first load, and several processors share the work. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };

/** Writes each text file compressed beside it, so that the server need not do it for every reader. */
function compressed(): Plugin {
  let folder = '';
  return {
    name: 'compressed',
    apply: 'build',
    configResolved({ root, build }) {
      folder = resolve(root, build.outDir);
    },
    async closeBundle() {
      const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
      await Promise.all(
        names.filter((file) => /\.(?:js|css|svg|html)$/.test(file)).map((name) => compress(join(folder, name))),
      );
    },
  };
}

async function compress(path: string): Promise<void> {
  const content = await readFile(path);
  if (content.length < worthIt) return;
  await writeFile(`${path}.br`, await promisify(brotliCompress)(content, brotli));
  await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
}

/** Of a route the browser never reads these, and of what it takes and answers only whether there is something. Bodies hold the rules of forms. */
const ofServer = new Set(['summary', 'permission', 'errors', 'secretReply']);
const unread = new Set(['params', 'query', 'reply']);

/** A value as source text, or null when it is no data. */
export function sourceOf(value: unknown): string | null {
  if (value === undefined) return 'undefined';
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return JSON.stringify(value);
  if (value instanceof RegExp) return String(value);
  if (typeof value !== 'object') return null;
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) return null;
  const isRoute = 'method' in value && 'path' in value && 'reply' in value;
  const read = Object.entries(value).filter(([name]) => !(isRoute && ofServer.has(name)));
  const parts = read.map(([name, part]: [string, unknown]) => {
    const source = isRoute && unread.has(name) ? '{}' : sourceOf(part);
    return source === null ? null : Array.isArray(value) ? source : `${JSON.stringify(name)}:${source}`;
  });
  if (parts.includes(null)) return null;
  return Array.isArray(value) ? `[${parts.join()}]` : `({${parts.join()}})`;
}

/**
 * The contract as data. Its schemas are made by a library of 90 kB that only the server needs; made once here, they are plain objects. Each value
 * is a module of its own, so that whoever asks for the orders of a list does not get its routes. Functions are taken from the file itself, and
 * come along only where one is used.
 */
function contractAsData(): Plugin {
  const files = new Map<string, Promise<Record<string, unknown>>>();
  const read = (file: string): Promise<Record<string, unknown>> => {
    const reading = files.get(file) ?? runnerImport<Record<string, unknown>>(file).then(({ module }) => module);
    files.set(file, reading);
    return reading;
  };
  return {
    name: 'contract-as-data',
    apply: 'build',
    async load(id) {
      const [, file, name] = /^(.*[/\\]contract[/\\][^/\\]+\.ts)(?:\?value=(\w+))?$/.exec(id) ?? [];
      if (file === undefined) return null;
      const module = await read(file);
      if (name !== undefined)
        return { code: `export const ${name} = ${sourceOf(module[name])};`, moduleSideEffects: false };
      const code = Object.entries(module).map(([exported, value]) => {
        const from = sourceOf(value) === null ? `${file}?code` : `${file}?value=${exported}`;
        return `export { ${exported} } from ${JSON.stringify(from)};`;
      });
      return { code: code.join('\n'), moduleSideEffects: false };
    },
    /** A function beside schemas would bring them, and the library that makes them: it belongs into a file without. */
    generateBundle(_options, bundle) {
      for (const part of Object.values(bundle))
        if (part.type === 'chunk' && part.moduleIds.some((id) => id.includes('node_modules/typebox/')))
          this.error(
            `${part.fileName} holds the schema library: ${part.moduleIds.filter((id) => id.endsWith('?code')).join(', ')}`,
          );
    },
  };
}

interface Graph {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

/** Names the file for what the shell and the desk need and other pages too: all of it is wanted together, and each file costs its head. */
function sharedByDesk(): (id: string, graph: Graph) => string | null {
  const roots = ['app/shell/signed-in.tsx', 'desk/workbench/workbench-page.tsx'].map((path) =>
    resolve(import.meta.dirname, path),
  );
  const needed = new Set<string>();
  return (id, graph) => {
    for (const open = needed.size === 0 ? [...roots] : []; open.length > 0;) {
      const next = open.pop()!;
      if (needed.has(next) || next.includes('node_modules')) continue;
      needed.add(next);
      open.push(...(graph.getModuleInfo(next)?.importedIds ?? []));
    }
    return needed.has(id) ? 'desk' : null;
  };
}

export default defineConfig({
  plugins: [contractAsData(), react(), compressed()],
  server: {
    proxy: {
      '/api': { target: server },
      '/realtime': { target: server, ws: true },
      '/sip': { target: server, ws: true },
      '/healthz': { target: server },
    },
  },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    rolldownOptions: {
      treeshake: {
        // What these packages lack in their package.json: a part of theirs that nobody uses does nothing by being there.
        moduleSideEffects: [{ test: /node_modules\/@rc-component\//, sideEffects: false }],
      },
      output: {
        codeSplitting: {
          // One file for what is needed before anything is shown and one for what many pages draw: each file costs its head, and small ones compress badly.
          groups: [
            { name: 'react', test: /node_modules\/(?:react|react-dom|scheduler)\//, priority: 3 },
            { name: 'sip', test: /node_modules\/(?:jssip|events|debug|ms|sdp-transform)\//, priority: 3 },
            { name: 'start', tags: ['$initial'], priority: 2 },
            { name: 'icons', test: /node_modules\/lucide-react\//, minShareCount: 2, priority: 1 },
            { name: sharedByDesk(), test: /\/(?:web|domain)\//, minShareCount: 2, priority: 1 },
            // What the same pages use is one file, and a part that would be a small one goes with the nearest.
            {
              name: 'kit',
              test: /node_modules/,
              minShareCount: 2,
              entriesAware: true,
              entriesAwareMergeThreshold: 30_000,
            },
          ],
        },
      },
    },
  },
});

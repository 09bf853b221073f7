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

/** A value as source text, or null when it is no data. Of a route the browser never reads what the reply looks like. */
export function sourceOf(value: unknown): string | null {
  if (value === undefined) return 'undefined';
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return JSON.stringify(value);
  if (value instanceof RegExp) return String(value);
  if (typeof value !== 'object') return null;
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) return null;
  const isRoute = 'method' in value && 'path' in value && 'reply' in value;
  const parts = Object.entries(value).map(([name, part]: [string, unknown]) => {
    const source = isRoute && name === 'reply' ? '{}' : sourceOf(part);
    return source === null ? null : Array.isArray(value) ? source : `${JSON.stringify(name)}:${source}`;
  });
  if (parts.includes(null)) return null;
  return Array.isArray(value) ? `[${parts.join()}]` : `({${parts.join()}})`;
}

/**
 * The contract as data. Its schemas are made by a library of 90 kB that only the server needs; made once here, they are plain objects. Functions
 * are taken from the file itself, and come along only where one is used.
 */
function contractAsData(): Plugin {
  return {
    name: 'contract-as-data',
    apply: 'build',
    async load(id) {
      if (!/[/\\]contract[/\\][^/\\]+\.ts$/.test(id)) return null;
      const { module } = await runnerImport<Record<string, unknown>>(id);
      const exported = Object.entries(module).map(([name, value]) => [name, sourceOf(value)] as const);
      const functions = exported.filter(([, source]) => source === null).map(([name]) => name);
      const data = exported.filter(([, source]) => source !== null);
      const code = [
        ...data.map(([name, source]) => `export const ${name} = ${source};`),
        ...(functions.length > 0 ? [`export { ${functions.join()} } from ${JSON.stringify(`${id}?code`)};`] : []),
      ];
      return { code: code.join('\n'), moduleSideEffects: false };
    },
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
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(?:react|react-dom|scheduler)\// },
            { name: 'sip', test: /node_modules\/(?:jssip|events|debug|ms|sdp-transform)\// },
          ],
        },
      },
    },
  },
});

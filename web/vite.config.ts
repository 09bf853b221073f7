/** Builds to `dist`; while developing, everything that is no page goes to the server at BAHU_URL. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const server = process.env['BAHU_URL'] ?? 'http://127.0.0.1:8800';
const worthIt = 1024;

/** Writes each text file compressed beside it, so that the server need not do it for every reader. */
function compressed(): Plugin {
  let folder = '';
  return {
    name: 'compressed',
    apply: 'build',
    configResolved({ root, build }) {
      folder = resolve(root, build.outDir);
    },
    closeBundle() {
      const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
      for (const name of names.filter((file) => /\.(?:js|css|svg|html)$/.test(file))) {
        const path = join(folder, name);
        const content = readFileSync(path);
        if (content.length < worthIt) continue;
        writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), compressed()],
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

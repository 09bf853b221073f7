/** Builds to `dist`; while developing, everything that is no page goes to the server at BAHU_URL. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env['BAHU_URL'] ?? 'http://127.0.0.1:8800';

export default defineConfig({
  plugins: [react()],
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
    chunkSizeWarningLimit: 900,
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

import react from '@vitejs/plugin-react';
import { defineConfig, type ProxyOptions } from 'vite';

const server = process.env.INTERLOCK_SERVER ?? 'http://127.0.0.1:4400';

/** Sends a path to the server except when the browser asks for a page, which is ours to answer. */
const proxyUnlessPage: ProxyOptions = {
  target: server,
  bypass: (request) => {
    const isPage = request.headers.accept?.includes('text/html') && !request.url?.endsWith('/download');
    return isPage ? '/index.html' : undefined;
  },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    // Everything is served by us under a strict content security policy: no data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The code editor is one lazy chunk of 510 KB (160 compressed).
    chunkSizeWarningLimit: 600,
  },
  server: {
    port: 4401,
    proxy: {
      '/graphql': proxyUnlessPage,
      '/auth': proxyUnlessPage,
      '/setup': proxyUnlessPage,
      '/execution-logs': proxyUnlessPage,
    },
  },
});

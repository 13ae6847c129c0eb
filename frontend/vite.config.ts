import { defineConfig } from 'vite';

// Entry names are stable: the server's manifest gives them their hash. Chunks and fonts carry their own.
export default defineConfig({
  base: './',
  publicDir: false,
  build: {
    outDir: '../src/twiza/web/static/web/dist',
    emptyOutDir: true,
    target: 'es2022',
    // No preload helper and no inlined asset: the content security policy allows neither data: fonts nor new links.
    modulePreload: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: { web: 'islands/web.ts', style: 'islands/styles/index.css' },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: (asset) => (asset.names.includes('style.css') ? 'style.css' : 'assets/[name]-[hash][extname]'),
      },
    },
  },
  test: { include: ['islands/**/*.test.ts'] },
} as Parameters<typeof defineConfig>[0]);

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const built = join(import.meta.dirname, 'built');

/** Beside each text lies what browsers are sent, made once and so as small as it gets. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  closeBundle() {
    for (const file of readdirSync(join(built, 'assets')))
      if (/\.(js|css|svg)$/.test(file))
        writeFileSync(
          join(built, 'assets', `${file}.br`),
          brotliCompressSync(readFileSync(join(built, 'assets', file))),
        );
  },
};

/** Relative addresses, so that the same files serve under any path; apps/api/web-app.ts says in the page what that path is. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  resolve: { alias: { '#i18n/browser': join(import.meta.dirname, '../../libs/i18n/browser.ts') } },
  build: {
    outDir: built,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { onLog: (level, log, tell) => log.code === 'MODULE_LEVEL_DIRECTIVE' || tell(level, log) },
  },
  plugins: [compressed],
});

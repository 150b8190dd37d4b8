import { defineConfig } from 'tsup'

export default defineConfig({
  // A file per module: bundlers drop whole modules that a page does not use, and every entry point shares one error class.
  entry: ['src/**/*.ts', 'src/**/*.json'],
  bundle: false,
  loader: { '.json': 'copy' },
  format: 'esm',
  target: 'es2022',
  platform: 'neutral',
  sourcemap: true,
  clean: true,
  // The types come from tsc (`npm run build`), file by file.
  dts: false,
})

import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type Plugin } from 'vite';
import { kitPage } from './src/lib/open-data/kit/build.ts';
import pdfjs from 'pdfjs-dist/package.json' with { type: 'json' };

const pdfjsFolder = join(import.meta.dirname, 'node_modules/pdfjs-dist');
/** `src/lib/documents/pdf-pages.ts` asks for them there; the version makes the address one that never changes. */
const pdfjsPath = `_app/immutable/pdfjs-${pdfjs.version}`;

/** What the reader of PDFs fetches while it draws: character maps, standard fonts, decoders, colour profiles. */
function pdfjsAssets(): Plugin {
  return {
    name: 'pdfjs-assets',
    applyToEnvironment: ({ name }) => name === 'client',
    generateBundle() {
      for (const folder of ['cmaps', 'standard_fonts', 'wasm', 'iccs']) {
        for (const name of readdirSync(join(pdfjsFolder, folder))) {
          const source = readFileSync(join(pdfjsFolder, folder, name));
          this.emitFile({ type: 'asset', fileName: `${pdfjsPath}/${folder}/${name}`, source });
        }
      }
    },
    configureServer({ middlewares }) {
      middlewares.use(`/${pdfjsPath}`, (request, response, next) => {
        const [, folder, name] = /^\/([a-z_]+)\/([\w.-]+)$/.exec(request.url ?? '') ?? [];
        const file = folder && name ? join(pdfjsFolder, folder, name) : '';
        if (file && existsSync(file)) createReadStream(file).pipe(response);
        else next();
      });
    }
  };
}

export default defineConfig({
  plugins: [tailwindcss(), sveltekit(), pdfjsAssets(), kitPage()],
  build: { assetsInlineLimit: 0 },
  environments: {
    client: {
      build: {
        rolldownOptions: {
          // what most pages need comes in one file: each of twenty small ones is a question more on a slow line
          output: { codeSplitting: { groups: [{ name: 'common', minShareCount: 60 }] } }
        }
      }
    }
  },
  server: { strictPort: true }
});

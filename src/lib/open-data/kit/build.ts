import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';

const id = 'virtual:kit-page';
const folder = join(import.meta.dirname, 'page');

/** One script without imports: a page that is opened from a file can fetch no other. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: join(folder, 'main.ts'), formats: ['iife'], name: 'kit' }
    }
  });
  const output = Array.isArray(built) ? built[0] : built;
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (chunk?.type !== 'chunk') throw new Error('The page of the kit was not built.');
  // it stands inside an element of this name
  return chunk.code.replaceAll('</script', '<\\/script');
}

/** `virtual:kit-page`: script and style of the page that checks a kit, as text for the server to write into it. */
export function kitPage(): Plugin {
  return {
    name: 'kit-page',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    async load(wanted) {
      if (wanted !== `\0${id}`) return undefined;
      const [script, style] = await Promise.all([bundle(), readFile(join(folder, 'page.css'), 'utf8')]);
      return `export const script = ${JSON.stringify(script)};\nexport const style = ${JSON.stringify(style)};`;
    }
  };
}

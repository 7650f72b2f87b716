import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  kit: {
    // pages that work without network register it for themselves: src/lib/offline/page.ts
    serviceWorker: { register: false },
    adapter: adapter({ out: 'build', precompress: true }),
    // Asked more strictly by src/hooks/check-origin.ts, which knows the one route that mail servers call.
    csrf: { trustedOrigins: ['*'] },
    // Hashes, not nonces: a page in the public cache is served to everyone with the same bytes.
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['none'],
        'script-src': ['self'],
        'style-src': ['self'],
        // the one style attribute there is: SvelteKit's announcer for screen readers
        'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
        'img-src': ['self', 'data:', 'blob:'],
        'font-src': ['self'],
        'connect-src': ['self'],
        'manifest-src': ['self'],
        'worker-src': ['self'],
        'form-action': ['self'],
        'base-uri': ['none'],
        'frame-ancestors': ['none'],
        'object-src': ['none']
      }
    }
  }
};

import { createHash } from 'node:crypto';
import { script, style } from 'virtual:kit-page';
import en from '#lib/i18n/en/open-kit.ts';
import zh from '#lib/i18n/zh/open-kit.ts';
import type { Kit } from './page/data.ts';

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Its own script and style and nothing else: no address can be asked, whatever a name of a file tries. */
const policy = [
  "default-src 'none'",
  `script-src ${hashOf(script)}`,
  `style-src ${hashOf(style)}`,
  "base-uri 'none'",
  "form-action 'none'"
].join('; ');

/** Inside an element a text ends it by `</`, and JSON can do without. */
const inside = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c');

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? '&quot;');

/** `verify.html`: all it needs is in it. */
export function page(kit: Omit<Kit, 'words'>): string {
  const data: Kit = { ...kit, words: { zh: zh.page, en: en.page } };
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`${zh.page.title} · ${kit.name}`)}</title>
<style>${style}</style>
</head>
<body>
<noscript><p>${escaped(zh.page.noScript)}</p><p lang="en">${escaped(en.page.noScript)}</p></noscript>
<script type="application/json" id="kit">${inside(data)}</script>
<script>${script}</script>
</body>
</html>
`;
}

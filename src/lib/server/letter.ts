import { languageTags } from '#lib/i18n/paths.ts';
import type { Lang } from '#lib/i18n/types.ts';

export interface Line {
  text: string;
  /** Where it leads: a whole address. */
  href?: string;
}

/** What a mail says, before it is written as text and as HTML. */
export interface Letter {
  lang: Lang;
  title: string;
  /** Sentences before the parts. */
  lead?: string[];
  parts?: { title: Line; lines: string[] }[];
  /** The one thing to do. */
  action?: Line;
  /** In small print: why this came, how to end it. */
  footer: Line[];
}

const rule = '────────';
const withLink = ({ text, href }: Line) => (href ? `${text}\n${href}` : text);

function textOf({ title, lead = [], parts = [], action, footer }: Letter): string {
  const blocks = [
    title,
    ...lead,
    ...parts.map((part) => [withLink(part.title), ...part.lines.map((line) => `  ${line}`)].join('\n')),
    ...(action ? [withLink(action)] : []),
    rule,
    ...footer.map(withLink)
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** Plain text: what a reader without HTML, a screen reader or a search sees. */
const asText = (letters: Letter[]): string => letters.map(textOf).join(`\n${rule}${rule}\n\n`);

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => entities[c] ?? c);

const font = "font-family:-apple-system,'PingFang SC','Microsoft YaHei','Noto Sans SC',sans-serif";
const button =
  'display:inline-block;padding:12px 20px;border-radius:6px;background:#0f5c63;color:#ffffff;text-decoration:none';
const anchor = ({ text, href }: Line, style = 'color:#0f5c63') =>
  href ? `<a href="${escaped(href)}" style="${style}">${escaped(text)}</a>` : escaped(text);
const paragraph = (inside: string, style = '') => `<p style="margin:0 0 12px;${style}">${inside}</p>`;

function htmlOf({ lang, title, lead = [], parts = [], action, footer }: Letter): string {
  const blocks = [
    `<div lang="${languageTags[lang]}" style="max-width:600px;margin:0 auto 40px">`,
    `<h1 style="margin:0 0 16px;font-size:20px;line-height:1.4">${escaped(title)}</h1>`,
    ...lead.map((line) => paragraph(escaped(line))),
    ...parts.flatMap((part) => [
      `<h2 style="margin:20px 0 4px;font-size:16px;line-height:1.5">${anchor(part.title)}</h2>`,
      ...(part.lines.length > 0 ? [paragraph(part.lines.map(escaped).join('<br>'), 'color:#3f4a4c')] : [])
    ]),
    ...(action ? [paragraph(anchor(action, button), 'padding:12px 0')] : []),
    '<hr style="border:0;border-top:1px solid #d5dcdd;margin:20px 0 12px">',
    ...footer.map((line) => paragraph(anchor(line, 'color:#3f4a4c'), 'font-size:14px;color:#3f4a4c')),
    '</div>'
  ];
  return blocks.join('\n');
}

/** One column, no pictures, nothing fetched from anywhere: a mail must not tell anyone that it was opened. */
const asHtml = (letters: Letter[]): string => `<!doctype html>
<html lang="${languageTags[letters[0]?.lang ?? 'zh']}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(letters[0]?.title ?? '')}</title></head>
<body style="margin:0;padding:16px;background:#ffffff;color:#16201f;font-size:16px;line-height:1.6;${font}">
<main>
${letters.map(htmlOf).join('\n')}
</main>
</body>
</html>
`;

/** A letter as a mail; several are the same in further languages, for a mailbox whose owner is not known yet. */
export const write = (...letters: Letter[]) => ({
  subject: letters.map(({ title }) => title).join(' · '),
  text: asText(letters),
  html: asHtml(letters)
});

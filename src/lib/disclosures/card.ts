import type { Qr } from '#lib/ui/qr.ts';
import type { Mark } from './standing.ts';

/** What a share card says. */
export interface CardWords {
  site: string;
  place: string;
  project: string;
  item: string;
  state: string;
  /** Who confirmed it; empty where nobody has. */
  confirmed: string;
  scan: string;
  host: string;
}

export const cardSize = { width: 1200, height: 630 } as const;

const families =
  "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','WenQuanYi Micro Hei','Droid Sans Fallback',sans-serif";

const brand = '#0b5563';
const ink = '#16262a';
const quiet = '#3c4f55';

/** As StatusMark draws them, in a square of 16. */
const shapes: Record<Mark, { colour: string; drawing: string }> = {
  on_time: { colour: '#17663a', drawing: '<circle cx="8" cy="8" r="7" fill="C"/>' },
  late: {
    colour: '#8a5200',
    drawing:
      '<circle cx="8" cy="8" r="6.5" fill="none" stroke="C" stroke-width="1.5"/><circle cx="8" cy="8" r="3.5" fill="C"/>'
  },
  due_soon: {
    colour: '#8a5200',
    drawing:
      '<circle cx="8" cy="8" r="6" fill="none" stroke="C" stroke-width="2"/><path d="M8 2a6 6 0 0 0 0 12z" fill="C"/>'
  },
  overdue: { colour: '#b3261e', drawing: '<path d="M8 2 15 14H1z" fill="C"/>' },
  ahead: { colour: quiet, drawing: '<circle cx="8" cy="8" r="6" fill="none" stroke="C" stroke-width="2"/>' },
  withheld: { colour: quiet, drawing: '<path d="M2 2h12v12H2z" fill="C"/>' },
  withdrawn: {
    colour: quiet,
    drawing: '<path d="M2 2h12v12H2zM2 14 14 2" fill="none" stroke="C" stroke-width="2"/>'
  },
  not_applicable: { colour: quiet, drawing: '<path d="M3 8h10" stroke="C" stroke-width="2"/>' },
  matched: {
    colour: '#17663a',
    drawing: '<path d="m2 9 4 4 8-10" fill="none" stroke="C" stroke-width="2.5"/>'
  },
  differs: {
    colour: '#b3261e',
    drawing: '<path d="M2 6h12M2 10.5h12M11 2 5 14.5" fill="none" stroke="C" stroke-width="2"/>'
  },
  unverified: {
    colour: quiet,
    drawing: '<circle cx="8" cy="8" r="6" fill="none" stroke="C" stroke-width="2"/>'
  }
};

const escape = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\P{C}\n]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

/** Chinese characters are as wide as they are high, Latin ones about half of that. */
const widthOf = (character: string): number => ((character.codePointAt(0) ?? 0) < 0x250 ? 0.56 : 1);

/** A text in lines of so many characters' width, at most so many; what does not fit ends in an ellipsis. */
export function wrap(text: string, width: number, most: number): string[] {
  const pieces = text.match(/[ -\u024f]+?(?:\s|$|(?=[^ -\u024f]))|[^ -\u024f]/gu) ?? [];
  const lines: string[] = [''];
  let used = 0;
  for (const piece of pieces) {
    const wide = Array.from(piece).reduce((sum, character) => sum + widthOf(character), 0);
    // no line begins with a mark that closes what is before it
    if (used + wide > width && !/^[，。、；：！？）》”]/.test(piece)) {
      lines.push('');
      used = 0;
    }
    lines.push((lines.pop() ?? '') + piece);
    used += wide;
  }
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  kept[most - 1] = `${Array.from(kept[most - 1] ?? '')
    .slice(0, -1)
    .join('')}…`;
  return kept;
}

function paragraph(
  lines: string[],
  { x, y, size, colour, bold = false }: { x: number; y: number; size: number; colour: string; bold?: boolean }
): string {
  return lines
    .map(
      (line, i) =>
        `<text x="${x}" y="${y + i * size * 1.3}" font-size="${size}" fill="${colour}"${bold ? ' font-weight="700"' : ''}>${escape(line)}</text>`
    )
    .join('');
}

const logo = `<rect width="64" height="64" rx="12" fill="${brand}"/><circle cx="42" cy="21" r="9" fill="#ffd166"/><path d="M12 52V26l14-8 14 8v26z" fill="#fff"/><path d="M18 30h6v6h-6zm10 0h6v6h-6zM18 40h6v6h-6zm10 0h6v12h-6z" fill="${brand}"/><path d="M40 52V36h12v16z" fill="#bfe3e8"/>`;

function code(qr: Qr, x: number, y: number, side: number): string {
  const scale = side / (qr.size + 8);
  return `<g transform="translate(${x} ${y})"><rect width="${side}" height="${side}" rx="12" fill="#fff"/><g transform="scale(${scale}) translate(4 4)"><path d="${qr.path}" fill="#000" shape-rendering="crispEdges"/></g></g>`;
}

const shapeAt = (shape: Mark, x: number, y: number, side: number): string =>
  `<g transform="translate(${x} ${y}) scale(${side / 16})">${shapes[shape].drawing.replaceAll('C"', `${shapes[shape].colour}"`)}</g>`;

/**
 * The card as SVG. Without `words` — where the machine has no font for Chinese — it is mark, shape and code, which need
 * no font: a card of empty boxes would say less.
 */
export function drawCard(words: CardWords | null, shape: Mark, qr: Qr): string {
  const { width, height } = cardSize;
  const body = words
    ? withWords(words, shape, qr)
    : `<g transform="translate(150 165) scale(4.7)">${logo}</g>${shapeAt(shape, 640, 265, 100)}${code(qr, 800, 155, 320)}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${families}"><rect width="${width}" height="${height}" fill="#fff"/>${body}</svg>`;
}

function withWords(words: CardWords, shape: Mark, qr: Qr): string {
  const project = wrap(words.project, 17, 2);
  const item = wrap(words.item, 12.5, 2);
  const top = 190;
  const itemTop = top + project.length * 52 + 34;
  const stateTop = itemTop + item.length * 75 + 6;
  return [
    `<rect x="840" width="360" height="630" fill="${brand}"/>`,
    `<g transform="translate(60 50)">${logo}</g>`,
    paragraph([words.site], { x: 142, y: 93, size: 30, colour: brand, bold: true }),
    paragraph([words.place], { x: 60, y: top - 32, size: 26, colour: quiet }),
    paragraph(project, { x: 60, y: top + 14, size: 40, colour: quiet }),
    paragraph(item, { x: 60, y: itemTop + 24, size: 58, colour: ink, bold: true }),
    shapeAt(shape, 60, stateTop + 2, 32),
    paragraph(wrap(words.state, 25, 2), { x: 106, y: stateTop + 29, size: 28, colour: ink }),
    paragraph(wrap(words.confirmed, 28, 1), { x: 60, y: 586, size: 26, colour: quiet }),
    code(qr, 880, 120, 280),
    `<g text-anchor="middle">${paragraph(wrap(words.scan, 11, 2), { x: 1020, y: 450, size: 26, colour: '#fff' })}${paragraph(wrap(words.host, 16, 1), { x: 1020, y: 560, size: 22, colour: '#fff' })}</g>`
  ].join('');
}

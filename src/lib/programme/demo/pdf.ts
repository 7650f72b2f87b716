/**
 * One page with a table, as small as a PDF gets: the font is named and not embedded, so that readers take the Chinese one
 * of the system, and the map of characters is one that every reader knows. Written plainly, so the bytes are the same everywhere.
 */

type Row = [label: string, value: string];

const [width, height] = [595, 842];
const columns = { label: 64, value: 232, end: 531 };
const size = 10.5;
const leading = 17;

const hex = (text: string): string =>
  `<${Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, '0')).join('')}>`;

/** In ems: a Chinese character is one wide, a Latin one half. */
const wide = (text: string): number =>
  Array.from(text).reduce((sum, character) => sum + (character < '\u0100' ? 0.5 : 1), 0);

function wrap(text: string, ems: number): string[] {
  const lines = [''];
  for (const character of text) {
    const line = lines[lines.length - 1] ?? '';
    if (wide(line + character) > ems) lines.push(character);
    else lines[lines.length - 1] = line + character;
  }
  return lines;
}

const words = (x: number, y: number, points: number, text: string): string =>
  `BT /F1 ${String(points)} Tf ${x.toFixed(1)} ${y.toFixed(1)} Td ${hex(text)} Tj ET`;
const middle = (y: number, points: number, text: string): string =>
  words((width - wide(text) * points) / 2, y, points, text);
const rule = (y: number): string =>
  `${String(columns.label - 8)} ${y.toFixed(1)} m ${String(columns.end)} ${y.toFixed(1)} l S`;

/** A round stamp that no office has. */
const seal = `q 0.8 0.1 0.1 RG 0.8 0.1 0.1 rg 2.2 w
505 150 m 505 172.1 487.1 190 465 190 c 442.9 190 425 172.1 425 150 c 425 127.9 442.9 110 465 110 c 487.1 110 505 127.9 505 150 c S
${words(445, 150, 20, '示范')} ${words(437, 132, 8, '不是真实印章')} Q`;

function table(rows: readonly Row[]): string[] {
  let y = 712;
  const drawn = [rule(y + 14)];
  for (const [label, value] of rows) {
    const cells = [wrap(label, 15), wrap(value, (columns.end - columns.value - 6) / size)] as const;
    const [x1, x2] = [columns.label, columns.value];
    cells[0].forEach((line, i) => drawn.push(words(x1, y - i * leading, size, line)));
    cells[1].forEach((line, i) => drawn.push(words(x2, y - i * leading, size, line)));
    y -= Math.max(cells[0].length, cells[1].length) * leading;
    drawn.push(rule(y + 12));
    y -= 4;
  }
  return drawn;
}

function page(title: string, work: string, rows: readonly Row[]): string {
  const lines = wrap(work, 34);
  return [
    'q 0.93 g 0.707 0.707 -0.707 0.707 150 250 cm',
    words(0, 0, 110, '示范数据'),
    'Q 0 g 0.6 w 0.6 G',
    middle(800, 9, '示范文件 · 阳光工地示范数据，不是真实记录 · Demonstration'),
    middle(768, 19, title),
    ...lines.map((line, i) => middle(746 - i * 14, 10.5, line)),
    ...table(rows),
    seal,
    middle(48, 9, '本文件由程序生成，所列单位、编号和数据均为虚构。')
  ].join('\n');
}

const objects = (content: string): string[] => [
  '<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) >>',
  '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${String(width)} ${String(height)}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>`,
  `<< /Length ${String(content.length)} >>\nstream\n${content}\nendstream`,
  '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>',
  '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /W [1 95 500] /FontDescriptor 7 0 R >>',
  '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>'
];

/** The words of the page, as the alternative for those who cannot see it. */
export const textOf = (title: string, work: string, rows: readonly Row[]): string =>
  [title, work, '示范文件，不是真实记录', ...rows.map(([label, value]) => `${label}：${value}`)].join('\n');

export function pdf(title: string, work: string, rows: readonly Row[]): Buffer {
  let text = '%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n';
  const at: number[] = [];
  for (const [i, body] of objects(page(title, work, rows)).entries()) {
    at.push(text.length);
    text += `${String(i + 1)} 0 obj\n${body}\nendobj\n`;
  }
  const entries = at.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const count = String(at.length + 1);
  const trailer = `trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${String(text.length)}\n%%EOF\n`;
  return Buffer.from(`${text}xref\n0 ${count}\n0000000000 65535 f \n${entries}${trailer}`, 'latin1');
}

/** What a spreadsheet would run, or (a long number) would round, is written with an apostrophe, which reading takes off. */
const DANGEROUS = /^[\s]*[=+\-@＝＋－＠]|^\d{12,}$/;

export function guard(cell: string): string {
  const plain = cell.replace(/^[\t\r\n]+/, '');
  return DANGEROUS.test(plain) ? `'${plain.trimStart()}` : plain;
}

function quoted(cell: string): string {
  return /[",;\t\r\n，]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** CSV that Excel and WPS open by a double click: UTF-8 with its mark, CRLF. */
export function writeCsv(records: readonly (readonly string[])[]): string {
  const lines = records.map((cells) => cells.map((cell) => quoted(guard(cell))).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

export const DELIMITERS = [',', '\t', ';', '，'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

const LOOKED_AT = 5;

/** The first records as raw lines; a line break inside quotes does not end one. */
function firstRecords(text: string): string[] {
  const records: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at <= text.length && records.length < LOOKED_AT; at += 1) {
    const character = text.charAt(at);
    if (character === '"') quoted = !quoted;
    else if (at === text.length || (character === '\n' && !quoted)) {
      records.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return records;
}

/** The cells of one record, split outside quotes: good enough to judge a header, not to read data. */
function split(record: string, delimiter: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const character of record) {
    if (character === '"') quoted = !quoted;
    else if (character === delimiter && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...cells, cell];
}

/** A first line "sep=;" is an instruction to a spreadsheet, not data. */
export function declaredDelimiter(text: string): { delimiter: Delimiter; length: number } | null {
  const found = /^"?sep=(.)"?[,;\t]*(\n|$)/i.exec(text);
  const delimiter = DELIMITERS.find((one) => one === found?.[1]);
  return found && delimiter ? { delimiter, length: found[0].length } : null;
}

/**
 * The delimiter under which one of the first records holds most known headers (a title may stand above the header);
 * when none is known, the one that splits the first record into most cells.
 */
export function sniffDelimiter(text: string, known: (header: string) => boolean): Delimiter {
  const records = firstRecords(text.slice(0, 65_536));
  let best: { delimiter: Delimiter; headers: number; cells: number } = {
    delimiter: ',',
    headers: 0,
    cells: 0
  };
  for (const delimiter of DELIMITERS) {
    const rows = records.map((record) => split(record, delimiter));
    const headers = Math.max(0, ...rows.map((cells) => cells.filter(known).length));
    const cells = rows[0]?.length ?? 0;
    if (headers > best.headers || (headers === best.headers && cells > best.cells))
      best = { delimiter, headers, cells };
  }
  return best.delimiter;
}

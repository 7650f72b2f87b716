/** What a check found, told line by line. */
export interface Report {
  /** Something is wrong; with the number of the entry where it is one's. */
  wrong: (what: string, seq?: number) => undefined;
  /** A fact that is worth a line. */
  note: (name: string, text: string) => void;
  progress: (text: string) => void;
}

export interface Findings {
  problems: number;
  /** The smallest number of an entry that something is wrong with. */
  first: number | null;
}

/** Problems told in full; a database that was replaced would fill the screen. */
const most = 200;

/** Tells while the check goes on, and counts. */
export function openReport(say: (line: string) => void, progress: (text: string) => void) {
  const found: Findings = { problems: 0, first: null };
  const report: Report = {
    wrong(what, seq) {
      found.problems += 1;
      if (seq !== undefined) found.first = Math.min(found.first ?? seq, seq);
      if (found.problems <= most) say(`WRONG    ${what}`);
      if (found.problems === most + 1) say('WRONG    … and more');
    },
    note: (name, text) => say(`${name.padEnd(8)} ${text}`),
    progress
  };
  return { report, found };
}

import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

/** A test that failed, and why as far as its runner says: a test that fails once in a hundred runs can't be asked again. */
export const failureSchema = z.object({ name: z.string(), error: z.array(z.string()).default([]) });

type Failure = z.infer<typeof failureSchema>;

/** What the errors of both runners have in common. */
export interface Thrown {
  message?: string;
  stack?: string;
  /** What was thrown instead of an error. */
  value?: string;
  /** Expected and received side by side; Playwright has it in the message. */
  diff?: string;
  cause?: Thrown;
  /** Where the runner places it in the source; a stack may know only what was made of the source. */
  stacks?: readonly { file: string; line: number }[];
  location?: { file: string; line: number };
}

const ERROR_LINES = 15;
const LINE_LENGTH = 300;
/** Of a line that is cut, so much of its end stays: what was expected stands behind the page it was not found in. */
const LINE_END = 120;
const DETAILED = 20;
/** As much as a log that keeps only its end shows for certain. */
const PRINTED_LINES = 90;
const INDENT = '    ';

function shorten(line: string): string {
  if (line.length <= LINE_LENGTH) return line;
  return `${line.slice(0, LINE_LENGTH - LINE_END - 3)} … ${line.slice(-LINE_END)}`;
}

const linesOf = (text: string): string[] =>
  stripVTControlCharacters(text)
    .split(/\r?\n/)
    .map((line) => shorten(line.trimEnd()))
    .filter((line) => line !== '');

const isOurs = (file: string, root: string): boolean =>
  file.startsWith(`${root}/`) && !file.includes('/node_modules/');

/** The first place in the project's own source on the way to the error. */
function place(thrown: Thrown, root: string): string | null {
  const { location, stacks = [], stack = '' } = thrown;
  const frames = [...stack.matchAll(/(?:file:\/\/|[( ])(\/[^\s():]+):(\d+):\d+/g)].map(
    ([, file = '', line]) => ({ file, line: Number(line) })
  );
  const found = [...stacks, ...(location ? [location] : []), ...frames].find(({ file }) =>
    isOurs(file, root)
  );
  return found ? `at ${relative(root, found.file)}:${String(found.line)}` : null;
}

/** At most fifteen lines of what was thrown, and the place in the project as the last of them. */
export function errorLines(errors: readonly Thrown[], root = process.cwd()): string[] {
  const said = errors.flatMap(({ message, value, diff, cause }) => [
    ...linesOf(message ?? value ?? ''),
    ...linesOf(diff ?? ''),
    ...linesOf(cause?.message ?? '').map((line) => shorten(`caused by: ${line}`))
  ]);
  const at = errors.map((thrown) => place(thrown, root)).find((found) => found !== null);
  return at ? [...said.slice(0, ERROR_LINES - 1), at] : said.slice(0, ERROR_LINES);
}

/** Lines that only say what stands in the next ones. */
const HEADING = /^([-+] (Expected|Received)|Call log):?$/;

function detail({ error }: Failure, most: number): string[] {
  if (error.length <= most) return error;
  const said = error.filter((line) => !HEADING.test(line));
  const last = said.at(-1) ?? '';
  if (said.length <= most || !last.startsWith('at ')) return said.slice(0, most);
  return [...said.slice(0, most - 1), last];
}

/** Each failure by name; under it why, in fewer lines each the more failed. The detailed ones stand last. */
export function printed(failures: readonly Failure[]): string[] {
  const detailed = failures.slice(0, DETAILED);
  const most = Math.min(ERROR_LINES, Math.floor(PRINTED_LINES / Math.max(1, detailed.length)) - 1);
  return [
    ...failures.slice(DETAILED).map(({ name }) => `failed: ${name}`),
    ...detailed.flatMap((failure) => [
      `failed: ${failure.name}`,
      ...detail(failure, most).map((line) => `${INDENT}${line}`)
    ])
  ];
}

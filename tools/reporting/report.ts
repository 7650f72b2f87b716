import { z } from 'zod';
import { failureSchema } from './failure.ts';

/** What one suite found; the reporters of both test runners write this, and `npm test` adds them up. */
export const reportSchema = z.object({
  passed: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  /** What failed and why, as far as it is known. */
  failures: z.array(failureSchema).default([]),
  skipped: z.array(z.object({ name: z.string(), reason: z.string() }))
});

export type Report = z.infer<typeof reportSchema>;

export const NO_REASON = 'no reason given';

export const empty = (): Report => ({ passed: 0, failed: 0, failures: [], skipped: [] });

export function add(reports: Report[]): Report {
  return reports.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      failures: [...sum.failures, ...one.failures],
      skipped: [...sum.skipped, ...one.skipped]
    }),
    empty()
  );
}

/** A runner that ended badly without a failed test, left no report or found no test has failed all the same. */
export function settle(report: Report | null, code: number): { report: Report; note: string } {
  if (report === null)
    return { report: { ...empty(), failed: 1 }, note: 'The suite ended without a report.' };
  if (report.passed + report.failed + report.skipped.length === 0)
    return { report: { ...report, failed: 1 }, note: 'The suite found no tests.' };
  if (code !== 0 && report.failed === 0)
    return { report: { ...report, failed: 1 }, note: `The suite crashed (exit code ${String(code)}).` };
  return { report, note: '' };
}

/** The last line of `npm test`; machines read it. */
export const lastLine = ({ passed, failed, skipped }: Report): string =>
  `${String(passed)} passed, ${String(failed)} failed, ${String(skipped.length)} skipped`;

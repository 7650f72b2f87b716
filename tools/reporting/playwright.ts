import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, Suite, TestCase, TestError } from 'playwright/types/testReporter';
import { type Thrown, errorLines } from './failure.ts';
import { NO_REASON, empty } from './report.ts';

function skipReason(test: TestCase): string {
  const mark = test.annotations.find(({ type }) => type === 'skip' || type === 'fixme');
  if (mark) return mark.description ?? NO_REASON;
  return test.results.length === 0 ? 'did not run' : NO_REASON;
}

/** Writes a suite's counts to the file named by SUITE_REPORT. */
export default class CountsReporter implements Reporter {
  private suite: Suite | null = null;
  private readonly errors: Thrown[] = [];

  onBegin(_config: unknown, suite: Suite): void {
    this.suite = suite;
  }

  onError(error: TestError): void {
    this.errors.push(error);
  }

  onEnd(): void {
    const report = empty();
    report.failed += this.errors.length;
    for (const error of this.errors)
      report.failures.push({ name: 'outside of any test', error: errorLines([error]) });
    for (const test of this.suite?.allTests() ?? []) {
      const outcome = test.outcome();
      const name = test.titlePath().filter(Boolean).join(' > ');
      if (outcome === 'expected') report.passed += 1;
      else if (outcome === 'skipped') report.skipped.push({ name, reason: skipReason(test) });
      else {
        // A flaky test is a failed one.
        report.failed += 1;
        const errors = test.results.flatMap((result) => result.errors);
        report.failures.push({ name, error: errorLines(errors) });
      }
    }
    const file = process.env.SUITE_REPORT;
    if (!file) return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(report));
  }

  printsToStdio(): boolean {
    return false;
  }
}

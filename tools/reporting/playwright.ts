import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, Suite, TestCase } from 'playwright/types/testReporter';
import { NO_REASON, empty } from './report.ts';

function skipReason(test: TestCase): string {
  const mark = test.annotations.find(({ type }) => type === 'skip' || type === 'fixme');
  if (mark) return mark.description ?? NO_REASON;
  return test.results.length === 0 ? 'did not run' : NO_REASON;
}

/** Writes a suite's counts to the file named by SUITE_REPORT. */
export default class CountsReporter implements Reporter {
  private suite: Suite | null = null;
  private errors = 0;

  onBegin(_config: unknown, suite: Suite): void {
    this.suite = suite;
  }

  onError(): void {
    this.errors += 1;
  }

  onEnd(): void {
    const report = empty();
    report.failed += this.errors;
    for (const test of this.suite?.allTests() ?? []) {
      const outcome = test.outcome();
      const name = test.titlePath().filter(Boolean).join(' > ');
      if (outcome === 'expected') report.passed += 1;
      else if (outcome === 'skipped') report.skipped.push({ name, reason: skipReason(test) });
      else {
        // A flaky test is a failed one.
        report.failed += 1;
        report.failures.push(name);
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

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import { type Thrown, errorLines } from './failure.ts';
import { NO_REASON, empty } from './report.ts';

/** Writes a suite's counts to the file named by SUITE_REPORT. */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly Thrown[]): void {
    const report = empty();
    report.failed += unhandled.length;
    for (const error of unhandled)
      report.failures.push({ name: 'outside of any test', error: errorLines([error]) });
    for (const module of modules) {
      // A hook that fails leaves its tests skipped: the failure must still count.
      const broken = [module, ...module.children.allSuites()].filter((one) => one.errors().length > 0);
      for (const one of broken) {
        report.failed += one.errors().length;
        report.failures.push({
          name: `${module.relativeModuleId} > ${one.type === 'suite' ? one.fullName : 'the file'}`,
          error: errorLines(one.errors())
        });
      }
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') report.passed += 1;
        else if (result.state === 'failed') {
          report.failed += 1;
          report.failures.push({
            name: `${module.relativeModuleId} > ${test.fullName}`,
            error: errorLines(result.errors)
          });
        } else {
          const reason = result.state === 'skipped' ? result.note : 'did not run';
          report.skipped.push({ name: test.fullName, reason: reason ?? NO_REASON });
        }
      }
    }
    const file = process.env.SUITE_REPORT;
    if (!file) return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(report));
  }
}

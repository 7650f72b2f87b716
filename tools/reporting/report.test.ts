import { describe, expect, it } from 'vitest';
import { add, empty, lastLine, settle } from './report.ts';

const skipped = [{ name: 'a > b', reason: 'needs a printer' }];

describe('the counts of all suites', () => {
  it('are added up and printed as one line', () => {
    const total = add([
      { passed: 3, failed: 0, failures: [], skipped },
      { passed: 2, failed: 1, failures: [{ name: 'c > d', error: ['no'] }], skipped: [] }
    ]);
    expect(lastLine(total)).toBe('5 passed, 1 failed, 1 skipped');
    expect(total.failures).toEqual([{ name: 'c > d', error: ['no'] }]);
  });

  it('are nothing without a suite', () => {
    expect(lastLine(add([]))).toBe('0 passed, 0 failed, 0 skipped');
  });
});

describe('a suite', () => {
  it('keeps its counts when it ended well', () => {
    const report = { passed: 1, failed: 0, failures: [], skipped };
    expect(settle(report, 0)).toEqual({ report, note: '' });
  });

  it('has failed when it crashed, left no report or found no test', () => {
    expect(settle({ ...empty(), passed: 9 }, 139).report.failed).toBe(1);
    expect(settle(null, 0).report.failed).toBe(1);
    expect(settle(empty(), 0).report.failed).toBe(1);
  });

  it('is not counted twice when its tests failed', () => {
    expect(settle({ ...empty(), passed: 9, failed: 2 }, 1).report.failed).toBe(2);
  });
});

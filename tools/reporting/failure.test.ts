import { styleText } from 'node:util';
import { describe, expect, it } from 'vitest';
import { errorLines, printed } from './failure.ts';
import { reportSchema } from './report.ts';

const ROOT = '/srv/site';
const failed = (name: string, lines: number) => ({
  name,
  error: [...Array.from({ length: lines - 1 }, (_, index) => `line ${String(index + 1)}`), 'at a.ts:1']
});

describe('why a test failed', () => {
  it('is its message, what was expected, and the first place in the project', () => {
    const lines = errorLines(
      [
        {
          message: `expected ${styleText('red', "'a'", { validateStream: false })} to be 'b'`,
          diff: '- Expected\n+ Received\n\n- b\n+ a\n',
          stack: [
            "AssertionError: expected 'a' to be 'b'",
            '    at Proxy.be (file:///srv/site/node_modules/chai/index.js:1:1)',
            '    at read (/srv/site/tests/db/reading.test.ts:20:5)',
            '    at file:///srv/site/tests/db/other.test.ts:30:5'
          ].join('\n')
        }
      ],
      ROOT
    );
    expect(lines).toEqual([
      "expected 'a' to be 'b'",
      '- Expected',
      '+ Received',
      '- b',
      '+ a',
      'at tests/db/reading.test.ts:20'
    ]);
  });

  it('is placed where the runner says, before its stack', () => {
    const stack = 'Error: no\n    at file:///srv/site/tests/a.test.ts:99:5';
    const stacks = [{ file: '/srv/site/tests/a.test.ts', line: 7 }];
    expect(errorLines([{ message: 'no', stack, stacks }], ROOT)).toEqual(['no', 'at tests/a.test.ts:7']);
    const location = { file: '/srv/site/tests/b.test.ts', line: 8 };
    expect(errorLines([{ message: 'no', stack, location }], ROOT)).toEqual(['no', 'at tests/b.test.ts:8']);
    expect(errorLines([{ message: 'no', stack }], ROOT)).toEqual(['no', 'at tests/a.test.ts:99']);
  });

  it('tells of each error, of what caused it, and of what was thrown instead of one', () => {
    const cause = { message: 'connect ECONNREFUSED 127.0.0.1:9' };
    expect(errorLines([{ message: 'Time is up.' }, { message: 'fetch failed', cause }], ROOT)).toEqual([
      'Time is up.',
      'fetch failed',
      'caused by: connect ECONNREFUSED 127.0.0.1:9'
    ]);
    expect(errorLines([{ value: '42' }], ROOT)).toEqual(['42']);
  });

  it('is fifteen lines of at most 300 characters, with the place as the last and the end of a long line', () => {
    const page = `expected '${'<p>'.repeat(500)}' to contain 'tracking code'`;
    const lines = errorLines(
      [
        {
          message: `${page}\n${'more\n'.repeat(40)}`,
          stacks: [{ file: '/srv/site/src/a.ts', line: 3 }]
        }
      ],
      ROOT
    );
    expect(lines).toHaveLength(15);
    expect(lines.at(-1)).toBe('at src/a.ts:3');
    expect(lines[0]).toHaveLength(300);
    expect(lines[0]).toMatch(/^expected '<p>.* … .*to contain 'tracking code'$/);
  });
});

describe('what a run prints of its failures', () => {
  it('is the name of each and under it why', () => {
    expect(printed([failed('a > b', 2), { name: 'c', error: [] }])).toEqual([
      'failed: a > b',
      '    line 1',
      '    at a.ts:1',
      'failed: c'
    ]);
  });

  it('is twenty in detail, at the end of a hundred lines, and the other names before them', () => {
    const lines = printed(Array.from({ length: 30 }, (_, index) => failed(`test ${String(index)}`, 15)));
    expect(lines.filter((line) => line.startsWith('failed: '))).toHaveLength(30);
    expect(lines.slice(0, 2)).toEqual(['failed: test 20', 'failed: test 21']);
    expect(lines.slice(-4)).toEqual(['failed: test 19', '    line 1', '    line 2', '    at a.ts:1']);
    expect(lines.length - 10).toBeLessThan(100);
  });

  it('spends no line on a heading where there are few', () => {
    const error = ['expected 500 to be 200', '- Expected', '+ Received', '- 200', '+ 500', 'at a.ts:1'];
    const many = Array.from({ length: 18 }, (_, index) => ({ name: `test ${String(index)}`, error }));
    expect(printed(many).slice(0, 5)).toEqual([
      'failed: test 0',
      '    expected 500 to be 200',
      '    - 200',
      '    + 500',
      '    at a.ts:1'
    ]);
    expect(printed(many.slice(0, 1))).toHaveLength(7);
  });

  it('passes through the file between a runner and the run', () => {
    const report = { passed: 0, failed: 1, failures: [failed('a', 3)], skipped: [] };
    expect(reportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  });
});

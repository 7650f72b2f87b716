import { describe, expect, it } from 'vitest';
import { readExport } from './file.ts';

const row = (n: number, more: Record<string, unknown> = {}) => ({
  check_in_id: `00000000-0000-4000-8000-00000000000${String(n)}`,
  kind: 'booked',
  code: 'abcd2345',
  at: '2026-11-30T09:50:00+08:00',
  device: 'A1B2C3',
  ...more
});
const file = (...entries: unknown[]) => JSON.stringify(entries);
const held = (of: unknown, slug = 'aaaa') => ({ slug, row: of, refused: null });

describe('the file of a gate', () => {
  it('is read in order, each check-in once, with what is wrong at its place', () => {
    const read = readExport(
      file(
        held(row(1)),
        held(row(2, { name: '张三' }), 'bbbb'),
        held(row(3, { party_size: 99 })),
        'nonsense',
        held(row(1)),
        held(row(4, { kind: 'walk_in', name: '李四', code: null }))
      ),
      'aaaa'
    );
    expect(read?.rows.map((one) => [one.row, one.checkIn.check_in_id.at(-1)])).toEqual([
      [1, '1'],
      [6, '4']
    ]);
    expect(read?.bad).toEqual([
      { row: 2, who: '张三', why: 'other_day' },
      { row: 3, who: 'abcd2345', why: 'unreadable' },
      { row: 4, who: '', why: 'unreadable' }
    ]);
    expect(read?.repeated).toBe(1);
  });

  it('is told from any other file', () => {
    for (const text of ['', '{}', '[]', '[1,2]', 'check_in_id,kind\n', '[{"slug":"aaaa"'])
      expect(readExport(text, 'aaaa'), text).toBeNull();
  });
});

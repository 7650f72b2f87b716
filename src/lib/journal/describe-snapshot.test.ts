import { describe as group, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import { describe } from './describe.ts';
import type { Entry } from './entry.ts';

const entry = (kind: string, facts: Record<string, unknown>): Entry => ({
  ...{ seq: 700, kind, version: 1, facts, supersedes: null, division_code: null, project_id: null },
  ...{ subject_type: 'snapshot', subject_id: '2026-11-30' },
  ...{ occurred_at: '2026-11-30T00:00:00.000Z', recorded_at: '2026-11-30T00:00:00.000Z' }
});
const facts = {
  snapshot: '2026-11-30',
  day: '2026-11-30',
  edition: 1,
  seq: 699,
  rows: 1200,
  manifest_sha256: 'ab'
};

group('a snapshot', () => {
  it('is told with its day, its entry, its rows and the hash that proves it', () => {
    const told = describe(entry('snapshot.published', facts), translator('zh'));
    expect(told.title).toBe('开放数据快照：2026年11月30日');
    expect(told.lines).toEqual(['截至动态第 699 条', '共 1200 行', '清单的 SHA-256：ab']);
    expect(told.path).toBe('/open/snapshots/2026-11-30');
  });

  it('that was issued anew says how much is left out', () => {
    const again = { ...facts, snapshot: '2026-11-30.2', edition: 2, left_out: 1 };
    const told = describe(entry('snapshot.reissued', again), translator('en'));
    expect(told.title).toBe('Snapshot of open data: 30 November 2026, edition 2');
    expect(told.lines).toContain('1 thing is no longer public and is left out of this edition');
    expect(told.path).toBe('/open/snapshots/2026-11-30.2');
  });

  it.each(['published', 'reissued'])('%s never shows a code name, whatever it lacks', (event) => {
    for (const t of [translator('zh'), translator('en')]) {
      const told = describe(entry(`snapshot.${event}`, { rows: 'x' }), t);
      expect([told.title, ...told.lines].join(' ')).not.toMatch(/snapshot\.|undefined|\{\{/);
      expect(told.path).toBe('/open/snapshots');
    }
  });
});

import { describe as group, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import { describe } from './describe.ts';
import { kinds, type Entry } from './entry.ts';

const zh = translator('zh');
const en = translator('en');

const entry = (kind: string, facts: Record<string, unknown>): Entry => ({
  seq: 9,
  kind,
  version: 1,
  facts: {
    slug: 'prj',
    name: '江湾花园',
    open_day: 'day2345678',
    title: '主体结构开放日',
    milestone_name_en: 'main-structure acceptance',
    starts_at: '2026-12-10T01:30:00.000Z',
    ends_at: '2026-12-10T03:30:00.000Z',
    ...facts
  },
  supersedes: null,
  division_code: '420106',
  project_id: null,
  subject_type: 'open_day',
  subject_id: 'x',
  occurred_at: '2026-11-30T04:00:00.000Z',
  recorded_at: '2026-11-30T04:00:00.000Z'
});

group('an open day in words', () => {
  it('is announced with its hours, meeting point and seats, and leads to its page', () => {
    const told = describe(
      entry('open_day.announced', { meeting_point: '南门', seats: { deputy: 4, resident: 10, media: 0 } }),
      zh
    );
    expect(told.title).toBe('江湾花园：举办主体结构开放日，可以预约');
    expect(told.path).toBe('/open-days/day2345678');
    expect(told.lines).toContain('集合地点：南门');
    expect(told.lines).toContain('名额：两代表一委员 4 人、住户 10 人');
  });

  it('is changed from one hour to another, with the reason', () => {
    const changes = { starts_at: { from: '2026-12-10T01:30:00.000Z', to: '2026-12-11T01:30:00.000Z' } };
    const { lines } = describe(entry('open_day.changed', { changes, reason: '混凝土浇筑' }), zh);
    expect(lines[0]).toBe('理由：混凝土浇筑');
    expect(lines[1]).toMatch(/^开始时间：.*10.*09:30 → .*11.*09:30$/);
  });

  it('is cancelled for a reason in words, and held with counts alone', () => {
    expect(describe(entry('open_day.cancelled', { reason: 'weather' }), en).lines.join()).toContain(
      'weather'
    );
    expect(describe(entry('open_day.held', { attended: { resident: 7 } }), en).lines).toContain(
      'Came: residents 7'
    );
    expect(describe(entry('open_day.not_held', { attended: {} }), zh).lines).toContain('没有到场记录');
  });

  it('is overdue until taken back, and reported on by number', () => {
    const owed = { announce_by: '2026-12-01', due_on: '2026-12-20' };
    expect(describe(entry('open_day.overdue', owed), zh).lines).toHaveLength(2);
    expect(describe(entry('open_day.rescheduled', owed), zh).lines).toHaveLength(3);
    const reports = { host_absent: 2, access_refused: 0 };
    expect(describe(entry('open_day.reported', { reports }), en).lines).toEqual([
      '2 guests reported that the host was absent'
    ]);
  });

  it('has words for each kind in both languages, whatever facts are missing', () => {
    for (const kind of kinds.filter((one) => one.startsWith('open_day.')))
      for (const t of [zh, en]) {
        const { title } = describe({ ...entry(kind, {}), facts: { name: '某项目' } }, t);
        expect(title).toContain('某项目');
        expect(title).not.toContain('open_day');
      }
  });
});

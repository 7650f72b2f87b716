import { describe as group, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import { describe, kindName } from './describe.ts';
import { kinds, type Entry } from './entry.ts';

const zh = translator('zh');
const en = translator('en');

const entry = (kind: string, facts: Record<string, unknown>): Entry => ({
  seq: 9,
  kind,
  version: 2,
  facts: {
    number: '420100-2026-0007',
    name: '王芳',
    category: 'deputy',
    supervisor_kind: 'cppcc_member',
    valid_from: '2026-01-01',
    valid_until: '2027-12-31',
    ...facts
  },
  supersedes: null,
  division_code: '420100',
  project_id: null,
  subject_type: 'supervisor',
  subject_id: 'x',
  occurred_at: '2026-01-01T04:00:00.000Z',
  recorded_at: '2026-01-01T04:00:00.000Z'
});

group('an entry about a supervisor', () => {
  it.each(kinds.filter((kind) => kind.startsWith('supervisor.')))(
    '%s is told in both languages and leads to the certificate',
    (kind) => {
      const told = describe(entry(kind, { reason: '多次无故缺席' }), zh);
      expect(told.title).toContain('王芳');
      expect(told.lines).toContain('编号：420100-2026-0007');
      expect(told.lines).toContain('理由：多次无故缺席');
      expect(told.path).toBe('/supervisors/420100-2026-0007');
      const english = describe(entry(kind, { name: 'Wang Fang' }), en);
      expect([english.title, ...english.lines].join()).not.toMatch(/\p{Script=Han}|undefined|\{\{/u);
      expect(kindName(kind, zh)).not.toBe(kindName('never.heard', zh));
    }
  );

  it('says what the person is, and does without facts of another shape', () => {
    expect(describe(entry('supervisor.registered', {}), zh).title).toBe('社会监督员登记：王芳（政协委员）');
    const told = describe(entry('supervisor.registered', { number: 5, name: null, valid_from: {} }), zh);
    expect([told.title, ...told.lines].join()).not.toMatch(/undefined|null|object/);
    expect(told.path).toBe('/supervisors');
  });
});

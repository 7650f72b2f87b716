import { describe as group, expect, it } from 'vitest';
import { translator } from '#lib/i18n/index.ts';
import { complaintEvents } from './describe-complaint.ts';
import { describe } from './describe.ts';
import { kinds, type Entry } from './entry.ts';

const common = {
  ...{
    slug: 'work-1',
    name: '示范小区',
    complaint: 'c-1',
    number: 'C420100-2026-000001',
    category: 'seepage'
  },
  ...{ category_name: '渗漏', category_name_en: 'Leaks and damp', title: '屋面渗水', filed: '2026-11-05' },
  bureau: '示范市住建局'
};
const entry = (kind: string, facts: Record<string, unknown>): Entry => ({
  ...{ seq: 9, kind, version: 1, supersedes: null, division_code: '420106', project_id: null },
  ...{ subject_type: 'complaint', subject_id: 'x', occurred_at: '2026-11-20T00:00:00Z' },
  recorded_at: '2026-11-20T00:00:00Z',
  facts: { ...common, ...facts }
});
const zh = translator('zh');
const en = translator('en');

group('complaints in the journal', () => {
  it('tell what was found, what came of it and what the bureau says', () => {
    const { title, lines, path } = describe(
      entry('complaint.answered', {
        ...{ outcome: 'partly', result: 'will_fix', reply_text: '已责成维修', fix_by: '2026-12-31' }
      }),
      zh
    );
    expect(title).toBe('示范小区：答复投诉“屋面渗水”（部分属实、限期整改）');
    expect(lines).toEqual([
      '编号：C420100-2026-000001',
      '提出时间：2026年11月5日',
      '办理部门：示范市住建局',
      '答复：已责成维修',
      '整改期限：2026年12月31日'
    ]);
    expect(path).toBe('/complaints/c-1');
  });

  it('name the district where the project is not told, and the month where the day is not', () => {
    const coarse = entry('complaint.accepted', {
      slug: undefined,
      name: undefined,
      title: undefined,
      filed: '2026-11'
    });
    const names = { division: () => '武汉市武昌区' };
    const { title, lines } = describe(coarse, zh, names);
    expect(title).toBe('武汉市武昌区：受理投诉“渗漏”');
    expect(lines).toContain('提出时间：2026年11月');
    expect(describe(coarse, en, { division: () => 'Wuchang District' }).title).toContain('Leaks and damp');
  });

  it('say which article a deadline rests on, and that it passed', () => {
    const due = { due_on: '2026-11-18', clock: 'notice', basis: '《信访工作条例》第二十三条' };
    expect(describe(entry('complaint.overdue', due), zh).lines).toEqual(
      expect.arrayContaining(['告知是否受理应于 2026年11月18日前完成', '依据：《信访工作条例》第二十三条'])
    );
    expect(
      describe(entry('complaint.supervised', { ...due, by: 'clock', superior: '示范省住建厅' }), zh).lines
    ).toEqual(expect.arrayContaining(['逾期自动督办', '督办或复查机关：示范省住建厅']));
  });

  it('say whether the person agrees, whose wish it is, and that a review is final', () => {
    const said = (kind: string, facts: object) => describe(entry(`complaint.${kind}`, { ...facts }), zh);
    expect(said('closed', { reason: '已回访', solved: false }).lines).toContain('投诉人说：没有解决');
    expect(said('reopened', { by: 'person', times: 2 }).lines).toEqual(
      expect.arrayContaining(['由投诉人要求', '第 2 次重新办理'])
    );
    expect(said('reviewed', { outcome: 'changed', final: true }).title).toContain('复核意见（改变原答复）');
    expect(said('reviewed', { outcome: 'upheld' }).title).toContain('复查意见（维持原答复）');
    expect(said('not_accepted', { reason: '已由法院受理', channel: '人民法院' }).lines).toEqual(
      expect.arrayContaining(['理由：已由法院受理', '可以到这里反映：人民法院'])
    );
    expect(said('withdrawn', { ex_officio: true }).lines).toContain('主管部门继续查处');
  });

  it('no longer tell what is kept private since', () => {
    const { lines } = describe(entry('complaint.published', { withheld: true, title: undefined }), zh);
    expect(lines).toEqual(['现在不再公开，内容不再显示']);
  });

  it('are all known to feeds', () => {
    expect(kinds.filter((kind) => kind.startsWith('complaint.'))).toEqual(
      complaintEvents.map((event) => `complaint.${event}`)
    );
  });

  it.each(complaintEvents)(
    '%s never shows a code name, whatever facts it lacks or has of another shape',
    (event) => {
      for (const facts of [
        {},
        {
          complaint: 'c-1',
          outcome: 'unheard_of',
          result: 4,
          clock: [],
          by: 'nobody',
          due_on: '2026-11-18',
          days: 'x'
        }
      ])
        for (const t of [zh, en]) {
          const { title, lines } = describe({ ...entry(`complaint.${event}`, {}), facts }, t);
          expect([title, ...lines].join(' ')).not.toMatch(/complaint\.|unheard|nobody|undefined|\{\{/);
        }
    }
  );
});

import { describe, expect, it } from 'vitest';
import type { FactField } from '#lib/catalogue/catalogue.ts';
import { translator } from '#lib/i18n/index.ts';
import { findings, seenOf, unchecked } from './findings.ts';
import { changesOf } from './versions.ts';

const t = translator('zh');
const field = (name: string, kind: FactField['kind'], label: string): FactField => ({
  name,
  kind,
  label,
  label_en: label,
  required: false
});
const fields = [field('groups', 'integer', '组数'), field('body', 'text', '检测机构')];

describe('what looks like personal data', () => {
  const found = findings(
    {
      fields,
      facts: { groups: 13912345678, body: '甲公司 13912345678' },
      note: '李工 13800001111',
      reason: null,
      documents: [
        {
          file_name: '报告.pdf',
          caption: '联系 13700002222',
          warnings: [{ kind: 'id_number', sample: '4201**********1234', page: 3 }]
        }
      ]
    },
    t
  );

  it('is found in words, captions and documents, and told where', () => {
    expect(found.map(({ where, page, sample }) => [where, page, sample])).toEqual([
      ['检测机构', undefined, '139****5678'],
      ['说明', undefined, '138****1111'],
      ['报告.pdf', 3, '4201**********1234'],
      ['报告.pdf', undefined, '137****2222']
    ]);
  });

  it('is told from the number of a permit by the name of the field', () => {
    // passes every check of an identity card
    const number = '420102199003070010';
    const asked = (label: string) =>
      findings({ fields: [field('number', 'text', label)], facts: { number }, documents: [] }, t).length;
    expect(asked('施工许可证编号')).toBe(0);
    expect(asked('经办人身份证号')).toBe(1);
    expect(asked('编号')).toBe(1);
  });

  it('has to be looked at, and again when more is found', () => {
    const seen = seenOf(found);
    expect(unchecked([], { seen: '' })).toBeNull();
    expect(unchecked(found, { seen })).toBe('disclosureDesk.redaction.missing');
    expect(unchecked(found, { checked: 'yes', seen })).toBeNull();
    expect(unchecked(found, { checked: 'yes', seen: seenOf(found.slice(1)) })).toBe(
      'disclosureDesk.redaction.changed'
    );
  });
});

describe('changes between versions', () => {
  const document = (hash: string) => ({ sha256: hash, file_name: `${hash}.pdf` });

  it('are the facts, the remark and the documents that differ, as the database tells them', () => {
    const before = {
      facts: { groups: 24, body: '甲' },
      note: null,
      documents: [document('a'), document('b')]
    };
    const after = {
      facts: { groups: 26, added: true },
      note: '补充',
      documents: [document('b'), document('c')]
    };
    expect(changesOf(before, after)).toEqual({
      'facts.groups': { from: 24, to: 26 },
      'facts.body': { from: '甲', to: undefined },
      'facts.added': { from: undefined, to: true },
      note: { from: undefined, to: '补充' },
      'documents.a': { from: 'a.pdf', to: undefined },
      'documents.c': { from: undefined, to: 'c.pdf' }
    });
    expect(changesOf(before, { ...before, note: '' })).toEqual({});
  });
});

import { pdf } from '#lib/documents/fixtures.ts';
import { companies } from '#lib/programme/demo/names.ts';

/** What people type to disclose, through the pages of a server with demonstration data. */

const party = (role: 'developer' | 'contractor' | 'supervising_engineer' | 'testing_body') => {
  const { name = '', uscc = '' } = companies[role][0] ?? {};
  return { [`${role}.name`]: name, [`${role}.uscc`]: uscc };
};

let registered = 0;
/** The three workers of the browser's tests share a server: each takes every third number. */
const worker = process.env.TEST_PARALLEL_INDEX;

/**
 * A permit number that no other test has used, of years that the demonstration leaves out; an earlier one might read as the
 * number of an identity card.
 */
export function newPermit(): string {
  registered += 1;
  const number = worker === undefined ? registered : registered * 3 + (Number(worker) % 3);
  const day = new Date(Date.UTC(2001, 0, 1 + (Date.now() % 2_500))).toISOString().slice(0, 10);
  return `420102${day.replaceAll('-', '')}${String(10 + (number % 89))}${String(1 + (Date.now() % 2)).padStart(2, '0')}`;
}

/** The form of a project whose parties have demonstration accounts, with its main structure accepted. */
export const projectForm = (permit: string, name: string): Record<string, string> => ({
  name,
  permit_no: permit,
  division_code: '420102',
  address: '一元路1号',
  housing_type: 'commodity',
  ...party('developer'),
  ...party('contractor'),
  ...party('supervising_engineer'),
  ...party('testing_body'),
  'permit.reached': '2026-01-05',
  'structure_acceptance.reached': '2026-03-02'
});

/** Whole facts of `rebar_tests`, as its form names them. */
export const rebarForm: Record<string, string> = {
  'facts.material_batches': '12',
  'facts.material_groups': '24',
  'facts.material_failed': '1',
  'facts.material_passed_retest': '1',
  'facts.joint_groups': '10',
  'facts.joint_failed': '0',
  'facts.joint_passed_retest': '0',
  'facts.testing_body': '示范精测工程质量检测有限公司',
  'facts.report_numbers': 'GJ-2026-001 至 GJ-2026-034',
  'facts.conclusion': 'qualified_after_retest'
};

/** A report as companies scan it; each text another file. */
export const report = (text: string): Buffer => pdf({ pages: [text] });

/** What a hidden field of a page holds; empty where the page has none of that name. */
export const hidden = (text: string, name: string): string => {
  const tag = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(text)?.[0] ?? '';
  return (/value="([^"]*)"/.exec(tag)?.[1] ?? '')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<');
};

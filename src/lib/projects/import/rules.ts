import { permitDay } from '#lib/projects/codes.ts';
import { kindWords } from '#lib/projects/import/catalogue.ts';
import { permitAgrees } from '#lib/projects/import/divisions.ts';
import type { RowReader } from '#lib/projects/import/rows.ts';
import type { ImportMilestone, MilestoneKind } from '#lib/projects/import/schema.ts';

/** What the rules across cells look at; undefined where a column is missing or its cell is bad. */
export interface Draft {
  permit_no?: string | null | undefined;
  division_code: string | undefined;
  milestones: ImportMilestone[];
}

/** The first of each pair comes before the second by the rules of acceptance. */
const ORDER: [MilestoneKind, MilestoneKind][] = [
  ['foundation_acceptance', 'structure_acceptance'],
  ['structure_acceptance', 'completion_acceptance'],
  ['concealed_acceptance', 'household_acceptance'],
  ['household_acceptance', 'completion_acceptance'],
  ['completion_acceptance', 'completion_filing']
];

/** Days are YYYY-MM-DD, which compare as text. */
function checkReached(reader: RowReader, draft: Draft): void {
  const { today } = reader.context;
  const inNumber = draft.permit_no ? permitDay(draft.permit_no) : null;
  const permit = draft.milestones.find(({ kind }) => kind === 'permit')?.reached ?? inNumber;
  for (const { kind, reached } of draft.milestones) {
    if (!reached) continue;
    if (reached > today) reader.fail('date_future', `${kind}.reached`, today);
    else if (permit !== null && kind !== 'permit' && reached < permit) {
      reader.warn('before_permit', `${kind}.reached`, permit);
    }
  }
}

function checkOrder(reader: RowReader, draft: Draft): void {
  const byKind = new Map(draft.milestones.map((milestone) => [milestone.kind, milestone]));
  for (const [earlier, later] of ORDER) {
    const words = kindWords(earlier);
    for (const part of ['planned', 'reached'] as const) {
      const [before, after] = [byKind.get(earlier)?.[part], byKind.get(later)?.[part]];
      if (!before || !after || after >= before) continue;
      reader.warn('before_step', `${later}.${part}`, {
        zh: `${words.zh}（${before}）`,
        en: `${words.en} (${before})`
      });
    }
  }
}

function checkPermitDivision(reader: RowReader, draft: Draft): void {
  const division = reader.context.divisions.byCode.get(draft.division_code ?? '');
  if (!draft.permit_no || division === undefined || permitAgrees(draft.permit_no, division)) return;
  reader.warn('permit_division', 'permit_no', division.code);
}

export function checkRules(reader: RowReader, draft: Draft): void {
  checkReached(reader, draft);
  checkOrder(reader, draft);
  checkPermitDivision(reader, draft);
}

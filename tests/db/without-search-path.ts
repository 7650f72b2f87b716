import * as complaints from './access-matrix-complaints.ts';
import * as findings from './access-matrix-findings.ts';
import * as openData from './access-matrix-open-data.ts';
import * as openDays from './access-matrix-open-days.ts';

const inlined = 'a function with settings cannot be inlined, and this one must be for its indexes to serve';
const swept =
  'a function with settings cannot be inlined, and a sweep over all projects and items calls it for each pair';

/** Functions without a search_path of their own, with the reason. Each name in them is qualified. */
export const withoutSearchPath: Record<string, string> = {
  ...complaints.withoutSearchPath,
  ...findings.withoutSearchPath,
  ...openData.withoutSearchPath,
  ...openDays.withoutSearchPath,
  'private.day_of': swept,
  'private.days_after': swept,
  'private.deadline_rules_for': swept,
  'private.division_prefix': swept,
  'private.item_applies': swept,
  'private.matching_disclosures': inlined,
  'private.matching_entries': inlined,
  'private.matching_projects': inlined,
  'private.plan_shortfalls': inlined,
  'private.reckon_disclosures': swept,
  'private.status_of': swept
};

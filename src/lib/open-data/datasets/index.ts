import { catalogue } from './catalogue.ts';
import { complaints } from './complaints.ts';
import type { Dataset } from './dataset.ts';
import { deadlines } from './deadlines.ts';
import { disclosures } from './disclosures.ts';
import { divisions } from './divisions.ts';
import { documents } from './documents.ts';
import { findings } from './findings.ts';
import { milestones } from './milestones.ts';
import { openDays } from './open-days.ts';
import { parties } from './parties.ts';
import { projects } from './projects.ts';
import { rectifications } from './rectifications.ts';
import { visits } from './visits.ts';

/** The thirteen data sets, in the order in which people see them. */
export const datasets = [
  projects,
  parties,
  milestones,
  disclosures,
  documents,
  openDays,
  visits,
  findings,
  rectifications,
  complaints,
  deadlines,
  divisions,
  catalogue
] as const;

export const datasetNames: readonly string[] = datasets.map(({ name }) => name);

const byName = new Map<string, Dataset>(datasets.map((dataset) => [dataset.name, dataset]));

/** The data set of a name; undefined for one that there is not. */
export const datasetOf = (name: string): Dataset | undefined => byName.get(name);

export type { Dataset } from './dataset.ts';

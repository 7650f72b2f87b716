import * as complaints from '#lib/complaints/reading/complaints.server.ts';
import { list as complaintList } from '#lib/complaints/reading/list-schema.ts';
import * as disclosures from '#lib/disclosures/disclosures.server.ts';
import { list as disclosureList } from '#lib/disclosures/read-schema.ts';
import * as findings from '#lib/findings/reading/findings.server.ts';
import { list as findingList } from '#lib/findings/reading/list-schema.ts';
import type { Key } from '#lib/i18n/types.ts';
import * as openDays from '#lib/open-days/days.server.ts';
import { list as openDayList } from '#lib/open-days/list-schema.ts';
import * as projects from '#lib/projects/browse.server.ts';
import { list as projectList } from '#lib/projects/schema.ts';
import { listNames, type ListName } from './names.ts';

type Facts = Record<string, unknown>;

/** A list that a page shows, as its own slice reads its address: the feed can mean nothing else than the page does. */
export interface List {
  name: ListName;
  title: Key;
  /** What the address may narrow it by. */
  filters: readonly string[];
  /** The filters as the page reads them; what it would not take is undefined. */
  read: (params: URLSearchParams) => Facts;
  /** The filters as the database takes them. */
  ask: (params: URLSearchParams) => Facts;
  /** The filters alone, in one order. */
  search: (params: URLSearchParams) => string;
}

const all: Record<ListName, Omit<List, 'name'>> = {
  projects: {
    title: 'projects.title',
    filters: projectList.names,
    read: (params) => projectList.parse(params).filters,
    ask: (params) => projects.filtersOf(projectList.parse(params).filters),
    search: (params) => projectList.filterSearch(params)
  },
  disclosures: {
    title: 'disclosures.title',
    filters: disclosureList.names,
    read: (params) => disclosureList.parse(params).filters,
    ask: (params) => disclosures.filtersOf(disclosureList.parse(params).filters),
    search: (params) => disclosureList.filterSearch(params)
  },
  'open-days': {
    title: 'openDays.title',
    filters: openDayList.names,
    read: (params) => openDayList.parse(params).filters,
    ask: (params) => openDays.filtersOf(openDayList.parse(params).filters),
    search: (params) => openDayList.filterSearch(params)
  },
  findings: {
    title: 'findingsPublic.title',
    filters: findingList.names,
    read: (params) => findingList.parse(params).filters,
    ask: (params) => findings.filtersOf(findingList.parse(params).filters),
    search: (params) => findingList.filterSearch(params)
  },
  complaints: {
    title: 'complaintsPublic.title',
    filters: complaintList.names,
    read: (params) => complaintList.parse(params).filters,
    ask: (params) => complaints.filtersOf(complaintList.parse(params).filters),
    search: (params) => complaintList.filterSearch(params)
  }
};

export function listNamed(name: string): List | undefined {
  const known = listNames.find((one) => one === name);
  return known && { name: known, ...all[known] };
}

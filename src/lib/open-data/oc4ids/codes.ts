import type { Whole } from './rows.ts';

type PartyRole = Whole['parties'][number]['role'];

/** Roles of parties: those of the standard where it has one, else ours (open code list). */
export const roles: Record<PartyRole, string> = {
  developer: 'developer',
  contractor: 'contractor',
  supervising_engineer: 'supervisionEngineer',
  surveyor: 'surveyor',
  designer: 'designer',
  testing_body: 'testingAgency',
  third_party: 'independentMonitor'
};

/** Kinds of milestones: type and code; kinds that cities add are assessments without a code. */
export const milestones: Record<string, { type: string; code?: string }> = {
  permit: { type: 'approval', code: 'projectApproval' },
  foundation_acceptance: { type: 'assessment' },
  structure_acceptance: { type: 'assessment' },
  concealed_acceptance: { type: 'assessment' },
  household_acceptance: { type: 'assessment' },
  fire_acceptance: { type: 'approval' },
  completion_acceptance: { type: 'delivery', code: 'completion' },
  completion_filing: { type: 'approval', code: 'completionFiling' }
};

/** Items of the catalogue: the type of their documents; items that cities add are reports of building inspections. */
export const documentTypes: Record<string, string> = {
  construction_permit: 'constructionPermit',
  rebar_tests: 'materialTestResults',
  concrete_tests: 'materialTestResults',
  structure_entity_tests: 'buildingInspectionReport',
  foundation_acceptance: 'buildingInspectionReport',
  structure_acceptance: 'buildingInspectionReport',
  indoor_environment: 'buildingInspectionReport',
  household_acceptance_summary: 'buildingInspectionReport',
  fire_acceptance: 'buildingInspectionReport',
  completion_report: 'completionAcceptanceReport',
  completion_filing: 'completionCertificate'
};
export const documentType = (item: string): string => documentTypes[item] ?? 'buildingInspectionReport';

/** Items that tell tests of a material of the standard's list. */
export const materials: Record<string, string> = { rebar_tests: 'metal', concrete_tests: 'concrete' };

export const housingNames: Record<Whole['project']['housing_type'], string> = {
  commodity: '商品住宅',
  public_rental: '公租房',
  policy_rental: '政策性租赁住房',
  redevelopment: '棚改房',
  affordable_other: '其他保障性住房'
};

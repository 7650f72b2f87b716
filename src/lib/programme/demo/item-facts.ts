import * as acceptances from './acceptance-facts.ts';
import * as tests from './test-facts.ts';

/** Facts of each item as such records have them, so that every field of the catalogue is seen filled in. */
export const factsOf = {
  construction_permit: acceptances.permit,
  rebar_tests: tests.rebar,
  concrete_tests: tests.concrete,
  structure_entity_tests: tests.entity,
  foundation_acceptance: acceptances.foundation,
  structure_acceptance: acceptances.structure,
  indoor_environment: tests.air,
  household_acceptance_summary: acceptances.households,
  fire_acceptance: acceptances.fire,
  completion_report: acceptances.completion,
  completion_filing: acceptances.filing,
  wuhan_waterproofing: tests.waterproofing,
  xiangyang_pledge: acceptances.pledge
} as const;
export type ItemKey = keyof typeof factsOf;

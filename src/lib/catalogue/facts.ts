import { z } from 'zod';
import type { FactField } from './catalogue.ts';
import { checkFacts } from './check-facts.ts';
import { readFacts, tidy } from './describe-facts.ts';

/** For server code; components import it directly, without the schema library. */
export * from './describe-facts.ts';

/**
 * The schema of an item's facts, made from its fields. `complete` demands what is required; a draft may do without.
 * Messages are keys of the dictionary `errors`, at the path of the field.
 */
export function factsSchema(fields: readonly FactField[], complete = true) {
  return z
    .record(z.string(), z.unknown())
    .superRefine((facts, ctx) => {
      for (const { field, problem } of checkFacts(fields, facts, complete)) {
        ctx.addIssue({ code: 'custom', path: [field], message: `errors.facts_${problem}` });
      }
    })
    .transform((facts) => tidy(fields, facts));
}

/**
 * The facts within a form, for the one form pattern: `act(data, z.intersection(rest, factsForm(fields)), …)` gives
 * `{ …rest, facts }`, and problems at `facts.<name>`.
 */
export function factsForm(fields: readonly FactField[], complete = true) {
  return z
    .record(z.string(), z.unknown())
    .transform((given) => ({ facts: readFacts(fields, given) }))
    .pipe(z.object({ facts: factsSchema(fields, complete) }));
}

import { z } from 'zod';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { modes } from '../words.ts';
import * as findings from './findings.server.ts';

/** Numbers with a fraction come as text from some engines. */
const bound = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d+(\.\d+)?$/)
      .transform(Number)
  ])
  .nullable();

const tolerance = z.object({
  tolerance_rule_id: z.string(),
  quantity: z.string(),
  quantity_en: z.string(),
  unit: z.string(),
  mode: z.enum(modes),
  lower: bound,
  upper: bound,
  basis: z.string(),
  basis_en: z.string().nullable(),
  nature: z.enum(['standard', 'default']),
  valid_from: z.string(),
  valid_until: z.string().nullable()
});
export type ToleranceRule = z.infer<typeof tolerance>;

/** How findings are handled: the rules that the database keeps to. */
export async function load(db: Client) {
  const asked = db
    .from('tolerance_rules')
    .select(
      'tolerance_rule_id,quantity,quantity_en,unit,mode,lower,upper,basis,basis_en,nature,valid_from,valid_until'
    )
    .order('sort')
    .order('valid_from', { ascending: false });
  const [rules, tolerances] = await Promise.all([findings.rules(db), asked]);
  return { ...rules, tolerances: unwrap(tolerances, z.array(tolerance)) };
}

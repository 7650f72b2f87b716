import { z } from 'zod';
import kept from './validated.json' with { type: 'json' };

const validation = z.object({
  endpoint: z.string(),
  tool: z.string(),
  version: z.string(),
  at: z.string(),
  ok: z.boolean(),
  problems: z.array(z.string()),
  release: z.string()
});
export type Validation = z.infer<typeof validation>;

/** What tools from elsewhere said of each endpoint, the last time the suites of a release asked them. */
export const validations: Validation[] = z.array(validation).parse(kept);

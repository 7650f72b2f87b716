import { z } from 'zod';
import found from './validated.json' with { type: 'json' };

/** One endpoint as a tool that is not ours judged it, when the suites of this release ran on the demonstration data. */
const validation = z.object({
  /** Path of the endpoint, with `*` for what stands for many. */
  endpoint: z.string().startsWith('/'),
  tool: z.string().min(1),
  version: z.string().min(1),
  at: z.iso.datetime({ precision: 3 }),
  ok: z.boolean(),
  /** What the tool said is wrong: at most ten. */
  problems: z.array(z.string()).max(10),
  /** The release whose suites ran. */
  release: z.string()
});
export type Validation = z.infer<typeof validation>;
export const validationList = z.array(validation);

/** Folded from what the suites wrote, by `node tools/validations.ts`: not the data of this hub, but its software. */
export const validations: Validation[] = validationList.parse(found);

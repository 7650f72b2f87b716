import { z } from 'zod';

const fact = z.union([z.string(), z.number(), z.boolean()]);

/** What a preview hands back to be written: nothing in it is trusted, since each verb looks at it again. */
export const payload = z
  .array(
    z.object({
      line: z.number().int(),
      slug: z.string().min(1).max(60),
      /** Nothing is to be saved; it may still have to be submitted. */
      unchanged: z.boolean(),
      edits: z.number().int().nullable(),
      facts: z.record(z.string(), fact),
      note: z.string().max(2000),
      reason: z.string().max(500),
      documents: z.array(z.object({ document_id: z.uuid(), caption: z.string().max(300) })).max(50),
      /** What was pointed out in it. */
      seen: z.string().max(20_000)
    })
  )
  .max(300);
export type Payload = z.infer<typeof payload>;

const yes = z.literal('yes').optional().catch(undefined);
export const wishes = z.object({ skip: yes, submit: yes });

export const writing = z.object({
  payload: z
    .string()
    .transform((text, ctx) => {
      try {
        const read: unknown = JSON.parse(text);
        return read;
      } catch {
        ctx.addIssue({ code: 'custom', message: 'errors.invalid' });
        return z.NEVER;
      }
    })
    .pipe(payload),
  submit: yes,
  checked: yes
});

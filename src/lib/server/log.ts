import pino from 'pino';

/** No address, no cookie, no body is ever passed to the log; this list is the second line. */
const redact = [
  '*.password',
  '*.code',
  '*.secret',
  '*.token',
  '*.email',
  '*.phone',
  '*.cookie',
  '*.authorization',
  'params',
  '*.params'
];

export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: { paths: redact, censor: '[redacted]' }
});

/**
 * The embedded API prints each failing statement with its parameters. Those may be personal data: only the code of the
 * error is let through.
 */
export function quietBackend(): void {
  console.error = (...parts: unknown[]) => {
    const codes = parts.map((part) =>
      part instanceof Error && 'code' in part ? String(part.code) : typeof part
    );
    log.debug({ codes }, 'backend');
  };
}

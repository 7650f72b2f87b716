/**
 * Flags of Node for the process that serves. What lives shortly has 16 MB a half, as it had before Node 24, and not 32: a
 * large export makes garbage of that kind alone, and takes a hundred megabytes less with the same speed.
 */
export const serving = ['--max-semi-space-size=16'];

/**
 * For glibc: memory of large buffers goes back to the system when they do, where it would else be kept for the next one.
 * @type {Record<string, string>}
 */
export const servingEnv = { MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_ARENA_MAX: '2' };

import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const perMinute = { read: 600, write: 60 };

export type RequestKind = keyof typeof perMinute;

const limiters = {
  read: new RateLimiterMemory({ points: perMinute.read, duration: 60 }),
  write: new RateLimiterMemory({ points: perMinute.write, duration: 60 })
};

/** Requests of one address in this process. Tries at accounts are counted in the database (`use_limit`). */
export const requestLimits = {
  /** Counts one request; 0, or the seconds to wait. */
  async use(kind: RequestKind, address: string): Promise<number> {
    try {
      await limiters[kind].consume(address);
      return 0;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      throw refusal;
    }
  }
};

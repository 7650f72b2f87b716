import { z } from 'zod';
import { serveOpenDays } from './open-day-server.ts';
import type { OpenDays } from './open-days.ts';

const refuseTokens = z.array(z.object({ token: z.string() }));

/** A day whose only seat is taken, then freed: the next in line was told, with a link to refuse. */
async function offered(days: OpenDays) {
  const slug = await days.day({ resident: 1 });
  const [holder, next] = await days.guests(2);
  if (!holder || !next) throw new Error('no guests');
  const first = days.made(await days.book(holder, slug));
  days.made(await days.book(next, slug));
  days.made(await days.act(holder, 'cancel_booking', first.code));
  const [told] = refuseTokens.parse(
    await days.hub.sql.query(
      `select facts ->> 'refuse_token' as token from public.notifications where kind = 'open_day.offer' and user_id = $1`,
      [next.id]
    )
  );
  return { slug, next, token: told?.token ?? '' };
}

/** Days for who visits, for who hosts, and for a crowd, each with people who have booked nothing yet. */
async function prepare(days: OpenDays) {
  const [expert] = await days.supervisors('expert');
  if (!expert) throw new Error('no expert');
  return {
    open: await days.day(
      { resident: 1, expert: 2, public: 5 },
      {
        safety: { helmet: true, shoes: true },
        lat: 30.6,
        lng: 114.3
      }
    ),
    offer: await offered(days),
    expert,
    visitors: await days.guests(20),
    hosted: await days.day({ resident: 5 }),
    wishing: await days.guests(12),
    crowded: await days.day({ resident: 20 }),
    twice: await days.day({ resident: 20 }),
    crowd: await days.guests(256)
  };
}

/** The built server on these days. */
export const serveOpenDayStory = () => serveOpenDays(prepare);
export type OpenDaySite = Awaited<ReturnType<typeof serveOpenDayStory>>;

import * as complaints from '#lib/complaints/reading/complaints.server.ts';
import { layer as complaintLayer } from '#lib/complaints/reading/list-schema.ts';
import * as disclosures from '#lib/disclosures/disclosures.server.ts';
import { layer as findingLayer } from '#lib/findings/reading/list-schema.ts';
import { layer } from '#lib/open-days/list-schema.ts';
import * as openDays from '#lib/open-days/days.server.ts';
import * as map from '#lib/map/settings.server.ts';
import * as projects from '#lib/projects/browse.server.ts';
import { list, view } from '#lib/projects/schema.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const query = list.parse(url.searchParams);
  // the map asks for what it shows itself
  const everywhere = new URLSearchParams(url.searchParams);
  everywhere.delete('box');
  const [{ divisions, ...found }, disclosed, coming, complained] = await Promise.all([
    projects.browse(locals.db, query),
    disclosures.atHome(locals.db),
    openDays.next(locals.db, 5),
    complaints.atHome(locals.db)
  ]);
  return {
    query,
    search: list.filterSearch(everywhere),
    view: view.parse(url.searchParams.get('view') ?? undefined),
    found,
    disclosed,
    coming,
    complained,
    openDays: layer.parse(url.searchParams.get('open-days') ?? undefined) === true,
    findings: findingLayer.parse(url.searchParams.get('findings') ?? undefined) === true,
    complaints: complaintLayer.parse(url.searchParams.get('complaints') ?? undefined) === true,
    today: calendarDay(),
    places: await projects.places(locals.db, locals.lang, divisions),
    map: map.settings()
  };
};

/** The part of the matrix about visits and findings; see access-matrix.ts. */

export const verbs = {
  everyone: [
    'browse_findings',
    'disclosure_verifications',
    'finding_figures',
    'finding_page',
    'finding_rules',
    'map_findings',
    'project_findings',
    'read_finding_photo'
  ],
  people: [
    'ask_expert',
    'assign_findings',
    'browse_desk_findings',
    'claim_rectification',
    'decide_finding',
    'desk_finding',
    'finding_receipt',
    'give_opinion',
    'may_send_photos',
    'my_finding',
    'my_opinions',
    'my_reinspections',
    'my_visits',
    'opinion_finding',
    'override_rectification',
    'owner_finding',
    'plan_rectification',
    'reinspect_rectification',
    'release_finding',
    'reply_finding',
    'set_site_officer',
    'sign_withholding',
    'site_officers',
    'submit_finding',
    'triage_findings',
    'visit_checklist',
    'withhold_finding'
  ],
  'people and server': [],
  server: ['keep_finding_photo', 'list_finding_photos', 'sweep_findings']
};

/** Read by functions alone: who may see what differs from step to step. */
export const hidden = [
  'finding_documents',
  'finding_events',
  'finding_items',
  'finding_opinions',
  'finding_photos',
  'findings',
  'rectification_events',
  'rectifications',
  'visit_items'
];
export const open = ['disclosure_verifications', 'finding_transitions', 'tolerance_rules'];

export const appendOnly = ['finding_documents', 'finding_events', 'rectification_events'];
export const changing = {
  finding_documents: 'set caption = caption',
  finding_events: 'set event = event',
  rectification_events: 'set event = event'
};
/** What was reported, answered and measured stays, for the service role too. */
export const refused: Record<string, ('insert' | 'update' | 'delete')[]> = {
  finding_items: ['delete'],
  finding_opinions: ['delete'],
  finding_photos: ['delete'],
  findings: ['delete'],
  rectifications: ['delete'],
  tolerance_rules: ['delete'],
  visit_items: ['update']
};

/** Two rows of each table at least; of visits one of each person's. */
export const seeds = `
  insert into public.visits (open_day_id, project_id, division_code, user_id, category, kind)
    select o.open_day_id, o.project_id, o.division_code, p.user_id, 'public', 'turned_away'
    from public.open_days o cross join public.profiles p where o.announced_at is not null;
  insert into public.visit_items (visit_id, position, item, disclosure_id, version, content_hash)
    select v.visit_id, 1, d.item, d.disclosure_id, 1, '' from public.visits v
    cross join (select x.* from public.disclosures x order by x.disclosure_id limit 1) d;
  insert into public.findings (finding_id, number, visit_id, open_day_id, project_id, division_code, category, kind, visited_on, manifest,
      manifest_hash, facts_hash, lines, differs, out_of_tolerance, photos, needs_reply)
    select gen_random_uuid(), 'F' || row_number() over (), v.visit_id, v.open_day_id, v.project_id, v.division_code, v.category, v.kind,
      private.today(), '{"lines": [], "photos": []}', 'a', 'b', 1, 1, 0, 0, true from public.visits v;
  insert into public.finding_items (finding_id, position, kind, note) select f.finding_id, 1, 'host_absent', '到场后无人接待' from public.findings f;
  insert into public.finding_photos (open_day_id, user_id, original_sha256, sha256, media_type, bytes, original_bytes, width, height)
    select v.open_day_id, min(v.user_id::text)::uuid, encode(sha256(v.open_day_id::text::bytea), 'hex'), encode(sha256(v.open_day_id::text::bytea), 'hex'),
      'image/png', 1, 1, 1, 1 from public.visits v group by v.open_day_id;
  insert into public.finding_documents (finding_id, position, use, sort, document_id)
    select f.finding_id, 1, 'plan', 1, x.document_id from public.findings f join public.documents x on x.project_id = f.project_id;
  insert into public.finding_events (finding_id, event, state, by) select f.finding_id, 'submitted', 'submitted', 'finder' from public.findings f;
  insert into public.finding_opinions (finding_id, supervisor_id)
    select f.finding_id, (select s.supervisor_id from public.supervisors s order by s.number limit 1) from public.findings f;
  insert into public.rectifications (finding_id, position) select f.finding_id, 1 from public.findings f;
  insert into public.rectification_events (finding_id, position, event, by, round) select f.finding_id, 1, 'opened', 'clock', 0 from public.findings f;
  insert into public.disclosure_verifications (disclosure_id, version, status, confirmed, disputed, resolved, pending, categories, last_at)
    select v.disclosure_id, v.version, 'unverified', 0, 0, 0, 0, '{}', now() from public.disclosure_versions v`;

/** Verbs open to people that run with the owner's rights and call no guard, with the reason why that is right. */
export const unguarded = {
  browse_findings: 'tells findings that are public, and of their finder the category alone',
  disclosure_verifications: 'counts findings that are public',
  finding_figures: 'counts findings, and of one supervisor only from five visits on',
  finding_page: 'as browse_findings; of a withheld one its stub',
  finding_rules: 'tells the rules, which are public',
  map_findings: 'as browse_findings',
  project_findings: 'as browse_findings'
};

/** Functions without a search_path of their own, with the reason. Each name in them is qualified. */
const inlined = 'a function with settings cannot be inlined, and this one must be for its indexes to serve';
export const withoutSearchPath = {
  'private.matching_desk_findings': inlined,
  'private.matching_findings': inlined
};

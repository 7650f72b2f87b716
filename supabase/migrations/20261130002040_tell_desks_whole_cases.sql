-- One question for the page of a case: what was disclosed when it was looked at, and why an officer may not decide, come with it.

create function private.finding_disclosed(f public.findings) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_object_agg(x.position, jsonb_build_object('fields', i.fields, 'facts', v.facts, 'note', v.note)), '{}')
  from public.finding_items x join public.disclosure_items i on i.item = x.item
  join public.disclosure_versions v on v.disclosure_id = x.disclosure_id and v.version = x.version
  where x.finding_id = f.finding_id
$$;
comment on function private.finding_disclosed(public.findings) is
  'What the version said that was looked at, by position of the line: {fields, facts, note}. It was public then; whoever handles the finding reads it now, too.';

create function private.finding_block(f public.findings) returns text
language sql stable security definer set search_path = ''
as $$
  select coalesce(private.verifier_block(f), case when f.stance = 'contests' and not exists (select from public.finding_opinions o
    where o.finding_id = f.finding_id and o.state = 'given') then 'opinion_required' end)
  where f.state = 'under_verification'
$$;
comment on function private.finding_block(public.findings) is
  'Why an officer who verifies may not decide now, as decide_finding would say: verifier_must_differ, site_officer_may_not, verifier_conflict, opinion_required; else null.';

create or replace function public.desk_finding(slug text) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  f public.findings;
  mine text[];
  officer boolean;
  acts text[];
begin
  select * into f from public.findings x where x.slug = desk_finding.slug;
  if f.finding_id is null then return null; end if;
  mine := private.finding_capacities(f);
  officer := 'officer' = any (mine);
  if not mine && array['officer', 'company'] then return null; end if;
  acts := private.finding_acts_now(f);
  return private.finding_whole(f, officer) || private.desk_part(f) || jsonb_build_object('capacities', to_jsonb(mine),
    'disclosed', private.finding_disclosed(f), 'blocked', case when 'verifier' = any (mine) then private.finding_block(f) end,
    'officers', case when officer then private.officers_over(private.desk_bureaus()) else '[]' end,
    'triage', case when officer then private.triage_of(f) end,
    'finder', case when officer then (select jsonb_build_object('category', v.category, 'number', s.number, 'name', s.shown_name)
      from public.visits v left join public.supervisors s on s.supervisor_id = v.supervisor_id where v.visit_id = f.visit_id) end,
    'withholding', case when officer then (select jsonb_build_object('ground', w.ground, 'reason', w.reason, 'until', w.until,
        'first_at', private.iso_time(w.first_at), 'by_me', w.first_by = auth.uid())
      from private.finding_withholdings w where w.finding_id = f.finding_id and w.second_at is null) end,
    'experts', case when 'ask_expert' = any (acts) then coalesce((select jsonb_agg(jsonb_build_object('number', x.number, 'name', x.shown_name) order by x.near desc, x.number)
      from (select s.number, s.shown_name, left(s.division_code, 4) = left(f.division_code, 4) as near from public.supervisors s
        where s.category = 'expert' and s.state = 'registered' and private.today() between s.valid_from and s.valid_until and s.user_id <> auth.uid()
          and not private.expert_block(f, s) and not exists (select from public.finding_opinions o where o.finding_id = f.finding_id and o.supervisor_id = s.supervisor_id)
        order by 3 desc, s.number limit 50) x), '[]') else '[]' end,
    'similar', case when officer then coalesce((select jsonb_agg(jsonb_build_object('slug', x.slug, 'number', x.number, 'state', x.state, 'headline', x.headline)
        order by x.submitted_at desc, x.finding_id)
      from (select y.* from public.findings y where y.project_id = f.project_id and y.finding_id <> f.finding_id and y.state not in ('duplicate', 'out_of_scope')
        order by y.submitted_at desc limit 30) x), '[]') else '[]' end);
end $$;
comment on function public.desk_finding(text) is
  'A finding for officers who oversee it, with how it was sorted, its finder by registration, experts to ask and findings of the same project; and for members of the developer, once it was sorted, without these. acts: what the caller may do now; blocked: why a verifying officer may not decide; disclosed: what was disclosed when it was looked at, by line. Null for others.';

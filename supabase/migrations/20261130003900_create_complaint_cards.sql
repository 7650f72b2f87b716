-- How a complaint is told to everyone: by an officer's words, with place and time as coarse as the person asked. Nothing here reads
-- what belongs to the person.

create function private.complaint_is_public(c public.complaints) returns boolean
language sql immutable parallel safe
as $$ select c.published_at is not null and c.visibility in ('public', 'stub') $$;
comment on function private.complaint_is_public(public.complaints) is
  'Whether everyone may read it, with words or as a stub. Without `set search_path`, so that it is inlined.';

create function private.complaint_day(c public.complaints, at timestamptz) returns text
language sql immutable set search_path = ''
as $$
  select case when c.coarse_time then to_char(private.shanghai_day(at), 'YYYY-MM') else private.shanghai_day(at)::text end
$$;
comment on function private.complaint_day(public.complaints, timestamptz) is 'A day as the public may learn it: where the person asked for coarse times, the month.';

create function private.division_place(code text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('division_code', d.division_code, 'division', d.name, 'division_en', d.name_en,
    'city_code', c.division_code, 'city', c.name, 'city_en', c.name_en)
  from public.divisions d
  left join public.divisions c on c.division_code = case when d.level = 'county' then d.parent_code else d.division_code end
  where d.division_code = code
$$;
comment on function private.division_place(text) is 'A division as cards name it, with its city.';

create function private.joined_text(joined int) returns text
language sql immutable parallel safe set search_path = ''
as $$ select case when joined >= 5 then joined::text when joined > 0 then 'some' end $$;
comment on function private.joined_text(int) is 'How many others reported the same: a number from five on, below that some, null for nobody.';

create function private.reply_stands(c public.complaints) returns boolean
language sql immutable parallel safe
as $$ select c.replied_at is not null and c.state not in ('registered', 'transferred', 'objected', 'accepted', 'investigating', 'rectification') $$;
comment on function private.reply_stands(public.complaints) is
  'Whether the reply that is there is how the complaint stands; one that is dealt with again waits for another, and what is there is an earlier one. Without `set search_path`, so that it is inlined.';

create function private.public_complaint_card(c public.complaints) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('slug', c.slug, 'number', c.number, 'category', c.category, 'category_name', k.name, 'category_name_en', k.name_en,
    'state', c.state, 'group', case c.queue when 'done' then 'ended' when 'follow_up' then 'answered' else 'open' end, 'as', c.visibility,
    'title', case when c.visibility = 'public' then c.public_title end, 'urgent', c.urgent, 'demo', c.demo,
    'overdue', c.queue <> 'done' and coalesce(c.due_on < private.today(), false), 'supervised', c.supervised_at is not null,
    'clock', case when not c.coarse_time then c.clock end, 'due_on', case when not c.coarse_time then c.due_on end,
    -- what an earlier reply said is not how it stands
    'outcome', case when private.reply_stands(c) then c.outcome end, 'result', case when private.reply_stands(c) then c.result end,
    'fix_by', case when not c.coarse_time and private.reply_stands(c) then c.fix_by end, 'solved', c.solved,
    'reopened', c.reopened, 'joined', private.joined_text(c.joined), 'ex_officio', c.ex_officio,
    'filed', private.complaint_day(c, c.filed_at), 'published', private.complaint_day(c, c.published_at), 'changed', private.complaint_day(c, c.changed_at),
    'coarse_place', c.coarse_place, 'coarse_time', c.coarse_time, 'place', private.division_place(c.division_code),
    'project', (select jsonb_build_object('slug', p.slug, 'name', p.name) from public.projects p where p.project_id = c.project_id and not c.coarse_place),
    'bureau', (select jsonb_build_object('slug', o.slug, 'name', o.name) from public.organizations o where o.organization_id = c.bureau_id))
  from public.complaint_categories k where k.category = c.category
$$;
comment on function private.public_complaint_card(public.complaints) is
  'A public complaint as lists show it: kind, place, state, result. A stub has no words; the project is not named where the person asked for a coarse place, and no day where for coarse times.';

create function private.public_complaint_steps(c public.complaints) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('event', e.event, 'by', e.by, 'on', private.complaint_day(c, e.at),
    'bureau', case when e.by in ('bureau', 'superior') then o.name end,
    -- what the person said is nobody's business, and a stub has no words
    'reason', case when e.by <> 'person' and c.visibility = 'public' then e.reason end,
    'outcome', e.facts ->> 'outcome', 'result', e.facts ->> 'result', 'to', e.facts ->> 'to', 'days', e.extra_days,
    'clock', case when e.event = 'overdue' then e.facts ->> 'clock' end,
    'due_on', case when e.event = 'overdue' and not c.coarse_time then e.facts ->> 'due_on' end,
    'solved', case when e.event = 'rated' then (e.facts ->> 'solved')::boolean end,
    'ex_officio', case when e.event = 'withdrawn' then (e.facts ->> 'ex_officio')::boolean end) order by e.event_id), '[]')
  from public.complaint_events e left join public.organizations o on o.organization_id = e.organization_id
  -- how often others joined is told as a number alone
  where e.complaint_id = c.complaint_id and private.event_audience(e.event) = 'public' and e.event <> 'joined'
$$;
comment on function private.public_complaint_steps(public.complaints) is 'The public part of its history, without persons and their words.';

create function private.public_complaint_clocks(c public.complaints) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('clock', k.clock, 'round', k.round, 'started_on', k.started_on, 'due_on', k.due_on, 'extra_days', k.extra_days,
    'stopped_on', k.stopped_on, 'running', k.stopped_on is null and k.clock = c.clock and k.due_on = c.due_on,
    'late', coalesce(k.stopped_on, private.today()) > k.due_on, 'rule', private.rule_of(k.deadline_rule_id))
    order by k.started_on, array_position(array['notice', 'objection', 'answer', 'follow_up', 'review', 'final'], k.clock), k.round), '[]')
  from public.complaint_clocks k
  -- terms of the person are the person's to keep
  where k.complaint_id = c.complaint_id and not c.coarse_time and k.clock in ('notice', 'objection', 'answer', 'follow_up', 'review', 'final')
$$;
comment on function private.public_complaint_clocks(public.complaints) is 'Deadlines of the bureaus with the article each rests on; none where the person asked for coarse times.';

create function public.complaint_page(slug text) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  c public.complaints;
  words boolean;
begin
  select * into c from public.complaints x where x.slug = complaint_page.slug;
  if c.complaint_id is null or c.published_at is null then return null; end if;
  if not private.complaint_is_public(c) then
    return jsonb_build_object('slug', c.slug, 'number', c.number, 'withheld', true, 'demo', c.demo, 'category', c.category,
      'category_name', (select k.name from public.complaint_categories k where k.category = c.category),
      'category_name_en', (select k.name_en from public.complaint_categories k where k.category = c.category), 'place', private.division_place(c.division_code));
  end if;
  words := c.visibility = 'public';
  return private.public_complaint_card(c) || jsonb_build_object('withheld', false,
    'text', case when words then c.public_text end, 'shown_name', case when words and c.naming = 'named' then c.shown_name end,
    'steps', private.public_complaint_steps(c), 'clocks', private.public_complaint_clocks(c), 'extended_days', c.extended_days,
    'accepted', private.complaint_day(c, c.accepted_at), 'replied', private.complaint_day(c, c.replied_at),
    'reply', case when words then c.public_reply end,
    'earlier', case when c.replied_at is not null and not private.reply_stands(c) then jsonb_build_object('outcome', c.outcome, 'result', c.result) end,
    'close_reason', case when words then c.close_reason end,
    'not_accepted_reason', case when words then c.not_accepted_reason end, 'channel', case when words then c.channel end,
    'review', (select jsonb_build_object('outcome', c.review_outcome, 'text', case when words then c.review_text end, 'by', o.name)
      from (select) one left join public.organizations o on o.organization_id = c.review_by where c.review_outcome is not null),
    'final', case when c.final_outcome is not null then jsonb_build_object('outcome', c.final_outcome, 'text', case when words then c.final_text end) end,
    'supervised_by', (select o.name from public.organizations o where o.organization_id = c.supervised_by),
    'merged_into', (select jsonb_build_object('slug', x.slug, 'number', x.number) from public.complaints x
      where x.complaint_id = c.merged_into and private.complaint_is_public(x) and not (c.coarse_place and not x.coarse_place)),
    'finding', (select jsonb_build_object('slug', f.slug, 'number', f.number) from public.findings f
      where f.finding_id = c.finding_id and f.published_at is not null and f.state <> 'withheld' and not c.coarse_place),
    'photos', case when words then (select coalesce(jsonb_agg(jsonb_build_object('sha256', p.sha256, 'width', p.width, 'height', p.height, 'by', p.by,
        'with_reply', p.by = 'bureau' and coalesce(p.at = c.replied_at, false)) order by p.sort), '[]')
      from private.complaint_photos p where p.complaint_id = c.complaint_id and p.shown) else '[]' end);
end $$;
comment on function public.complaint_page(text) is
  'A public complaint with its public steps, deadlines, reply, its photos (with_reply), what came of it, and of a reply that no longer stands what it said (earlier); a stub without words; of one that was public and is kept private now, that alone {withheld: true}; null for any other.';
revoke execute on function public.complaint_page(text) from public;
grant execute on function public.complaint_page(text) to anon, authenticated, service_role;

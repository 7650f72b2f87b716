-- A mail about a change carries a calendar entry for those whose seat is theirs, and none for those who wait: each is told
-- which of both they are.

create or replace function private.tell_guests(o public.open_days, event text, more jsonb default '{}', states text[] default '{confirmed,waiting,offered}') returns int
language plpgsql security definer set search_path = ''
as $$
declare
  facts jsonb := (select jsonb_build_object('open_day', o.slug, 'title', o.title, 'project', p.name, 'starts_at', private.iso_time(o.starts_at),
      'ends_at', private.iso_time(o.ends_at), 'meeting_point', o.meeting_point, 'sequence', o.sequence) || more
    from public.projects p where p.project_id = o.project_id);
  each text;
  people uuid[];
  told int := 0;
begin
  foreach each in array states loop
    people := array(select b.user_id from public.bookings b where b.open_day_id = o.open_day_id and b.state = each order by b.queue_no);
    perform private.notify_people(people, 'open_day.' || event, facts || jsonb_build_object('state', each),
      '/open-days/' || o.slug, 'open_day.' || event || ':' || o.open_day_id || ':' || o.sequence || coalesce(':' || (more ->> 'days'), ''));
    told := told + cardinality(people);
  end loop;
  return told;
end $$;
comment on function private.tell_guests(public.open_days, text, jsonb, text[]) is
  'Tells all who booked a day how it changed and how their own booking stands, once for each of its changes. Returns how many.';

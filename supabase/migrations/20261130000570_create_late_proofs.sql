-- What is made good later: a declaration by who took a booking over, and the proof that a day was held after all.

create function public.declare_interests(code text, declaration jsonb) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  b public.bookings := private.own_booking(code);
  declared jsonb := private.check_declaration(declaration);
begin
  if b.state not in ('confirmed', 'waiting', 'offered') then perform private.refuse('booking_over'); end if;
  if private.now() >= (select o.starts_at from public.open_days o where o.open_day_id = b.open_day_id) then perform private.refuse('open_day_begun'); end if;
  -- as in booking: who has a conflict takes no seat of a supervisor, and gives this one up
  if private.is_supervisor_category(b.category) and private.declares_conflict(declared) then perform private.refuse('conflict_of_interest'); end if;
  update public.bookings x set declaration = declared, changed_at = private.now() where x.booking_id = b.booking_id;
  return private.booked(b.booking_id);
end $$;
comment on function public.declare_interests(text, jsonb) is
  'Declares conflicts of interest for a booking of the caller, one that was handed on above all. Raises P0002 booking_not_found; 23514 booking_over, conflict_of_interest; 55000 open_day_begun.';
revoke execute on function public.declare_interests(text, jsonb) from public, anon;
grant execute on function public.declare_interests(text, jsonb) to authenticated;

create function private.prove_held(o public.open_days) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if private.attendance_of(o.open_day_id) = '{}' then return; end if;
  if o.origin = 'milestone' then
    -- what was proposed anew is owed no more, unless somebody began to fill it in or it was told to be late
    delete from public.open_days x where x.project_id = o.project_id and x.milestone_kind = o.milestone_kind and x.origin = 'milestone'
      and x.state = 'proposed' and x.edits = 1 and x.overdue_seq is null;
    if exists (select from public.open_days x where x.project_id = o.project_id and x.milestone_kind = o.milestone_kind and x.origin = 'milestone'
      and x.state in ('proposed', 'announced', 'held')) then
      return;
    end if;
  end if;
  perform private.end_open_day(o, 'held');
end $$;
comment on function private.prove_held(public.open_days) is
  'A day that counted as not held turns out to have been: check-ins came in after the two days that devices have.';

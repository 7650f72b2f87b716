-- What an outlet does not tell any more is not to be had from the table either: on an engine whose API is open to the
-- world, anybody could have read the entries as they were written, with words and places that were taken back since.

create function private.tells_less(entry public.journal) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return private.told_facts(entry) is distinct from entry.facts or private.hides_place(entry);
end $$;
comment on function private.tells_less(public.journal) is 'Whether less is told of an entry today than was written into it.';
revoke execute on function private.tells_less(public.journal) from public;
grant execute on function private.tells_less(public.journal) to anon, authenticated, service_role;

drop policy "Everyone can read the journal" on public.journal;
create policy "Everyone can read entries that are told as they were written" on public.journal for select to anon, authenticated
  using (not private.tells_less(journal));

-- reads all entries and tells each as it is told today
alter function public.read_journal(jsonb, bigint, int) security definer;

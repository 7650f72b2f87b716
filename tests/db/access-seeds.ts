/** Rows for the access matrix, slice by slice: two of each table at least, and one of each person where rows are people's. */

/** A registration of each person, with an appointment for each project, and a second rule on terms. */
export const supervisors = `
    insert into public.supervisor_rules values ('420100', 12, 2, 30, '测试', 'A test', 'default');
    insert into public.supervisors (number, user_id, category, kind, division_code, shown_name, state, valid_from, valid_until,
        terms, registered_at, bureau_id)
      select '420100-2026-' || 1000 + row_number() over (order by p.user_id), p.user_id, 'expert', 'expert', '420100', '测试专家',
        'registered', private.today(), private.today() + 100, 1, now(), (select min(o.organization_id::text)::uuid from public.organizations o)
      from public.profiles p;
    insert into public.supervisor_appointments (supervisor_id, project_id, organization_id)
      select s.supervisor_id, p.project_id, s.bureau_id from public.supervisors s cross join public.projects p`;

/** Two rows of each table; of those that belong to people, one of each person's. */
export const openDays = `
  insert into public.open_days (project_id, division_code, origin, state, status, title, starts_at, ends_at, meeting_point, booking_closes_at,
      capacity, announced_at)
    select p.project_id, p.division_code, 'voluntary', s.state, s.status, '测试开放日', now() + interval '9 days', now() + interval '10 days', '南门',
      now() + interval '8 days', 100, case when s.state = 'announced' then now() end
    from public.projects p cross join (values ('proposed', 'owed'), ('announced', 'announced')) s (state, status);
  insert into public.open_day_seats (open_day_id, category, capacity) select o.open_day_id, 'public', 100 from public.open_days o;
  insert into public.open_day_series (project_id, frequency, until, facts) select p.project_id, 'weekly', '2027-01-01', '{}' from public.projects p;
  insert into public.open_day_templates (organization_id, name, facts)
    select o.organization_id, n, '{}' from public.organizations o, unnest(array['模板一', '模板二']) n where o.name = '已离职公司';
  insert into public.bookings (open_day_id, user_id, category, party_size, state, queue_no, idempotency_key)
    select o.open_day_id, p.user_id, 'public', 1, 'cancelled', row_number() over (partition by o.open_day_id order by p.user_id), 'matrix ' || o.slug
    from public.open_days o cross join public.profiles p where o.announced_at is not null;
  insert into public.open_day_requests (project_id, user_id, category, wish, state, answer, answered_at)
    select r.project_id, p.user_id, 'public', '想看防水施工', 'declined', '暂不安排', now() from public.projects r cross join public.profiles p;
  insert into public.open_day_reports (open_day_id, user_id, kind, note)
    select o.open_day_id, p.user_id, 'host_absent', '到场后无人接待' from public.open_days o cross join public.profiles p where o.announced_at is not null`;

/** A version of each disclosure with a document, the newest of them published; all plans confirmed. */
export const disclosures = `
    insert into public.disclosure_plans (project_id, confirmed_by)
      select p.project_id, o.organization_id from public.projects p, public.organizations o where o.name = '已离职公司';
    insert into public.disclosure_plan_items (project_id, item, provider_role, confirmer_role)
      select p.project_id, 'rebar_tests', 'contractor', 'supervising_engineer' from public.projects p;
    insert into public.documents (project_id, sha256, original_sha256, media_type, bytes, original_bytes, file_name)
      select p.project_id, encode(sha256(p.slug::bytea), 'hex'), encode(sha256(p.slug::bytea), 'hex'), 'image/png', 1, 1, 'a.png'
      from public.projects p;
    insert into public.disclosure_versions (disclosure_id, version, supplied_by)
      select d.disclosure_id, 1, o.organization_id from public.disclosures d, public.organizations o where o.name = '已离职公司';
    insert into public.disclosure_documents (disclosure_id, version, document_id, position)
      select d.disclosure_id, 1, x.document_id, 1 from public.disclosures d join public.documents x using (project_id);
    update public.disclosure_versions v set state = 'published', submitted_at = now(), confirmed_by = v.supplied_by,
      confirmed_at = now(), published_by = v.supplied_by, published_at = now(), content_hash = '', journal_seq = 1
      where v.disclosure_id = (select w.disclosure_id from public.disclosure_versions w order by w.disclosure_id::text desc limit 1);
    insert into public.disclosure_channels (disclosure_id, version, channel, url, posted_on, organization_id)
      select v.disclosure_id, 1, c, 'https://example.org/' || c, '2026-01-01', v.supplied_by
      from public.disclosure_versions v, unnest(array['wechat', 'website']) c where v.state = 'published'`;

/** What the jobs of the hub would have done to findings by the time of an event. */
export const nextFinding = `least(
        ((1 + (select min(x.due_on) from public.findings x where x.state in ('submitted', 'awaiting_reply', 'under_verification')
          and x.overdue_told is distinct from x.due_on)) + time '00:30') at time zone 'Asia/Shanghai',
        ((select min(x.due_on) from public.findings x where x.state = 'decided' and x.overdue_told is distinct from x.due_on)
          + time '00:30') at time zone 'Asia/Shanghai',
        ((1 + (select min(o.due_on) from public.finding_opinions o where o.state = 'asked' and o.overdue_told is distinct from o.due_on))
          + time '00:30') at time zone 'Asia/Shanghai',
        ((1 + (select min(x.withheld_until) from public.findings x where x.state = 'withheld')) + time '00:30') at time zone 'Asia/Shanghai',
        ((1 + (select min(r.due_on) from public.rectifications r where r.state <> 'closed' and r.overdue_told is distinct from r.due_on))
          + time '00:30') at time zone 'Asia/Shanghai')`;

export const sweepFindings = `
      loop
        result := public.sweep_findings(1000);
        exit when not (result ->> 'more')::boolean;
      end loop;`;

/** The day of a work that an event is about, by its title. */
const theDay = `
      select x.* into day from public.open_days x where x.project_id = work.project_id and x.title = e ->> 'day' and x.announced_at is not null
      order by x.open_day_id desc limit 1;`;

const found = (email: string): string => `
      select x.* into finding from public.findings x join public.visits v on v.visit_id = x.visit_id join auth.users u on u.id = v.user_id
      where x.open_day_id = day.open_day_id and u.email = ${email} order by x.finding_id limit 1;`;

/** For each line that needs one: as said, but what agreed is borne out. */
const decisions = `(select jsonb_agg(jsonb_build_object('position', i.position,
          'decision', case when i.verdict = 'matched' then 'substantiated' else e ->> 'decision' end,
          'reason', case when i.verdict = 'matched' then e ->> 'matched_reason' else e ->> 'reason' end) order by i.position)
        from public.finding_items i where i.finding_id = finding.finding_id and i.verdict is distinct from 'not_seen')`;

const theFix = `(select min(r.position) from public.rectifications r where r.finding_id = finding.finding_id)`;

const steps = `
      case e ->> 'act'
      when 'triage' then
        result := public.triage_findings(array[finding.slug], e ->> 'outcome', e ->> 'reason', (select x.slug from public.findings x
          join public.visits v on v.visit_id = x.visit_id join auth.users u on u.id = v.user_id where x.open_day_id = day.open_day_id and u.email = e ->> 'of'
          order by x.finding_id limit 1)) -> 0;
        if result ->> 'problem' is not null then raise exception 'demonstration data: % %', result, e; end if;
      when 'reply' then
        perform public.reply_finding(finding.slug, e ->> 'stance', e ->> 'reply');
      when 'ask_expert' then
        perform public.ask_expert(finding.slug, (select s.number from public.supervisors s join auth.users u on u.id = s.user_id
          where u.email = e ->> 'expert' and s.state = 'registered'));
      when 'opinion' then
        perform public.give_opinion(finding.slug, jsonb_build_object('note', e ->> 'note', 'lines', ${decisions}));
      when 'decide' then
        perform public.decide_finding(finding.slug, ${decisions});
      when 'withhold' then
        perform public.withhold_finding(finding.slug, e ->> 'ground', e ->> 'reason', private.today() + (e ->> 'for_days')::int);
      when 'sign' then
        perform public.sign_withholding(finding.slug, true, e ->> 'reason');
      when 'plan' then
        perform public.plan_rectification(finding.slug, ${theFix}, e ->> 'plan', private.today() + (e ->> 'fix_in')::int);
      when 'claim' then
        perform public.claim_rectification(finding.slug, ${theFix}, e ->> 'note', jsonb_build_array(files -> 0), jsonb_build_array(files -> 1));
      when 'reinspect' then
        perform public.reinspect_rectification(finding.slug, ${theFix}, (e ->> 'fixed')::boolean, e ->> 'note');
      end case;`;

/** What a visitor looks at is what was public then: a line about what was not is left out. */
export const findingDeeds = `
    when 'find' then ${theDay}
      perform public.keep_finding_photo(person, day.slug, x) from jsonb_array_elements(coalesce(e -> 'photos', '[]')) x;
      result := (select jsonb_agg(l order by n) from jsonb_array_elements(e -> 'lines') with ordinality t (l, n)
        where l ->> 'kind' <> 'item' or exists (select from public.visits v join public.visit_items i on i.visit_id = v.visit_id
          where v.open_day_id = day.open_day_id and v.user_id = person and i.item = l ->> 'item'));
      if result is not null then
        perform public.submit_finding(gen_random_uuid(), day.slug, jsonb_build_object('lines', result, 'urgent', e -> 'urgent', 'show_number', e -> 'show_number'));
      end if;
    when 'step' then ${theDay}${found("e ->> 'finder'")}
      if finding.finding_id is not null then ${steps}
      end if;`;

-- Complaints 投诉. Nobody reads these tables directly: who may see what differs from step to step, and is told by functions.
-- What the person wrote, photos and contact data are private (see create_complaint_statements); here stands what is done.

create table public.complaints (
  complaint_id uuid not null default private.uuid_v7(),
  slug text not null default private.short_code(),
  number text not null,
  source text not null default 'web',
  external_ref text,
  project_id uuid,
  division_code text not null,
  bureau_id uuid,
  bureau_division text,
  sender_id uuid,
  objections int not null default 0,
  finding_id uuid,
  demo boolean not null default false,
  category text not null,
  naming text not null,
  shown_name text,
  coarse_place boolean not null default false,
  coarse_time boolean not null default false,
  lat double precision,
  lng double precision,
  urgent boolean not null default false,
  held boolean not null default false,
  state text not null default 'registered',
  queue text not null default 'intake',
  clock text,
  due_on date,
  deadline_rule_id uuid,
  overdue_told date,
  reminded date,
  ever_overdue boolean not null default false,
  assignee uuid,
  tags text[] not null default '{}',
  filed_at timestamptz not null default private.now(),
  changed_at timestamptz not null default private.now(),
  accepted_at timestamptz,
  extended_days int,
  supervised_at timestamptz,
  supervised_by uuid,
  replied_at timestamptz,
  outcome text,
  result text,
  fix_by date,
  reply_text text,
  public_reply text,
  closed_at timestamptz,
  close_reason text,
  not_accepted_reason text,
  channel text,
  reopened int not null default 0,
  rating int,
  solved boolean,
  rated_at timestamptz,
  review_outcome text,
  review_text text,
  review_by uuid,
  final_outcome text,
  final_text text,
  ended_at timestamptz,
  ex_officio boolean not null default false,
  merged_into uuid,
  joined int not null default 0,
  visibility text not null default 'awaiting',
  wants_public boolean not null default true,
  public_title text,
  public_text text,
  private_reason text,
  published_at timestamptz,
  published_seq bigint,
  anonymised_at timestamptz,
  edits int not null default 1,
  look_again boolean not null default false,
  constraint complaints_pkey primary key (complaint_id),
  constraint complaints_slug_key unique (slug),
  constraint complaints_number_key unique (number),
  constraint complaints_external_key unique (source, external_ref),
  constraint complaints_source_known check (source in ('web', 'finding', 'open311', 'hotline', 'webhook')),
  constraint complaints_external_ref_length check (length(external_ref) between 1 and 80),
  constraint complaints_naming_known check (naming in ('anonymous', 'bureau_only', 'named')),
  constraint complaints_shown_name_fits check (shown_name is null or (naming = 'named' and length(shown_name) <= 60)),
  constraint complaints_place_is_whole check ((lat is null) = (lng is null)),
  constraint complaints_place_range check (lat between -90 and 90 and lng between -180 and 180),
  constraint complaints_state_known check (state in ('registered', 'transferred', 'objected', 'accepted', 'not_accepted', 'investigating', 'rectification',
    'replied', 'closed', 'review_requested', 'review_decided', 'final_requested', 'final', 'withdrawn', 'merged')),
  constraint complaints_queue_known check (queue in ('intake', 'objection', 'handle', 'follow_up', 'review', 'final', 'merged', 'done')),
  constraint complaints_due_is_whole check (num_nulls(clock, due_on, deadline_rule_id) in (0, 3)),
  constraint complaints_tags_range check (cardinality(tags) <= 10),
  constraint complaints_extended_range check (extended_days between 1 and 60),
  constraint complaints_supervised_is_whole check ((supervised_at is null) = (supervised_by is null)),
  constraint complaints_outcome_known check (outcome in ('substantiated', 'partly', 'not_substantiated', 'could_not_verify')),
  constraint complaints_result_known check (result in ('fixed', 'will_fix', 'explained', 'no_fault', 'referred')),
  constraint complaints_reply_is_whole check (num_nulls(replied_at, reply_text, public_reply, outcome, result) in (0, 5)),
  constraint complaints_fix_by_where_due check (result is distinct from 'will_fix' or fix_by is not null),
  constraint complaints_closed_says_why check (state <> 'closed' or length(close_reason) >= 5),
  constraint complaints_not_accepted_says_why check (state <> 'not_accepted' or length(not_accepted_reason) >= 5),
  constraint complaints_rating_range check (rating between 1 and 5),
  constraint complaints_rated_is_whole check (num_nulls(rating, solved, rated_at) in (0, 3)),
  constraint complaints_review_outcome_known check (review_outcome in ('upheld', 'changed', 'sent_back')),
  constraint complaints_final_outcome_known check (final_outcome in ('upheld', 'changed')),
  constraint complaints_merged_is_whole check (state <> 'merged' or merged_into is not null),
  constraint complaints_visibility_known check (visibility in ('awaiting', 'public', 'stub', 'private')),
  constraint complaints_public_is_whole check (visibility not in ('public', 'stub') or published_at is not null),
  constraint complaints_public_has_words check (visibility <> 'public' or num_nulls(public_title, public_text) = 0),
  constraint complaints_public_title_length check (length(public_title) between 2 and 80),
  constraint complaints_public_text_length check (length(public_text) between 2 and 4000),
  constraint complaints_project_fkey foreign key (project_id) references public.projects (project_id),
  constraint complaints_division_fkey foreign key (division_code) references public.divisions (division_code),
  constraint complaints_bureau_fkey foreign key (bureau_id) references public.organizations (organization_id),
  constraint complaints_sender_fkey foreign key (sender_id) references public.organizations (organization_id),
  constraint complaints_supervised_by_fkey foreign key (supervised_by) references public.organizations (organization_id),
  constraint complaints_review_by_fkey foreign key (review_by) references public.organizations (organization_id),
  constraint complaints_finding_fkey foreign key (finding_id) references public.findings (finding_id),
  constraint complaints_category_fkey foreign key (category) references public.complaint_categories (category),
  constraint complaints_rule_fkey foreign key (deadline_rule_id) references public.deadline_rules (deadline_rule_id),
  constraint complaints_merged_into_fkey foreign key (merged_into) references public.complaints (complaint_id)
) with (fillfactor = 80);
comment on table public.complaints is
  'What somebody reported to a bureau, and how far it is. Without the person, what the person wrote and how to reach them. Read by functions alone.';
comment on column public.complaints.complaint_id is 'UUIDv7.';
comment on column public.complaints.slug is 'Short code of the page /complaints/<slug>, never reused. It opens nothing that is not public.';
comment on column public.complaints.number is 'Number people call it by: C, division of the city, year, running number.';
comment on column public.complaints.source is 'web (form), finding (carried over from one), open311, hotline (12345, by file), webhook (12345, by message).';
comment on column public.complaints.external_ref is 'Its number in the system it came from; the same one comes once.';
comment on column public.complaints.project_id is 'The project; null where the person does not know.';
comment on column public.complaints.division_code is 'Where it is about: the division of the project, or what the person or the map said.';
comment on column public.complaints.bureau_id is 'The bureau in charge; null while no bureau covers the place.';
comment on column public.complaints.bureau_division is 'Division of that bureau, kept here so that lists need no join.';
comment on column public.complaints.sender_id is 'The bureau that transferred it last, which decides about an objection.';
comment on column public.complaints.objections is 'How often a bureau objected. From the second on a superior appoints the bureau (Art 24).';
comment on column public.complaints.finding_id is 'The finding it grew from.';
comment on column public.complaints.demo is 'Demonstration data.';
comment on column public.complaints.category is 'What it is about.';
comment on column public.complaints.naming is 'anonymous: no name was given; bureau_only: the bureau alone may read it, with a reason; named: shown_name may be told.';
comment on column public.complaints.shown_name is 'The name as the person wants it shown to company and public. Null again once hidden.';
comment on column public.complaints.coarse_place is 'The public learns the district alone: no project, no place on the map.';
comment on column public.complaints.coarse_time is 'The public learns months, not days.';
comment on column public.complaints.lat is 'Place as the person marked it, WGS84; null: that of the project.';
comment on column public.complaints.lng is 'The same.';
comment on column public.complaints.urgent is 'A danger to people. It goes on even when the person withdraws.';
comment on column public.complaints.held is 'Came while more were filed than the limits allow: nothing of it is published before an officer looked at it.';
comment on column public.complaints.state is 'Where it stands; what may follow is in complaint_transitions.';
comment on column public.complaints.queue is 'Whose turn it is: intake, objection, handle, follow_up, review, final, merged, done. Kept by settle_complaint.';
comment on column public.complaints.clock is 'The step whose last day is due_on.';
comment on column public.complaints.due_on is 'Last day of the step that is on.';
comment on column public.complaints.deadline_rule_id is 'The rule that gave due_on.';
comment on column public.complaints.overdue_told is 'The due day of which it was told that it passed.';
comment on column public.complaints.reminded is 'The due day that officers were reminded of.';
comment on column public.complaints.ever_overdue is 'Whether any step was ever late.';
comment on column public.complaints.assignee is 'The officer it is assigned to. A bare number: it outlives the account.';
comment on column public.complaints.tags is 'Words of the bureau, for its own lists.';
comment on column public.complaints.filed_at is 'When it was filed.';
comment on column public.complaints.changed_at is 'When it last changed.';
comment on column public.complaints.accepted_at is 'When it was accepted first.';
comment on column public.complaints.extended_days is 'Days by which the answer was extended; null: was not.';
comment on column public.complaints.supervised_at is 'When a superior put it under supervision 督办.';
comment on column public.complaints.supervised_by is 'Which superior; the bureau in charge itself where the clock did.';
comment on column public.complaints.replied_at is 'When the last reply was given.';
comment on column public.complaints.outcome is 'What the bureau found: substantiated, partly, not_substantiated, could_not_verify.';
comment on column public.complaints.result is 'What came of it: fixed, will_fix (by fix_by), explained, no_fault, referred (to court, arbitration or another body).';
comment on column public.complaints.fix_by is 'Until when it is to be put right.';
comment on column public.complaints.reply_text is 'The reply as the person reads it.';
comment on column public.complaints.public_reply is 'The reply as the public reads it.';
comment on column public.complaints.closed_at is 'When it was closed after the follow-up.';
comment on column public.complaints.close_reason is 'Why, as everyone reads it.';
comment on column public.complaints.not_accepted_reason is 'Why it was not accepted.';
comment on column public.complaints.channel is 'Where the person can go instead.';
comment on column public.complaints.reopened is 'How often it was opened again.';
comment on column public.complaints.rating is 'Satisfaction, 1 to 5.';
comment on column public.complaints.solved is 'Whether the person says it is solved.';
comment on column public.complaints.rated_at is 'When the person said so.';
comment on column public.complaints.review_outcome is '复查: upheld, changed, sent_back.';
comment on column public.complaints.review_text is 'The decision, as everyone reads it.';
comment on column public.complaints.review_by is 'The bureau that decided the review.';
comment on column public.complaints.final_outcome is '复核: upheld, changed. Afterwards the same facts are not accepted again (Art 36).';
comment on column public.complaints.final_text is 'The decision, as everyone reads it.';
comment on column public.complaints.ended_at is 'When it came to rest; the retention of personal data counts from here.';
comment on column public.complaints.ex_officio is 'The person withdrew, and the bureau goes on.';
comment on column public.complaints.merged_into is 'The complaint about the same matter that it is handled with; each keeps its own clock and notices.';
comment on column public.complaints.joined is 'How many others are handled with this one.';
comment on column public.complaints.visibility is 'awaiting (nobody looked yet), public, stub (kind, place and steps, no words), private.';
comment on column public.complaints.wants_public is 'Whether the person agreed to a public page.';
comment on column public.complaints.public_title is 'Title as an officer wrote it for the public.';
comment on column public.complaints.public_text is 'What it is about, as an officer wrote it for the public: never the person''s own words unseen.';
comment on column public.complaints.private_reason is 'Why it is not public.';
comment on column public.complaints.published_at is 'When it became public.';
comment on column public.complaints.published_seq is 'The journal entry that published it.';
comment on column public.complaints.anonymised_at is 'When contact data and the original words were erased.';
comment on column public.complaints.edits is 'Counts the steps; a form must send the number it was made from.';
comment on column public.complaints.look_again is
  'The person asked for a coarser place and time since an officer last read what is public of it; cleared by publishing or keeping private.';

-- a bureau's own queue, a superior's, and what the clock has to look at
create index complaints_bureau_idx on public.complaints (bureau_id, queue, due_on, complaint_id);
create index complaints_below_idx on public.complaints (queue, bureau_division text_pattern_ops, due_on);
create index complaints_order_idx on public.complaints (queue, due_on, complaint_id);
create index complaints_assignee_idx on public.complaints (assignee, queue, due_on) where assignee is not null;
create index complaints_sender_idx on public.complaints (sender_id) where state = 'objected';
create index complaints_project_idx on public.complaints (project_id, filed_at desc) where project_id is not null;
create index complaints_merged_idx on public.complaints (merged_into) where merged_into is not null;
create index complaints_finding_idx on public.complaints (finding_id) where finding_id is not null;
create index complaints_ended_idx on public.complaints (ended_at) where ended_at is not null and anonymised_at is null;
create index complaints_unrouted_idx on public.complaints (complaint_id) where bureau_id is null;
-- what the public reads
create index complaints_public_idx on public.complaints (published_at desc, complaint_id desc) where visibility in ('public', 'stub');
create index complaints_public_place_idx on public.complaints (division_code text_pattern_ops, published_at desc) where visibility in ('public', 'stub');
create index complaints_public_project_idx on public.complaints (project_id, published_at desc) where visibility in ('public', 'stub') and not coarse_place;
create index complaints_public_spot_idx on public.complaints (lat, lng) where lat is not null and visibility in ('public', 'stub') and not coarse_place;
create index complaints_public_changed_idx on public.complaints (changed_at desc) where visibility in ('public', 'stub');

alter table public.complaints enable row level security;

create function private.keep_complaint() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if tg_op = 'DELETE' or (new.complaint_id, new.slug, new.number, new.source, new.filed_at) is distinct from (old.complaint_id, old.slug, old.number, old.source, old.filed_at)
    or (old.published_at is not null and new.published_at is null) then
    raise exception 'append_only' using errcode = '42501', detail = tg_table_name;
  end if;
  return new;
end $$;
comment on function private.keep_complaint() is 'Trigger: no complaint disappears or changes its number, for the service role too. Raises 42501 append_only.';
create trigger complaints_keep before update or delete on public.complaints for each row execute function private.keep_complaint();
create trigger complaints_are_never_emptied before truncate on public.complaints for each statement execute function private.refuse_change();

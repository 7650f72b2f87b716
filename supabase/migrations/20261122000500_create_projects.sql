-- Projects (residential works), their parties, buildings and milestones.

-- 1. Milestone kinds ----------------------------------------------------------------------------------------------

create table public.milestone_kinds (
  kind text not null,
  division_code text not null default '420000',
  name text not null,
  name_en text not null,
  stage text not null,
  sort int not null,
  active boolean not null default true,
  constraint milestone_kinds_pkey primary key (kind),
  constraint milestone_kinds_kind_form check (kind ~ '^[a-z][a-z0-9_]{1,39}$'),
  constraint milestone_kinds_stage_known check (stage in ('permitting', 'construction', 'completion')),
  constraint milestone_kinds_name_length check (length(name) between 2 and 40 and length(name_en) between 2 and 60),
  constraint milestone_kinds_division_fkey foreign key (division_code) references public.divisions (division_code)
);
comment on table public.milestone_kinds is 'Kinds of milestones: eight for the whole province, and those a city adds for itself.';
comment on column public.milestone_kinds.kind is 'Name in code, never reused.';
comment on column public.milestone_kinds.division_code is 'Where it applies: the province, or the city that added it.';
comment on column public.milestone_kinds.name is 'Chinese name.';
comment on column public.milestone_kinds.name_en is 'English name.';
comment on column public.milestone_kinds.stage is 'Stage it belongs to: permitting 报建, construction 施工过程, completion 竣工验收.';
comment on column public.milestone_kinds.sort is 'Order along the life of a project.';
comment on column public.milestone_kinds.active is 'False: kept for old rows, not offered any more.';

insert into public.milestone_kinds (kind, name, name_en, stage, sort) values
  ('permit', '施工许可', 'construction permit', 'permitting', 10),
  ('foundation_acceptance', '地基基础分部验收', 'foundation acceptance', 'construction', 20),
  ('structure_acceptance', '主体结构分部验收', 'main-structure acceptance', 'construction', 30),
  ('concealed_acceptance', '装修隐蔽验收', 'fit-out concealed-work acceptance', 'construction', 40),
  ('household_acceptance', '分户验收', 'household acceptance', 'completion', 50),
  ('fire_acceptance', '消防验收', 'fire acceptance', 'completion', 60),
  ('completion_acceptance', '竣工验收', 'completion acceptance', 'completion', 70),
  ('completion_filing', '竣工验收备案', 'completion filing', 'completion', 80);

alter table public.milestone_kinds enable row level security;
create policy "Everyone can read milestone kinds" on public.milestone_kinds for select to anon, authenticated using (true);
grant select on public.milestone_kinds to anon, authenticated;

-- 2. Projects -----------------------------------------------------------------------------------------------------

create table public.projects (
  project_id uuid not null default private.uuid_v7(),
  slug text not null default private.short_code(),
  permit_no text,
  project_code text,
  name text not null,
  division_code text not null,
  zone text,
  address text,
  housing_type text not null,
  floor_area_m2 numeric(12, 2),
  unit_count int,
  building_count int,
  structure text,
  fit_out text,
  pilot boolean not null default false,
  stage text not null default 'permitting',
  lat double precision,
  lng double precision,
  location_quality text,
  version int not null default 1,
  demo boolean not null default false,
  registered_at timestamptz not null default private.now(),
  updated_at timestamptz not null default private.now(),
  search_text text not null generated always as (lower(
    name || ' ' || coalesce(address, '') || ' ' || coalesce(zone, '') || ' '
    || coalesce(permit_no, '') || ' ' || coalesce(project_code, ''))) stored,
  constraint projects_pkey primary key (project_id),
  constraint projects_slug_key unique (slug),
  constraint projects_permit_no_key unique (permit_no),
  constraint projects_has_a_number check (permit_no is not null or project_code is not null),
  constraint projects_permit_no_form check (permit_no ~ '^[0-9]{18}$'),
  constraint projects_project_code_length check (length(project_code) = 24),
  constraint projects_name_length check (length(name) between 2 and 120),
  constraint projects_address_length check (length(address) <= 200),
  constraint projects_zone_length check (length(zone) <= 60),
  constraint projects_housing_type_known check (
    housing_type in ('commodity', 'public_rental', 'policy_rental', 'redevelopment', 'affordable_other')),
  constraint projects_structure_known check (
    structure in ('frame', 'shear_wall', 'frame_shear_wall', 'masonry', 'steel', 'prefabricated', 'other')),
  constraint projects_fit_out_known check (fit_out in ('fitted_out', 'partly', 'shell')),
  constraint projects_stage_known check (stage in ('permitting', 'construction', 'completion')),
  constraint projects_floor_area_range check (floor_area_m2 > 0 and floor_area_m2 < 100000000),
  constraint projects_unit_count_range check (unit_count between 1 and 100000),
  constraint projects_building_count_range check (building_count between 1 and 2000),
  constraint projects_place_is_a_pair check ((lat is null) = (lng is null)),
  constraint projects_place_in_range check (lat between 28 and 34.5 and lng between 107 and 117.5),
  constraint projects_place_has_a_quality check ((lat is null) = (location_quality is null)),
  constraint projects_location_quality_known check (location_quality in ('reported', 'verified', 'doubtful')),
  constraint projects_division_fkey foreign key (division_code) references public.divisions (division_code)
);
comment on table public.projects is 'Residential works 住宅工程. All of it is public.';
comment on column public.projects.project_id is 'UUIDv7.';
comment on column public.projects.slug is 'Short code in public addresses, never reused.';
comment on column public.projects.permit_no is '施工许可证号: 18 digits = 6 division + 8 date + 2 sequence + 2 specialty. Null before the permit.';
comment on column public.projects.project_code is '项目代码: 24 characters with hyphens (4-6-2-2-6). Several permits may share one.';
comment on column public.projects.name is 'Name of the work or of the estate.';
comment on column public.projects.division_code is 'County or district (GB/T 2260).';
comment on column public.projects.zone is 'Functional zone without a GB/T 2260 code, e.g. 东湖高新区.';
comment on column public.projects.address is 'Street address, district first.';
comment on column public.projects.housing_type is 'commodity 商品住宅, public_rental 公租房, policy_rental 政策性租赁住房, redevelopment 棚改房, affordable_other 其他保障性住房.';
comment on column public.projects.floor_area_m2 is 'Floor area in square metres.';
comment on column public.projects.unit_count is 'Number of units 套.';
comment on column public.projects.building_count is 'Number of buildings 栋.';
comment on column public.projects.structure is 'Structural system: frame, shear_wall, frame_shear_wall, masonry, steel, prefabricated, other.';
comment on column public.projects.fit_out is 'fitted_out 全装修, partly 部分装修, shell 毛坯.';
comment on column public.projects.pilot is 'Whether the work takes part in the pilot.';
comment on column public.projects.stage is 'permitting 报建, construction 施工过程, completion 竣工验收: derived from the milestones reached.';
comment on column public.projects.lat is 'Latitude, WGS84 degrees.';
comment on column public.projects.lng is 'Longitude, WGS84 degrees.';
comment on column public.projects.location_quality is 'reported (as the bureau''s file says), verified (checked by an officer), doubtful.';
comment on column public.projects.version is 'Counts the changes; a form must send the version it was made from.';
comment on column public.projects.demo is 'Demonstration data 示范数据.';
comment on column public.projects.registered_at is 'When the project was registered here.';
comment on column public.projects.updated_at is 'When anything about it last changed.';
comment on column public.projects.search_text is 'What a text search looks through (generated).';

create unique index projects_code_before_permit_key on public.projects (project_code) where permit_no is null;
create index projects_project_code_idx on public.projects (project_code);
create index projects_division_code_idx on public.projects (division_code text_pattern_ops);
create index projects_updated_at_idx on public.projects (updated_at desc, project_id);
create index projects_place_idx on public.projects (lat, lng) where lat is not null;
create index projects_search_idx on public.projects using gin (private.bigrams(search_text));

alter table public.projects enable row level security;
create policy "Everyone can read projects" on public.projects for select to anon, authenticated using (true);
grant select on public.projects to anon, authenticated;

-- 3. Parties ------------------------------------------------------------------------------------------------------

create table public.project_parties (
  project_party_id uuid not null default private.uuid_v7(),
  project_id uuid not null,
  role text not null,
  organization_id uuid not null,
  leader_name text,
  constraint project_parties_pkey primary key (project_party_id),
  constraint project_parties_once_per_role_key unique (project_id, role, organization_id),
  constraint project_parties_role_known check (role in
    ('developer', 'contractor', 'supervising_engineer', 'surveyor', 'designer', 'testing_body', 'third_party')),
  constraint project_parties_leader_length check (length(leader_name) between 1 and 40),
  constraint project_parties_project_fkey foreign key (project_id) references public.projects (project_id) on delete cascade,
  constraint project_parties_organization_fkey foreign key (organization_id) references public.organizations (organization_id)
);
comment on table public.project_parties is
  'The five responsible parties 五方责任主体, the testing body and commissioned third parties, with the leaders'' names, which the plan asks to publish (seed, part three, 1).';
comment on column public.project_parties.project_party_id is 'UUIDv7.';
comment on column public.project_parties.project_id is 'The project.';
comment on column public.project_parties.role is 'developer 建设, contractor 施工, supervising_engineer 监理, surveyor 勘察, designer 设计, testing_body 检测, third_party 第三方.';
comment on column public.project_parties.organization_id is 'The organization.';
comment on column public.project_parties.leader_name is 'Name of its project leader 项目负责人.';
create index project_parties_organization_id_idx on public.project_parties (organization_id);

alter table public.project_parties enable row level security;
create policy "Everyone can read project parties" on public.project_parties for select to anon, authenticated using (true);
grant select on public.project_parties to anon, authenticated;

-- 4. Buildings ----------------------------------------------------------------------------------------------------

create table public.buildings (
  building_id uuid not null default private.uuid_v7(),
  project_id uuid not null,
  name text not null,
  floors_above int,
  floors_below int,
  unit_count int,
  constraint buildings_pkey primary key (building_id),
  constraint buildings_name_key unique (project_id, name),
  constraint buildings_name_length check (length(name) between 1 and 40),
  constraint buildings_floors_range check (floors_above between 1 and 200 and floors_below between 0 and 20),
  constraint buildings_unit_count_range check (unit_count between 0 and 5000),
  constraint buildings_project_fkey foreign key (project_id) references public.projects (project_id) on delete cascade
);
comment on table public.buildings is 'Buildings 楼栋 of a project.';
comment on column public.buildings.building_id is 'UUIDv7.';
comment on column public.buildings.project_id is 'The project.';
comment on column public.buildings.name is 'Number or name, e.g. 3号楼.';
comment on column public.buildings.floors_above is 'Storeys above ground.';
comment on column public.buildings.floors_below is 'Storeys below ground.';
comment on column public.buildings.unit_count is 'Units 套 in the building.';

alter table public.buildings enable row level security;
create policy "Everyone can read buildings" on public.buildings for select to anon, authenticated using (true);
grant select on public.buildings to anon, authenticated;

-- 5. Milestones ---------------------------------------------------------------------------------------------------

create table public.milestones (
  milestone_id uuid not null default private.uuid_v7(),
  project_id uuid not null,
  kind text not null,
  planned_on date,
  reached_on date,
  constraint milestones_pkey primary key (milestone_id),
  constraint milestones_once_per_kind_key unique (project_id, kind),
  constraint milestones_has_a_date check (planned_on is not null or reached_on is not null),
  constraint milestones_dates_range check (
    planned_on between '1990-01-01' and '2100-12-31' and reached_on between '1990-01-01' and '2100-12-31'),
  constraint milestones_project_fkey foreign key (project_id) references public.projects (project_id) on delete cascade,
  constraint milestones_kind_fkey foreign key (kind) references public.milestone_kinds (kind)
);
comment on table public.milestones is 'When each milestone of a project is planned and when it was reached.';
comment on column public.milestones.milestone_id is 'UUIDv7.';
comment on column public.milestones.project_id is 'The project.';
comment on column public.milestones.kind is 'Kind of milestone.';
comment on column public.milestones.planned_on is 'Planned day (Asia/Shanghai).';
comment on column public.milestones.reached_on is 'Day it was reached (Asia/Shanghai); null until then.';
create index milestones_kind_idx on public.milestones (kind);

alter table public.milestones enable row level security;
create policy "Everyone can read milestones" on public.milestones for select to anon, authenticated using (true);
grant select on public.milestones to anon, authenticated;

-- 6. Import runs --------------------------------------------------------------------------------------------------

create table public.import_runs (
  import_run_id uuid not null default private.uuid_v7(),
  user_id uuid,
  file_name text not null,
  state text not null default 'staged',
  row_count int not null default 0,
  summary jsonb not null default '{}',
  created_at timestamptz not null default now(),
  committed_at timestamptz,
  constraint import_runs_pkey primary key (import_run_id),
  constraint import_runs_state_known check (state in ('staged', 'committing', 'committed')),
  constraint import_runs_file_name_length check (length(file_name) between 1 and 200),
  constraint import_runs_user_fkey foreign key (user_id) references auth.users (id) on delete set null
);
comment on table public.import_runs is 'One row an imported file. Seen by the officer who imported it.';
comment on column public.import_runs.import_run_id is 'UUIDv7.';
comment on column public.import_runs.user_id is 'The officer; null for the operator''s command.';
comment on column public.import_runs.file_name is 'Name of the file.';
comment on column public.import_runs.state is 'staged (previewed, nothing written), committing (may be resumed), committed.';
comment on column public.import_runs.row_count is 'Rows staged.';
comment on column public.import_runs.summary is 'Counts: new, changed, unchanged, refused.';
comment on column public.import_runs.created_at is 'When staged.';
comment on column public.import_runs.committed_at is 'When the last row was written.';
create index import_runs_user_id_idx on public.import_runs (user_id);

alter table public.import_runs enable row level security;
create policy "Officers can read their own imports" on public.import_runs for select to authenticated
  using (user_id = (select auth.uid()));
grant select on public.import_runs to authenticated;

create table private.import_rows (
  import_run_id uuid not null,
  line int not null,
  facts jsonb not null,
  outcome text,
  detail jsonb,
  constraint import_rows_pkey primary key (import_run_id, line),
  constraint import_rows_outcome_known check (outcome in ('new', 'changed', 'unchanged', 'refused', 'written')),
  constraint import_rows_run_fkey foreign key (import_run_id) references public.import_runs (import_run_id) on delete cascade
);
comment on table private.import_rows is 'Rows of a staged import. Emptied when the import is committed, its refused rows after seven days.';
comment on column private.import_rows.import_run_id is 'The import.';
comment on column private.import_rows.line is 'Line in the file.';
comment on column private.import_rows.facts is 'The parsed row.';
comment on column private.import_rows.outcome is 'What the preview found, then written.';
comment on column private.import_rows.detail is 'Changed fields with old and new values, or the reason of a refusal.';

-- What complaints 投诉 are about, and how many days each step of them may take.

create table public.complaint_categories (
  category text not null,
  name text not null,
  name_en text not null,
  examples text not null,
  examples_en text not null,
  kind text not null,
  warranty text,
  danger boolean not null default false,
  sort int not null,
  constraint complaint_categories_pkey primary key (category),
  constraint complaint_categories_form check (category ~ '^[a-z][a-z_]{1,39}$'),
  constraint complaint_categories_kind_known check (kind in ('quality', 'disclosure', 'site', 'after_sale', 'other')),
  constraint complaint_categories_warranty_known check (warranty in ('waterproofing', 'heating_cooling', 'pipes_wiring_fit_out', 'structure'))
);
comment on table public.complaint_categories is 'What a complaint can be about, with examples in plain words.';
comment on column public.complaint_categories.category is 'Code; also the service_code of Open311.';
comment on column public.complaint_categories.name is 'Name.';
comment on column public.complaint_categories.name_en is 'The same in English.';
comment on column public.complaint_categories.examples is 'What people see, in their own words.';
comment on column public.complaint_categories.examples_en is 'The same in English.';
comment on column public.complaint_categories.kind is 'quality, disclosure, site, after_sale, other.';
comment on column public.complaint_categories.warranty is
  'Which minimum warranty 保修 may cover it (建设工程质量管理条例 Art 40): waterproofing 5 years, heating_cooling 2 seasons, pipes_wiring_fit_out 2 years, structure for the design life; null: none.';
comment on column public.complaint_categories.danger is 'May endanger people: such a matter goes on even when the person withdraws.';
comment on column public.complaint_categories.sort is 'Order.';
alter table public.complaint_categories enable row level security;
create policy "Everyone can read what complaints can be about" on public.complaint_categories for select to anon, authenticated using (true);
grant select on public.complaint_categories to anon, authenticated;

insert into public.complaint_categories (sort, category, kind, warranty, danger, name, name_en, examples, examples_en) values
  (10, 'seepage', 'quality', 'waterproofing', false, '渗漏', 'Leaks and damp',
    '屋面、外墙、卫生间、地下室漏水，墙面发霉起皮', 'Water through roof, outer wall, bathroom or basement; mould, peeling paint'),
  (20, 'cracks', 'quality', 'structure', false, '墙体、楼板裂缝', 'Cracks in walls or slabs',
    '墙上、梁上、楼板有裂缝，越来越宽', 'Cracks in a wall, beam or slab that grow wider'),
  (30, 'hollow_plaster', 'quality', 'pipes_wiring_fit_out', false, '空鼓、脱落', 'Hollow or falling plaster and tiles',
    '敲墙敲地有空声，瓷砖、抹灰、外墙砖脱落', 'A hollow sound when knocked; tiles or plaster that fall off'),
  (40, 'structure_safety', 'quality', 'structure', true, '结构安全', 'Structural safety',
    '地基下沉、墙体倾斜、钢筋外露、混凝土强度不够', 'Sinking ground, leaning walls, bare reinforcement, weak concrete'),
  (50, 'doors_windows', 'quality', 'pipes_wiring_fit_out', false, '门窗', 'Doors and windows',
    '门窗关不严、玻璃自爆、五金松动、漏风进水', 'They do not close, glass breaks, fittings come loose, wind and rain come in'),
  (60, 'pipes_wiring', 'quality', 'pipes_wiring_fit_out', false, '水电管线', 'Pipes and wiring',
    '下水堵、水管漏、插座没电、线路跳闸', 'Blocked drains, leaking pipes, dead sockets, circuits that trip'),
  (70, 'heating_cooling', 'quality', 'heating_cooling', false, '采暖供冷', 'Heating and cooling',
    '暖气不热、空调管道漏水、地暖不通', 'Cold radiators, leaking air-conditioning pipes, floor heating that does not work'),
  (80, 'fit_out', 'quality', 'pipes_wiring_fit_out', false, '装修与承诺不符', 'Fit-out not as promised',
    '品牌、材料、做法与合同、样板房不一样', 'Brand, material or workmanship differs from contract or show flat'),
  (90, 'fire_safety', 'quality', null, true, '消防', 'Fire safety',
    '消防通道堵塞、烟感没装、防火门缺失、消火栓没水', 'Blocked escape routes, no smoke detectors, missing fire doors, dry hydrants'),
  (100, 'false_disclosure', 'disclosure', null, false, '公示不实', 'False disclosure',
    '公示的检测、验收结果与现场不一样', 'Tests or acceptance records that were disclosed do not fit the site'),
  (110, 'not_disclosed', 'disclosure', null, false, '应公示未公示', 'Not disclosed',
    '该公示的内容到期没有公示，或工地公示牌缺失', 'What had to be disclosed is not, or the board at the site is missing'),
  (120, 'refused_access', 'site', null, false, '拒绝进入', 'Refused access',
    '开放日预约了不让进，看房验房被拒', 'Turned away on an open day or from an inspection'),
  (130, 'site_danger', 'site', null, true, '施工现场危险', 'Danger at the site',
    '脚手架松动、临边没有防护、高空坠物', 'Loose scaffolding, unprotected edges, falling objects'),
  (140, 'household_acceptance', 'after_sale', null, false, '分户验收与交付', 'Household acceptance and handover',
    '没有分户验收就交房，验收表造假', 'Handed over without household acceptance, or with a false record'),
  (150, 'warranty_refused', 'after_sale', null, false, '保修不履行', 'Warranty not honoured',
    '报修没人理，一直拖着不修，修了又坏', 'Nobody comes, repairs are put off or fail again'),
  (160, 'retaliation', 'other', null, false, '打击报复', 'Retaliation',
    '因为投诉、监督受到威胁、刁难', 'Threats or harassment for having complained or supervised'),
  (190, 'other', 'other', null, false, '其他工程质量问题', 'Something else',
    '以上都不是，请直接写', 'None of the above: just write');

-- Deadlines ---------------------------------------------------------------------------------------------------------

alter table public.deadline_rules drop constraint deadline_rules_subject_known;
alter table public.deadline_rules add constraint deadline_rules_subject_known
  check (subject in ('disclosure', 'open_day', 'open_day_notice', 'finding', 'complaint'));
comment on column public.deadline_rules.subject is
  'What the deadline is of: disclosure (published by), open_day (held by), open_day_notice (announced by), finding, complaint (a step of it is done by).';
comment on column public.deadline_rules.item is
  'The item of the catalogue; for open days the kind of milestone; for findings and complaints the step (see private.rule_item). What it must be depends on the subject, so that the guard looks at it and no key does.';

create function private.complaint_steps() returns table (step text, name text)
language sql immutable set search_path = ''
as $$
  values ('notice', '告知是否受理'), ('publish', '公开审核'), ('objection', '转办异议'), ('answer', '答复'), ('extension', '延期上限'),
    ('company_reply', '企业说明'), ('follow_up', '回访'), ('review_apply', '申请复查'), ('review', '复查'), ('final_apply', '申请复核'), ('final', '复核'),
    ('retention', '身份信息保留')
$$;
comment on function private.complaint_steps() is 'The steps of complaints that have a deadline, with their names.';

create or replace function private.rule_item(subject text, item text) returns table (name text, division_code text)
language sql stable security definer set search_path = ''
as $$
  select i.name, i.division_code from public.disclosure_items i where rule_item.subject = 'disclosure' and i.item = rule_item.item
  union all
  select k.name, k.division_code from public.milestone_kinds k
  where rule_item.subject in ('open_day', 'open_day_notice') and k.kind = rule_item.item
  union all
  select s.name, '420000' from (values ('triage', '分办'), ('reply', '申辩答复'), ('verify', '核实'), ('publish', '公开'),
    ('plan', '整改计划'), ('fix', '整改'), ('reinspect', '复查'), ('opinion', '专家意见')) as s (step, name)
  where rule_item.subject = 'finding' and s.step = rule_item.item
  union all
  select s.name, '420000' from private.complaint_steps() s where rule_item.subject = 'complaint' and s.step = rule_item.item
$$;
comment on function private.rule_item(text, text) is
  'What a rule is about: name and division of the item, of the milestone, or of the step of a finding or complaint; no row for an unknown one.';

insert into public.deadline_rules (subject, item, days, day_kind, nature, valid_from, basis, basis_en)
select 'complaint', x.item, x.days, x.kind, x.nature, '2022-05-01', x.zh, x.en
from (values
  ('notice', 15, 'natural', 'statutory', '《信访工作条例》第二十三条：收到之日起 15 日内书面告知是否受理。',
    'Regulations on Petitions (2022) Art 23: tell the person within 15 days of receipt whether the matter is accepted.'),
  ('publish', 1, 'working', 'default', '平台默认：收到后 1 个工作日内完成公开审核。', 'Default of this hub: looked over for publication within 1 working day.'),
  ('objection', 5, 'working', 'statutory', '《信访工作条例》第二十三条：不属于本机关职权的，5 个工作日内说明理由提出异议。',
    'Regulations on Petitions (2022) Art 23: a body that is not competent objects with reasons within 5 working days.'),
  ('answer', 60, 'natural', 'statutory', '《信访工作条例》第三十四条：自受理之日起 60 日内办结。',
    'Regulations on Petitions (2022) Art 34: dealt with within 60 days of acceptance.'),
  ('extension', 30, 'natural', 'statutory', '《信访工作条例》第三十四条：情况复杂的可以延长一次，不超过 30 日，并告知理由。',
    'Regulations on Petitions (2022) Art 34: may be extended once, by 30 days at most, with the reason told.'),
  ('company_reply', 5, 'working', 'default', '平台默认：企业 5 个工作日内说明情况。', 'Default of this hub: the company explains within 5 working days.'),
  ('follow_up', 10, 'working', 'default', '平台默认：答复后 10 个工作日内由非承办人回访。', 'Default of this hub: somebody other than the handler asks the person within 10 working days of the reply.'),
  ('review_apply', 30, 'natural', 'statutory', '《信访工作条例》第三十五条：收到答复 30 日内可以请求复查。',
    'Regulations on Petitions (2022) Art 35: a review may be asked for within 30 days of the reply.'),
  ('review', 30, 'natural', 'statutory', '《信访工作条例》第三十五条：收到复查请求 30 日内提出复查意见。',
    'Regulations on Petitions (2022) Art 35: a review is decided within 30 days.'),
  ('final_apply', 30, 'natural', 'statutory', '《信访工作条例》第三十六条：收到复查意见 30 日内可以请求复核。',
    'Regulations on Petitions (2022) Art 36: a final review may be asked for within 30 days of the review.'),
  ('final', 30, 'natural', 'statutory', '《信访工作条例》第三十六条：收到复核请求 30 日内提出复核意见，听证时间不计算在内。',
    'Regulations on Petitions (2022) Art 36: a final review is decided within 30 days, the time of a hearing not counted.'),
  ('retention', 365, 'natural', 'default', '平台默认：办结一年后删除联系方式和原始陈述。', 'Default of this hub: contact data and original words are erased a year after the end.')
) as x (item, days, kind, nature, zh, en);

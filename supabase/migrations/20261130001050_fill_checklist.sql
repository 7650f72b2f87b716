-- What to look at on site for each item, and what measured values may be.

update public.disclosure_items i set look_at = x.zh, look_at_en = x.en
from (values
  ('construction_permit',
    '工地大门的工程概况牌和施工许可证公示牌：建设、勘察、设计、施工、监理五方单位和项目负责人的姓名，是否与公示的许可证一致；现场负责人是否就是牌上的人。',
    'The boards at the gate: do the five responsible parties and the names of the project leaders agree with the permit as disclosed, and is whoever runs the site the person named there?'),
  ('rebar_tests',
    '钢筋堆场的标牌（规格、炉批号、检验状态），请现场出示一两份检验报告原件；公示的批次数、不合格批次的处理，是否与报告相符。',
    'The labels in the reinforcement yard (size, heat number, test status). Ask for one or two original reports: do the number of batches and what became of failed ones agree with the disclosure?'),
  ('concrete_tests',
    '试块养护室和试块上的编号、日期；构件表面有无蜂窝、露筋、裂缝；请现场出示强度报告原件，与公示的组数和评定结论对照。',
    'The curing room and the numbers and days on the test cubes; honeycombing, bare reinforcement or cracks on members. Compare an original strength report with the number of groups and the verdict disclosed.'),
  ('structure_entity_tests',
    '检测的构件和部位能否在现场找到（回弹、钻芯痕迹）；可测量层高、截面、垂直度、平整度，与允许偏差对照。',
    'Can the members that were tested be found on site (marks of rebound tests, cores)? Storey height, sections, verticality and flatness can be measured and are compared with what is allowed.'),
  ('foundation_acceptance',
    '地下室外墙、底板有无渗漏、开裂；沉降观测点是否在、有没有记录；验收记录上签字的单位和日期是否与公示一致。',
    'Leaks or cracks in basement walls and floor; whether the settlement marks are there and read. Do the signing parties and days of the acceptance record agree with the disclosure?'),
  ('structure_acceptance',
    '梁、板、柱的外观和尺寸，楼梯踏步是否均匀，有无修补痕迹；公示中写明整改的部位，看是否真的整改了。可测量层高、截面、垂直度、平整度、踏步高差。',
    'Beams, slabs and columns, whether stairs are even, traces of repair. Where the disclosure says something was put right, see whether it was. Storey height, sections, verticality, flatness and steps can be measured.'),
  ('indoor_environment',
    '抽检的房间和公示的房间是否一致；装修、家具是否已经完成（未完成时检测没有意义）；有没有明显气味。可用自带仪器测量并记下数值和条件。',
    'Are the rooms that were tested the ones disclosed, and was the fit-out finished then (a test before it means little)? Any noticeable smell? Values of an instrument of your own can be entered with their conditions.'),
  ('household_acceptance_summary',
    '随意选一两套：净高、开间进深、栏杆高度和间距、窗台高度可以测量；卫生间有无蓄水痕迹；户门旁的验收标识是否有单位和人员姓名。',
    'Choose a unit or two: clear height, width and depth of rooms, height and gaps of railings and the height of sills can be measured. Traces of the water test in bathrooms? Does the plaque by the door name units and persons?'),
  ('fire_acceptance',
    '消防通道是否畅通，疏散楼梯、防火门、消火栓是否到位；意见书或凭证的编号、日期、范围是否与公示一致。',
    'Are fire lanes clear, and stairs, fire doors and hydrants in place? Do number, day and scope of the document agree with the disclosure?'),
  ('completion_report',
    '报告所列的工程内容是否已经完成；报告中的遗留问题是否已经处理；五方签字单位与许可证上的五方是否一致。',
    'Is everything finished that the report lists, and were the matters it left open dealt with? Are the five parties that signed those of the permit?'),
  ('completion_filing',
    '备案表的编号、日期、面积与栋数是否与现场、与公示一致；交付的楼栋是否都在备案范围内。',
    'Do number, day, area and buildings of the filing agree with the site and the disclosure, and does it cover every building that is handed over?')
) as x (item, zh, en) where i.item = x.item;

insert into public.tolerance_rules (sort, code, items, quantity, quantity_en, unit, mode, lower, upper, nature, valid_from, valid_until, basis, basis_en)
select x.sort, x.code, x.items, x.zh, x.en, x.unit, x.mode, x.lower, x.upper, b.nature, x.valid_from, x.valid_until, b.zh, b.en
from (values
  (10, 'storey_height', '{structure_entity_tests,structure_acceptance}'::text[], '层高', 'Storey height', 'mm', 'deviation', -10, 10, 'concrete', '2015-09-01'::date, null::date),
  (11, 'total_height', '{structure_entity_tests,structure_acceptance}', '全高', 'Total height', 'mm', 'deviation', -30, 30, 'concrete', '2015-09-01', null),
  (12, 'section', '{structure_entity_tests,structure_acceptance}', '构件截面尺寸', 'Section of a member', 'mm', 'deviation', -5, 10, 'concrete', '2015-09-01', null),
  (13, 'verticality', '{structure_entity_tests,structure_acceptance}', '柱、墙垂直度（层高不超过 6 m）', 'Verticality of columns and walls (storeys up to 6 m)', 'mm', 'absolute', 0, 10, 'concrete', '2015-09-01', null),
  (14, 'flatness', '{structure_entity_tests,structure_acceptance}', '表面平整度（2 m 靠尺）', 'Flatness of surfaces (2 m straightedge)', 'mm', 'absolute', 0, 8, 'concrete', '2015-09-01', null),
  (15, 'stair_step', '{structure_acceptance,household_acceptance_summary}', '楼梯相邻踏步高差', 'Difference between neighbouring steps', 'mm', 'absolute', 0, 6, 'concrete', '2015-09-01', null),
  (20, 'clear_height', '{household_acceptance_summary}', '室内净高极差（每室 5 点）', 'Spread of clear heights (5 points a room)', 'mm', 'range', 0, 20, 'practice', '2020-04-01', null),
  (21, 'room_size', '{household_acceptance_summary}', '开间、进深极差（各 2 处）', 'Spread of width or depth of a room (2 places each)', 'mm', 'range', 0, 20, 'practice', '2020-04-01', null),
  (22, 'railing_height', '{household_acceptance_summary}', '栏杆高度', 'Height of railings', 'm', 'absolute', 1.05, null, 'practice', '2020-04-01', null),
  (23, 'railing_height_high_rise', '{household_acceptance_summary}', '栏杆高度（高层）', 'Height of railings (high-rise)', 'm', 'absolute', 1.10, null, 'practice', '2020-04-01', null),
  (24, 'railing_gap', '{household_acceptance_summary}', '栏杆净距', 'Gap between balusters', 'mm', 'absolute', 0, 110, 'practice', '2020-04-01', null),
  (25, 'sill_height', '{household_acceptance_summary}', '窗台高度', 'Height of window sills', 'm', 'absolute', 0.90, null, 'practice', '2020-04-01', null),
  (30, 'radon', '{indoor_environment}', '氡', 'Radon', 'Bq/m³', 'absolute', 0, 200, 'air_before', '2014-01-01', '2020-07-31'),
  (31, 'formaldehyde', '{indoor_environment}', '甲醛', 'Formaldehyde', 'mg/m³', 'absolute', 0, 0.08, 'air_before', '2014-01-01', '2020-07-31'),
  (32, 'benzene', '{indoor_environment}', '苯', 'Benzene', 'mg/m³', 'absolute', 0, 0.09, 'air_before', '2014-01-01', '2020-07-31'),
  (35, 'ammonia', '{indoor_environment}', '氨', 'Ammonia', 'mg/m³', 'absolute', 0, 0.2, 'air_before', '2014-01-01', '2020-07-31'),
  (36, 'tvoc', '{indoor_environment}', '总挥发性有机化合物', 'Volatile organic compounds (TVOC)', 'mg/m³', 'absolute', 0, 0.5, 'air_before', '2014-01-01', '2020-07-31'),
  (30, 'radon', '{indoor_environment}', '氡', 'Radon', 'Bq/m³', 'absolute', 0, 150, 'air', '2020-08-01', null),
  (31, 'formaldehyde', '{indoor_environment}', '甲醛', 'Formaldehyde', 'mg/m³', 'absolute', 0, 0.07, 'air', '2020-08-01', null),
  (32, 'benzene', '{indoor_environment}', '苯', 'Benzene', 'mg/m³', 'absolute', 0, 0.06, 'air', '2020-08-01', null),
  (33, 'toluene', '{indoor_environment}', '甲苯', 'Toluene', 'mg/m³', 'absolute', 0, 0.15, 'air', '2020-08-01', null),
  (34, 'xylene', '{indoor_environment}', '二甲苯', 'Xylene', 'mg/m³', 'absolute', 0, 0.20, 'air', '2020-08-01', null),
  (35, 'ammonia', '{indoor_environment}', '氨', 'Ammonia', 'mg/m³', 'absolute', 0, 0.15, 'air', '2020-08-01', null),
  (36, 'tvoc', '{indoor_environment}', '总挥发性有机化合物', 'Volatile organic compounds (TVOC)', 'mg/m³', 'absolute', 0, 0.45, 'air', '2020-08-01', null)
) as x (sort, code, items, zh, en, unit, mode, lower, upper, source, valid_from, valid_until)
join (values
  ('concrete', 'standard', 'GB 50204-2015《混凝土结构工程施工质量验收规范》表 8.3.2', 'GB 50204-2015, table 8.3.2'),
  ('air_before', 'standard', 'GB 50325-2010（2013 年版）《民用建筑工程室内环境污染控制规范》Ⅰ类民用建筑', 'GB 50325-2010 (2013), civil buildings of class I'),
  ('air', 'standard', 'GB 50325-2020《民用建筑工程室内环境污染控制标准》Ⅰ类民用建筑', 'GB 50325-2020, civil buildings of class I'),
  ('practice', 'default', '住宅工程分户验收的通行做法，由平台提出，未查到全省统一规定', 'General practice of household acceptance, proposed by the hub; no rule of the whole province is known')
) as b (source, nature, zh, en) on b.source = x.source;

-- The steps of a finding have their deadlines where all deadlines are.
insert into public.deadline_rules (subject, item, days, day_kind, nature, valid_from, basis, basis_en)
select 'finding', x.item, x.days, 'working', 'default', '2020-04-01', '方案未规定天数。平台默认：' || x.zh, 'The plan gives no number of days. Default of this hub: ' || x.en
from (values
  ('triage', 2, '收到后 2 个工作日内分办。', 'sorted within 2 working days of its arrival.'),
  ('reply', 5, '分办后 5 个工作日内由建设单位申辩答复。', 'the developer replies within 5 working days after that.'),
  ('verify', 10, '此后 10 个工作日内核实并逐项说明理由。', 'verified within 10 working days after that, with a reason for each line.'),
  ('publish', 1, '核实后 1 个工作日公开。', 'public one working day after the decision.'),
  ('plan', 7, '公开后 7 个工作日内提出整改计划。', 'the developer plans how to put it right within 7 working days of its publication.'),
  ('fix', 30, '整改计划应在 30 个工作日内完成。', 'put right within 30 working days.'),
  ('reinspect', 10, '报告已整改后 10 个工作日内复查。', 'looked at again within 10 working days after it is said to be put right.')
) as x (item, days, zh, en);

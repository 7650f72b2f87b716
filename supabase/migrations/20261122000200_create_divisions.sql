-- Divisions: the province, its prefecture-level units, counties and districts, with GB/T 2260 codes.
-- Names and codes as in china-division 2.7.0 (MIT); points from GeoNames (CC-BY 4.0) or an approximate seat.

create table public.divisions (
  division_code text not null,
  name text not null,
  name_en text not null,
  level text not null,
  parent_code text,
  lat double precision not null,
  lng double precision not null,
  point_source text not null,
  pilot boolean not null default false,
  constraint divisions_pkey primary key (division_code),
  constraint divisions_code_is_six_digits check (division_code ~ '^[0-9]{6}$'),
  constraint divisions_level_known check (level in ('province', 'prefecture', 'county_direct', 'county')),
  constraint divisions_point_source_known check (point_source in ('geonames', 'approximate')),
  constraint divisions_parent_fkey foreign key (parent_code) references public.divisions (division_code)
);
comment on table public.divisions is 'Administrative divisions of the province (GB/T 2260).';
comment on column public.divisions.division_code is 'Six-digit code of GB/T 2260.';
comment on column public.divisions.name is 'Chinese name.';
comment on column public.divisions.name_en is 'English name (pinyin).';
comment on column public.divisions.level is 'province, prefecture, county_direct (a county-level city directly under the province) or county.';
comment on column public.divisions.parent_code is 'The division it belongs to; null for the province.';
comment on column public.divisions.lat is 'Latitude of the seat, WGS84 degrees. For labels and counts only, never the place of a project.';
comment on column public.divisions.lng is 'Longitude of the seat, WGS84 degrees.';
comment on column public.divisions.point_source is 'geonames (CC-BY 4.0) or approximate (a seat rounded to 0.01 degrees).';
comment on column public.divisions.pilot is 'Whether the plan names the city as a pilot (seed, part two).';
create index divisions_parent_code_idx on public.divisions (parent_code);

alter table public.divisions enable row level security;
create policy "Everyone can read divisions" on public.divisions for select to anon, authenticated using (true);
grant select on public.divisions to anon, authenticated;

create function private.division_prefix(division_code text) returns text
language sql immutable parallel safe
as $$
  select case
    when division_code like '__0000' then left(division_code, 2)
    when division_code like '____00' then left(division_code, 4)
    else division_code
  end
$$;
comment on function private.division_prefix(text) is
  'The part of a division code that all divisions inside it share: 420000 → 42, 420100 → 4201, 429004 → 429004. Without `set search_path`, so that a sweep over all projects inlines it.';
grant execute on function private.division_prefix(text) to anon, authenticated, service_role;

insert into public.divisions (division_code, name, name_en, level, parent_code, lat, lng, point_source, pilot) values
  ('420000', '湖北省', 'Hubei Province', 'province', null, 30.6, 114.3, 'approximate', false),
  ('420100', '武汉市', 'Wuhan', 'prefecture', '420000', 30.6089, 114.3068, 'geonames', true),
  ('420200', '黄石市', 'Huangshi', 'prefecture', '420000', 30.2471, 115.0481, 'geonames', true),
  ('420300', '十堰市', 'Shiyan', 'prefecture', '420000', 32.63, 110.8, 'approximate', false),
  ('420500', '宜昌市', 'Yichang', 'prefecture', '420000', 30.7161, 111.2839, 'geonames', true),
  ('420600', '襄阳市', 'Xiangyang', 'prefecture', '420000', 32.01, 112.12, 'approximate', true),
  ('420700', '鄂州市', 'Ezhou', 'prefecture', '420000', 30.3961, 114.8865, 'geonames', false),
  ('420800', '荆门市', 'Jingmen', 'prefecture', '420000', 31.0336, 112.2047, 'geonames', false),
  ('420900', '孝感市', 'Xiaogan', 'prefecture', '420000', 30.9269, 113.9222, 'geonames', false),
  ('421000', '荆州市', 'Jingzhou', 'prefecture', '420000', 30.3072, 112.2447, 'geonames', false),
  ('421100', '黄冈市', 'Huanggang', 'prefecture', '420000', 30.4514, 114.8704, 'geonames', false),
  ('421200', '咸宁市', 'Xianning', 'prefecture', '420000', 29.8435, 114.322, 'geonames', false),
  ('421300', '随州市', 'Suizhou', 'prefecture', '420000', 31.7111, 113.3631, 'geonames', false),
  ('422800', '恩施土家族苗族自治州', 'Enshi Tujia and Miao Autonomous Prefecture', 'prefecture', '420000', 30.2911, 109.4762, 'geonames', false),
  ('420102', '江岸区', 'Jiang''an District', 'county', '420100', 30.6089, 114.3068, 'geonames', false),
  ('420103', '江汉区', 'Jianghan District', 'county', '420100', 30.60, 114.27, 'approximate', false),
  ('420104', '硚口区', 'Qiaokou District', 'county', '420100', 30.58, 114.21, 'approximate', false),
  ('420105', '汉阳区', 'Hanyang District', 'county', '420100', 30.56, 114.21, 'approximate', false),
  ('420106', '武昌区', 'Wuchang District', 'county', '420100', 30.5431, 114.3007, 'geonames', false),
  ('420107', '青山区', 'Qingshan District', 'county', '420100', 30.64, 114.38, 'approximate', false),
  ('420111', '洪山区', 'Hongshan District', 'county', '420100', 30.50, 114.34, 'approximate', false),
  ('420112', '东西湖区', 'Dongxihu District', 'county', '420100', 30.617, 114.1317, 'geonames', false),
  ('420113', '汉南区', 'Hannan District', 'county', '420100', 30.31, 114.08, 'approximate', false),
  ('420114', '蔡甸区', 'Caidian District', 'county', '420100', 30.58, 114.02, 'approximate', false),
  ('420115', '江夏区', 'Jiangxia District', 'county', '420100', 30.38, 114.32, 'approximate', false),
  ('420116', '黄陂区', 'Huangpi District', 'county', '420100', 30.8713, 114.3726, 'geonames', false),
  ('420117', '新洲区', 'Xinzhou District', 'county', '420100', 30.8667, 114.8, 'geonames', false),
  ('420202', '黄石港区', 'Huangshigang District', 'county', '420200', 30.2471, 115.0481, 'geonames', false),
  ('420203', '西塞山区', 'Xisaishan District', 'county', '420200', 30.21, 115.10, 'approximate', false),
  ('420204', '下陆区', 'Xialu District', 'county', '420200', 30.18, 114.96, 'approximate', false),
  ('420205', '铁山区', 'Tieshan District', 'county', '420200', 30.21, 114.90, 'approximate', false),
  ('420222', '阳新县', 'Yangxin County', 'county', '420200', 29.83, 115.21, 'approximate', false),
  ('420281', '大冶市', 'Daye City', 'county', '420200', 30.0833, 114.95, 'geonames', false),
  ('420302', '茅箭区', 'Maojian District', 'county', '420300', 32.59, 110.81, 'approximate', false),
  ('420303', '张湾区', 'Zhangwan District', 'county', '420300', 32.6475, 110.7781, 'geonames', false),
  ('420304', '郧阳区', 'Yunyang District', 'county', '420300', 32.8313, 110.8088, 'geonames', false),
  ('420322', '郧西县', 'Yunxi County', 'county', '420300', 32.9828, 110.4231, 'geonames', false),
  ('420323', '竹山县', 'Zhushan County', 'county', '420300', 32.2218, 110.2361, 'geonames', false),
  ('420324', '竹溪县', 'Zhuxi County', 'county', '420300', 32.3257, 109.7234, 'geonames', false),
  ('420325', '房县', 'Fang County', 'county', '420300', 32.055, 110.7342, 'geonames', false),
  ('420381', '丹江口市', 'Danjiangkou City', 'county', '420300', 32.5428, 111.5086, 'geonames', false),
  ('420502', '西陵区', 'Xiling District', 'county', '420500', 30.7161, 111.2839, 'geonames', false),
  ('420503', '伍家岗区', 'Wujiagang District', 'county', '420500', 30.65, 111.36, 'approximate', false),
  ('420504', '点军区', 'Dianjun District', 'county', '420500', 30.7015, 111.2599, 'geonames', false),
  ('420505', '猇亭区', 'Xiaoting District', 'county', '420500', 30.5194, 111.4266, 'geonames', false),
  ('420506', '夷陵区', 'Yiling District', 'county', '420500', 30.7714, 111.3215, 'geonames', false),
  ('420525', '远安县', 'Yuan''an County', 'county', '420500', 31.0617, 111.6428, 'geonames', false),
  ('420526', '兴山县', 'Xingshan County', 'county', '420500', 31.3621, 110.7292, 'geonames', false),
  ('420527', '秭归县', 'Zigui County', 'county', '420500', 30.8297, 110.9778, 'geonames', false),
  ('420528', '长阳土家族自治县', 'Changyang Tujia Autonomous County', 'county', '420500', 30.47, 111.20, 'approximate', false),
  ('420529', '五峰土家族自治县', 'Wufeng Tujia Autonomous County', 'county', '420500', 30.17, 111.04, 'approximate', false),
  ('420581', '宜都市', 'Yidu City', 'county', '420500', 30.38, 111.44, 'approximate', false),
  ('420582', '当阳市', 'Dangyang City', 'county', '420500', 30.82, 111.78, 'approximate', false),
  ('420583', '枝江市', 'Zhijiang City', 'county', '420500', 30.4214, 111.7533, 'geonames', false),
  ('420602', '襄城区', 'Xiangcheng District', 'county', '420600', 32.01, 112.13, 'approximate', false),
  ('420606', '樊城区', 'Fancheng District', 'county', '420600', 32.05, 112.13, 'approximate', false),
  ('420607', '襄州区', 'Xiangzhou District', 'county', '420600', 32.09, 112.21, 'approximate', false),
  ('420624', '南漳县', 'Nanzhang County', 'county', '420600', 31.7839, 111.8275, 'geonames', false),
  ('420625', '谷城县', 'Gucheng County', 'county', '420600', 32.266, 111.6348, 'geonames', false),
  ('420626', '保康县', 'Baokang County', 'county', '420600', 31.8781, 111.2564, 'geonames', false),
  ('420682', '老河口市', 'Laohekou City', 'county', '420600', 32.3858, 111.6678, 'geonames', false),
  ('420683', '枣阳市', 'Zaoyang City', 'county', '420600', 32.1272, 112.7542, 'geonames', false),
  ('420684', '宜城市', 'Yicheng City', 'county', '420600', 31.7047, 112.2561, 'geonames', false),
  ('420702', '梁子湖区', 'Liangzihu District', 'county', '420700', 30.1, 114.68, 'approximate', false),
  ('420703', '华容区', 'Huarong District', 'county', '420700', 30.5333, 114.7333, 'geonames', false),
  ('420704', '鄂城区', 'Echeng District', 'county', '420700', 30.3961, 114.8865, 'geonames', false),
  ('420802', '东宝区', 'Dongbao District', 'county', '420800', 31.0336, 112.2047, 'geonames', false),
  ('420804', '掇刀区', 'Duodao District', 'county', '420800', 30.97, 112.21, 'approximate', false),
  ('420822', '沙洋县', 'Shayang County', 'county', '420800', 30.7094, 112.5885, 'geonames', false),
  ('420881', '钟祥市', 'Zhongxiang City', 'county', '420800', 31.1661, 112.5831, 'geonames', false),
  ('420882', '京山市', 'Jingshan City', 'county', '420800', 31.047, 113.141, 'geonames', false),
  ('420902', '孝南区', 'Xiaonan District', 'county', '420900', 30.9269, 113.9222, 'geonames', false),
  ('420921', '孝昌县', 'Xiaochang County', 'county', '420900', 31.3142, 114.0178, 'geonames', false),
  ('420922', '大悟县', 'Dawu County', 'county', '420900', 31.6096, 114.1181, 'geonames', false),
  ('420923', '云梦县', 'Yunmeng County', 'county', '420900', 31.0625, 113.7655, 'geonames', false),
  ('420981', '应城市', 'Yingcheng City', 'county', '420900', 30.9445, 113.5528, 'geonames', false),
  ('420982', '安陆市', 'Anlu City', 'county', '420900', 31.2575, 113.6783, 'geonames', false),
  ('420984', '汉川市', 'Hanchuan City', 'county', '420900', 30.65, 113.7667, 'geonames', false),
  ('421002', '沙市区', 'Shashi District', 'county', '421000', 30.3072, 112.2447, 'geonames', false),
  ('421003', '荆州区', 'Jingzhou District', 'county', '421000', 30.3503, 112.1903, 'geonames', false),
  ('421022', '公安县', 'Gong''an County', 'county', '421000', 30.0606, 112.2242, 'geonames', false),
  ('421024', '江陵县', 'Jiangling County', 'county', '421000', 30.0476, 112.4676, 'geonames', false),
  ('421071', '荆州经济技术开发区', 'Jingzhou Economic and Technological Development Zone', 'county', '421000', 30.28, 112.33, 'approximate', false),
  ('421081', '石首市', 'Shishou City', 'county', '421000', 29.7167, 112.4, 'geonames', false),
  ('421083', '洪湖市', 'Honghu City', 'county', '421000', 29.8167, 113.4667, 'geonames', false),
  ('421087', '松滋市', 'Songzi City', 'county', '421000', 30.18, 111.77, 'approximate', false),
  ('421088', '监利市', 'Jianli City', 'county', '421000', 29.81, 112.9, 'approximate', false),
  ('421102', '黄州区', 'Huangzhou District', 'county', '421100', 30.4514, 114.8704, 'geonames', false),
  ('421121', '团风县', 'Tuanfeng County', 'county', '421100', 30.7136, 114.9161, 'geonames', false),
  ('421122', '红安县', 'Hong''an County', 'county', '421100', 31.3621, 114.6369, 'geonames', false),
  ('421123', '罗田县', 'Luotian County', 'county', '421100', 30.8871, 115.4209, 'geonames', false),
  ('421124', '英山县', 'Yingshan County', 'county', '421100', 30.8493, 115.6991, 'geonames', false),
  ('421125', '浠水县', 'Xishui County', 'county', '421100', 30.4511, 115.2559, 'geonames', false),
  ('421126', '蕲春县', 'Qichun County', 'county', '421100', 30.2297, 115.4335, 'geonames', false),
  ('421127', '黄梅县', 'Huangmei County', 'county', '421100', 30.1924, 116.025, 'geonames', false),
  ('421171', '龙感湖管理区', 'Longganhu Administrative Zone', 'county', '421100', 29.93, 115.97, 'approximate', false),
  ('421181', '麻城市', 'Macheng City', 'county', '421100', 31.1801, 115.0221, 'geonames', false),
  ('421182', '武穴市', 'Wuxue City', 'county', '421100', 29.8506, 115.5525, 'geonames', false),
  ('421202', '咸安区', 'Xian''an District', 'county', '421200', 29.8435, 114.322, 'geonames', false),
  ('421221', '嘉鱼县', 'Jiayu County', 'county', '421200', 30.0182, 113.9633, 'geonames', false),
  ('421222', '通城县', 'Tongcheng County', 'county', '421200', 29.3031, 113.8868, 'geonames', false),
  ('421223', '崇阳县', 'Chongyang County', 'county', '421200', 29.5402, 114.0416, 'geonames', false),
  ('421224', '通山县', 'Tongshan County', 'county', '421200', 29.6705, 114.5969, 'geonames', false),
  ('421281', '赤壁市', 'Chibi City', 'county', '421200', 29.7167, 113.8833, 'geonames', false),
  ('421303', '曾都区', 'Zengdu District', 'county', '421300', 31.7111, 113.3631, 'geonames', false),
  ('421321', '随县', 'Sui County', 'county', '421300', 31.8576, 113.2951, 'geonames', false),
  ('421381', '广水市', 'Guangshui City', 'county', '421300', 31.62, 113.83, 'approximate', false),
  ('422801', '恩施市', 'Enshi City', 'county', '422800', 30.2911, 109.4762, 'geonames', false),
  ('422802', '利川市', 'Lichuan City', 'county', '422800', 30.3, 108.85, 'geonames', false),
  ('422822', '建始县', 'Jianshi County', 'county', '422800', 30.6037, 109.7233, 'geonames', false),
  ('422823', '巴东县', 'Badong County', 'county', '422800', 31.0437, 110.3321, 'geonames', false),
  ('422825', '宣恩县', 'Xuan''en County', 'county', '422800', 29.9945, 109.4791, 'geonames', false),
  ('422826', '咸丰县', 'Xianfeng County', 'county', '422800', 29.6782, 109.1445, 'geonames', false),
  ('422827', '来凤县', 'Laifeng County', 'county', '422800', 29.5076, 109.4027, 'geonames', false),
  ('422828', '鹤峰县', 'Hefeng County', 'county', '422800', 29.8933, 110.0261, 'geonames', false),
  ('429004', '仙桃市', 'Xiantao', 'county_direct', '420000', 30.3708, 113.4429, 'geonames', true),
  ('429005', '潜江市', 'Qianjiang', 'county_direct', '420000', 30.421, 112.8919, 'geonames', false),
  ('429006', '天门市', 'Tianmen', 'county_direct', '420000', 30.6589, 113.1537, 'geonames', false),
  ('429021', '神农架林区', 'Shennongjia Forestry District', 'county_direct', '420000', 31.7569, 110.6725, 'geonames', false);

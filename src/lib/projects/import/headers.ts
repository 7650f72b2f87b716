import type { Words } from '#lib/projects/import/messages.ts';
import type { MilestoneKind, PartyRole } from '#lib/projects/import/schema.ts';

/** The plain columns: the name in both languages and the names real files use, parted by spaces. */
export const FIELDS = {
  permit_no: {
    zh: '施工许可证号',
    en: 'Permit number',
    aliases:
      '施工许可证编号 施工许可证 许可证号 许可证编号 施工许可编号 施工许可号 建筑工程施工许可证号 建筑工程施工许可证编号 permit_no permit construction_permit construction_permit_no construction_permit_number'
  },
  project_code: {
    zh: '项目代码',
    en: 'Project code',
    aliases: '投资项目代码 统一项目代码 项目统一代码 立项代码 全国统一项目代码 投资项目统一代码 项目编码'
  },
  name: {
    zh: '项目名称',
    en: 'Project name',
    aliases: '工程名称 小区名称 楼盘名称 住宅工程名称 工程项目名称 项目 项目名 name project work_name'
  },
  division_code: {
    zh: '行政区划代码',
    en: 'Division code',
    aliases: '区划代码 区划编码 行政区划编码 行政区代码 区县代码 division adcode district_code'
  },
  city: { zh: '城市', en: 'City', aliases: '市 所属城市 所在城市 地市 所属市 所属市州 市州 地级市 所在市' },
  district: {
    zh: '区县',
    en: 'District',
    aliases:
      '所属区县 所在区县 县区 所属县区 县市区 市县区 行政区 行政区划 所属区 所在区 所属地区 区域 county district_name'
  },
  zone: { zh: '功能区', en: 'Zone', aliases: '所属功能区 所在功能区 开发区 functional_zone' },
  address: {
    zh: '项目地址',
    en: 'Address',
    aliases:
      '工程地址 地址 建设地点 建设地址 工程地点 项目地点 详细地址 坐落 location site_address project_address'
  },
  housing_type: {
    zh: '住房类型',
    en: 'Housing type',
    aliases: '项目类型 住房类别 房屋类型 住宅类型 工程类型 项目类别 房屋性质 住房性质 type project_type'
  },
  floor_area_m2: {
    zh: '建筑面积',
    en: 'Floor area',
    aliases: '总建筑面积 工程面积 面积 floor_area_m2 floor_area_sqm gross_floor_area area total_floor_area'
  },
  unit_count: {
    zh: '套数',
    en: 'Units',
    aliases: '总套数 户数 总户数 住宅套数 住房套数 房屋套数 unit_count households dwellings number_of_units'
  },
  building_count: {
    zh: '楼栋数',
    en: 'Buildings',
    aliases: '栋数 幢数 楼幢数 总栋数 单体数 楼栋数量 building_count number_of_buildings'
  },
  structure: { zh: '结构类型', en: 'Structure', aliases: '结构形式 结构体系 结构 structure_type' },
  fit_out: {
    zh: '装修情况',
    en: 'Fit-out',
    aliases: '装修 是否全装修 装修类型 交付标准 装修标准 装修方式 全装修 交付状态 fit_out_state fitted_out'
  },
  pilot: {
    zh: '是否试点',
    en: 'Pilot',
    aliases: '试点 试点项目 是否试点项目 是否为试点 是否为试点项目 is_pilot'
  },
  lng: { zh: '经度', en: 'Longitude', aliases: '项目经度 东经 lng lon long' },
  lat: { zh: '纬度', en: 'Latitude', aliases: '项目纬度 北纬 lat' }
} satisfies Record<string, Words & { aliases: string }>;

/** The first name is the one shown; `short` begins a leader's column (施工项目负责人). */
export const ROLES: Record<PartyRole, { zh: string[]; en: string[]; short: string; leader: string[] }> = {
  developer: {
    zh: ['建设单位', '开发商', '开发企业', '开发单位', '建设方', '房地产开发企业'],
    en: ['Developer', 'development unit'],
    short: '建设',
    leader: []
  },
  contractor: {
    zh: ['施工单位', '施工总承包单位', '总承包单位', '总包单位', '承包单位', '施工企业'],
    en: ['Contractor', 'main contractor', 'general contractor'],
    short: '施工',
    leader: ['项目经理', '施工项目经理', '施工单位项目经理', 'project manager']
  },
  supervising_engineer: {
    zh: ['监理单位', '监理公司', '监理企业', '工程监理单位'],
    en: ['Supervising engineer', 'supervision unit'],
    short: '监理',
    leader: [
      '总监理工程师',
      '项目总监',
      '总监',
      '监理单位总监理工程师',
      '监理单位总监',
      'chief supervising engineer'
    ]
  },
  surveyor: {
    zh: ['勘察单位', '勘察企业', '地勘单位', '工程勘察单位'],
    en: ['Surveyor', 'survey unit'],
    short: '勘察',
    leader: []
  },
  designer: {
    zh: ['设计单位', '设计院', '设计企业', '工程设计单位'],
    en: ['Designer', 'design unit'],
    short: '设计',
    leader: []
  },
  testing_body: {
    zh: ['检测机构', '检测单位', '质量检测机构', '检测公司', '质量检测单位'],
    en: ['Testing body', 'testing agency', 'testing unit'],
    short: '检测',
    leader: []
  }
};

/** As for the roles; `reached` are names of the day alone. */
export const KINDS: Record<MilestoneKind, { zh: string[]; en: string[]; reached: string[] }> = {
  permit: {
    zh: ['施工许可', '施工许可证核发', '施工许可证发放', '施工许可证发证', '施工许可证', '施工许可证领取'],
    en: ['Permit', 'construction permit'],
    reached: [
      '发证日期',
      '发证时间',
      '领证日期',
      '领证时间',
      '核发日期',
      'permit issued',
      'permit issue date'
    ]
  },
  foundation_acceptance: {
    zh: [
      '地基基础验收',
      '地基与基础验收',
      '基础验收',
      '地基基础分部验收',
      '地基与基础分部验收',
      '地基基础分部工程验收',
      '地基与基础分部工程验收'
    ],
    en: ['Foundation acceptance'],
    reached: []
  },
  structure_acceptance: {
    zh: [
      '主体结构验收',
      '主体验收',
      '主体结构分部验收',
      '主体分部验收',
      '主体结构分部工程验收',
      '主体结构工程验收'
    ],
    en: ['Main-structure acceptance', 'structure acceptance'],
    reached: []
  },
  concealed_acceptance: {
    zh: [
      '装修隐蔽验收',
      '隐蔽验收',
      '全装修隐蔽验收',
      '装饰装修隐蔽验收',
      '隐蔽工程验收',
      '装修隐蔽工程验收'
    ],
    en: ['Fit-out concealed acceptance', 'concealed acceptance', 'fitout concealed-work acceptance'],
    reached: []
  },
  household_acceptance: {
    zh: ['分户验收', '住宅工程分户验收', '质量分户验收', '分户质量验收'],
    en: ['Household acceptance'],
    reached: []
  },
  fire_acceptance: {
    zh: ['消防验收', '消防验收备案', '消防验收或备案', '消防'],
    en: ['Fire acceptance', 'fire safety acceptance'],
    reached: []
  },
  completion_acceptance: {
    zh: ['竣工验收', '竣工', '工程竣工验收', '工程竣工'],
    en: ['Completion acceptance', 'completion'],
    reached: []
  },
  completion_filing: {
    zh: ['竣工验收备案', '竣工备案', '工程竣工验收备案', '备案'],
    en: ['Completion filing', 'completion acceptance filing', 'filing'],
    reached: []
  }
};

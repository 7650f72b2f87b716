import { z } from 'zod';
import { partyRoles } from '#lib/catalogue/catalogue.ts';
import en from '#lib/i18n/en/index.ts';
import zh from '#lib/i18n/zh/index.ts';
import { column, labels } from './column.ts';
import { organizationFilter, placeFilters, projectColumn, projectFilter, slug, uuid } from './common.ts';
import { dataset } from './dataset.ts';

export const roleLabels = labels(partyRoles, zh.journal.role, en.journal.role);

const row = z.strictObject({
  id: column(uuid(), ['标识', 'Identifier'], ['这一参建记录的标识。', 'Identifier of this row.']),
  project: projectColumn(),
  role: column(
    z.enum(partyRoles),
    ['角色', 'Role'],
    [
      '在工程中的角色：五方责任主体、检测机构、第三方。',
      'Part it takes: the five responsible parties, testing body, third party.'
    ],
    { labels: roleLabels }
  ),
  organization: column(
    slug(),
    ['单位标识', 'Organization'],
    [
      '单位的标识，也是其页面地址 /organizations/<标识>。',
      'Identifier of the organization, also of its page /organizations/<id>.'
    ]
  ),
  organization_name: column(
    z.string(),
    ['单位名称', 'Name of the organization'],
    ['单位名称。', 'Name of the organization.']
  ),
  uscc: column(
    z.string().nullable(),
    ['统一社会信用代码', 'Unified social credit code'],
    ['统一社会信用代码（GB 32100），18 位。', 'Unified social credit code (GB 32100), 18 characters.']
  ),
  leader_name: column(
    z.string().nullable(),
    ['项目负责人', 'Project leader'],
    ['该单位的项目负责人，按方案要求公示。', 'Its project leader, whom the plan asks to publish.']
  )
});

export const parties = dataset({
  name: 'parties',
  title: { zh: '参建单位', en: 'Parties' },
  about: {
    zh: '每个工程的五方责任主体、检测机构和受委托的第三方，及其项目负责人。',
    en: 'The five responsible parties of each project, its testing body and commissioned third parties, with their project leaders.'
  },
  row,
  filters: {
    ...placeFilters(),
    project: projectFilter(),
    organization: organizationFilter(),
    role: column(z.enum(partyRoles), ['角色', 'Role'], ['在工程中的角色。', 'Part it takes.'], {
      labels: roleLabels
    })
  },
  place: false,
  past: false,
  page: '/organizations',
  rowPage: '/organizations/{organization}'
});

import type { Key } from '#lib/i18n/types.ts';
import { bureaus } from './bureaus.ts';
import { companies } from './names.ts';

export interface DemoAccount {
  email: string;
  password: string;
  display_name: string;
  /** What the account is for, in words. */
  label: Key;
  role: 'administrator' | 'officer' | 'company_member' | null;
  duties: string[];
  /** Credit code of the organization it acts for; null for the administrator and for residents. */
  organization: string | null;
}

/** Known to everyone, which is why the hub listens on this machine alone while these accounts exist. */
const password = 'sunlit-demo-2026';
const officer = {
  password,
  role: 'officer' as const,
  duties: ['intake', 'handler', 'follow_up', 'reviewer', 'publisher']
};

/** Acts for nobody but himself or herself. */
const person = { password, role: null, duties: [], organization: null };

export const demoAccounts: DemoAccount[] = [
  {
    email: 'admin@example.org',
    password,
    display_name: '示范管理员',
    label: 'organizations.demoAccount.administrator',
    role: 'administrator',
    duties: [],
    organization: null
  },
  {
    ...officer,
    email: 'province@example.org',
    display_name: '示范省厅工作人员',
    label: 'organizations.demoAccount.province',
    organization: bureaus.province.uscc
  },
  {
    ...officer,
    email: 'wuhan@example.org',
    display_name: '示范武汉工作人员',
    label: 'organizations.demoAccount.wuhan',
    organization: bureaus.wuhan.uscc
  },
  {
    ...officer,
    email: 'follow-up@example.org',
    display_name: '示范武汉回访人员',
    label: 'organizations.demoAccount.followUp',
    duties: ['follow_up', 'publisher'],
    organization: bureaus.wuhan.uscc
  },
  {
    ...officer,
    email: 'xiangyang@example.org',
    display_name: '示范襄阳工作人员',
    label: 'organizations.demoAccount.xiangyang',
    organization: bureaus.xiangyang.uscc
  },
  {
    email: 'company@example.org',
    password,
    display_name: '示范企业经办人',
    label: 'organizations.demoAccount.company',
    role: 'company_member',
    duties: ['edit', 'reply'],
    organization: companies.developer[0]?.uscc ?? null
  },
  {
    email: 'supervisor@example.org',
    password,
    display_name: '示范监理工程师',
    label: 'organizations.demoAccount.supervisor',
    role: 'company_member',
    duties: ['confirm'],
    organization: companies.supervising_engineer[0]?.uscc ?? null
  },
  {
    email: 'contractor@example.org',
    password,
    display_name: '示范施工资料员',
    label: 'organizations.demoAccount.contractor',
    role: 'company_member',
    duties: ['edit'],
    organization: companies.contractor[0]?.uscc ?? null
  },
  {
    email: 'testing@example.org',
    password,
    display_name: '示范检测报告员',
    label: 'organizations.demoAccount.testing',
    role: 'company_member',
    duties: ['edit'],
    organization: companies.testing_body[0]?.uscc ?? null
  },
  {
    ...person,
    email: 'deputy@example.org',
    display_name: '示范人大代表',
    label: 'organizations.demoAccount.deputy'
  },
  {
    ...person,
    email: 'expert@example.org',
    display_name: '示范行业专家',
    label: 'organizations.demoAccount.expert'
  },
  {
    ...person,
    email: 'media@example.org',
    display_name: '示范自媒体',
    label: 'organizations.demoAccount.media'
  },
  {
    ...person,
    email: 'representative@example.org',
    display_name: '示范住户代表',
    label: 'organizations.demoAccount.representative'
  },
  {
    ...person,
    email: 'resident@example.org',
    display_name: '示范居民',
    label: 'organizations.demoAccount.resident'
  }
];

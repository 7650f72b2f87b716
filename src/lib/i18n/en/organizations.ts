import type { Mirror } from '../types.ts';
import type zh from '../zh/organizations.ts';

export default {
  title: 'Organizations',
  one: 'Organization',
  uscc: 'Unified social credit code',
  demoAccount: {
    administrator: 'administrator of the hub',
    province: 'officer of the provincial department',
    wuhan: 'officer of the Wuhan bureau',
    xiangyang: 'officer of the Xiangyang bureau',
    company: 'member of a developer',
    resident: 'resident'
  }
} satisfies Mirror<typeof zh>;

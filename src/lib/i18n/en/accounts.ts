import type { Mirror } from '../types.ts';
import type zh from '../zh/accounts.ts';

export default {
  email: 'E-mail',
  password: 'Password',
  displayName: 'Display name'
} satisfies Mirror<typeof zh>;

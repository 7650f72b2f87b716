import { describe, expect, it } from 'vitest';
import { passwordProblem, toEngine } from './password.ts';

const common = [
  'qwertyuiop',
  'qwertyuiop123',
  '1qaz2wsx3edc',
  'zaq12wsxcde3',
  '1q2w3e4r5t',
  'asdfghjkl123',
  'abcdefghij',
  'abcd123456',
  'a123456789',
  'aaaaaaaaaa',
  'aaaaa11111',
  'abcabcabcabc',
  'asdasdasdasd',
  'woaini1314520',
  'woaini5201314',
  'woainiwoaini',
  'woaiwojia123',
  'password123',
  'Password2024!',
  'P@ssw0rd123',
  'passw0rd!!!',
  'administrator1',
  'Admin@123456',
  'iloveyou1314',
  'welcome12345',
  'letmein12345',
  'zhangwei1990',
  'wuhan20240101',
  'Hubei@2026!!',
  'zxcvbnm,./',
  'zxcvbnm123456',
  '!@#$%^&*()',
  'q1w2e3r4t5',
  '987654321abc',
  'wodemima123456',
  'testtest1234',
  'HelloWorld'.replace('World', 'Hello')
];

describe('passwordProblem', () => {
  it.each(common)('refuses %s', (password) => {
    expect(passwordProblem(password)).toBe('accounts.password.common');
  });

  it.each([
    '5201314520',
    '13812345678',
    '1990010119900101',
    '420106199001011234',
    '2024-01-01 2025',
    '1234567890'
  ])('refuses digits alone: %s', (password) => {
    expect(passwordProblem(password)).toBe('accounts.password.onlyDigits');
  });

  it.each([
    'correct horse 42 staple',
    'sunny-crane-tower-9',
    'zhuti jiegou 42 ceng lou',
    '春江潮水连海平海上明月',
    'tR4vel-by-night',
    'mud boots on tuesday',
    'kv8Wq2nXzp',
    'x'.repeat(3) + 'Lq7-vmB2#t'
  ])('accepts %s', (password) => {
    expect(passwordProblem(password)).toBeNull();
  });

  it('counts characters, not bytes or code units', () => {
    expect(passwordProblem('春江潮水连海平海上')).toBe('accounts.password.tooShort');
    expect(passwordProblem('kv8Wq2nXz')).toBe('accounts.password.tooShort');
    expect(passwordProblem('🐢🦀🐙🦑🐠🐡🦈🐬🐳🐋')).toBeNull();
    expect(passwordProblem('kv8Wq2nXzp'.repeat(12) + 'kv8Wq2nX')).not.toBe('accounts.password.tooLong');
    expect(passwordProblem('kv8Wq2nXzp'.repeat(12) + 'kv8Wq2nXz')).toBe('accounts.password.tooLong');
  });

  it("refuses the person's own address and the name of the site", () => {
    expect(passwordProblem('mei.chen-on-site-7', 'Mei.Chen@example.org')).toBe(
      'accounts.password.hasAddress'
    );
    expect(passwordProblem('my sunlit door key')).toBe('accounts.password.hasSiteName');
    expect(passwordProblem('去阳光工地看看我家楼')).toBe('accounts.password.hasSiteName');
    expect(passwordProblem('mud boots on tuesday', 'ed@example.org')).toBeNull();
  });
});

describe('toEngine', () => {
  it('keeps what fits into 72 bytes', () => {
    expect(toEngine('春江潮水连海平海上明月')).toBe('春江潮水连海平海上明月');
    expect(toEngine('a'.repeat(72))).toBe('a'.repeat(72));
  });

  it('tells longer passwords apart to the last character', () => {
    const long = 'b'.repeat(127);
    expect(toEngine(`${long}1`)).not.toBe(toEngine(`${long}2`));
    expect(Buffer.byteLength(toEngine(`${long}1`))).toBeLessThanOrEqual(72);
  });

  it('is the same for the two ways to write an accent', () => {
    expect(toEngine('caf\u00e9 au lait')).toBe(toEngine('cafe\u0301 au lait'));
  });
});

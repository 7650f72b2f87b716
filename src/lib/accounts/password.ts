import { createHash } from 'node:crypto';

export const shortest = 10;
export const longest = 128;

/** Words that open lists of leaked passwords, Latin and pinyin. Alone or with digits and signs around they are guessed. */
const guessed = new Set(
  (
    'password passw0rd passwd pass admin administrator root user guest test testing demo login welcome letmein secret ' +
    'changeme default master hello hallo iloveyou loveyou love lovely princess sunshine monkey dragon shadow superman ' +
    'batman pokemon football baseball basketball soccer michael jordan jennifer charlie computer internet samsung ' +
    'iphone apple google microsoft windows linux facebook taobao tencent weixin wechat alipay baidu huawei xiaomi ' +
    'qwerty qwert qwer asdf asdfgh zxcvbn zxcv qazwsx abc abcd abcde abcdef aaa abcabc trustno freedom whatever ' +
    'starwars ninja mustang hunter killer access flower cheese summer winter spring autumn monday ' +
    'woaini woaiwo woaiwojia woaizhongguo woaibeijing woshishui woshini woshi wojia wode aini ainiyiwannian yiwannian ' +
    'baobei baobao laopo laogong mama baba mamababa jiayou nihao haha hehe hahaha mima wodemima mimamima caonima ' +
    'zhongguo china beijing shanghai guangzhou shenzhen hubei wuhan xiangyang yichang huangshi jingzhou gongsi ' +
    'zhangwei wangwei wangfang liwei lina zhangmin lijing wanglei zhangjing liqiang wangjing liuwei zhangli chenwei ' +
    'xiaoming xiaohong xiaoyu xiaolong dragonball longlong feifei tiantian kaixin xingfu meili shengri kuaile yangguang'
  ).split(' ')
);

const rows = [
  '`1234567890-=',
  'qwertyuiop[]',
  'asdfghjkl;',
  'zxcvbnm,./',
  'abcdefghijklmnopqrstuvwxyz',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  'a1b2c3d4e5f6g7h8i9j0',
  'a1s2d3f4g5h6j7k8l9',
  '!@#$%^&*()_+'
];
const backward = (text: string) => Array.from(text).reverse().join('');
const tracks = rows.flatMap((row) => [row, backward(row)]);

const plainOf = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[@4]/g, 'a')
    .replace(/0/g, 'o')
    .replace(/[1!]/g, 'i')
    .replace(/3/g, 'e')
    .replace(/[5$]/g, 's')
    .replace(/7/g, 't');

/** Characters that do not continue a run: the same again, or the next on a keyboard or in a series. */
function surprises(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length;) {
    const length = longestRun(text, at);
    count += length >= 3 ? 1 : length;
    at += length;
  }
  return count;
}

function longestRun(text: string, from: number): number {
  let same = 1;
  while (text[from + same] === text[from]) same += 1;
  let along = 1;
  while (
    from + along < text.length &&
    tracks.some((row) => row.includes(text.slice(from, from + along + 1)))
  ) {
    along += 1;
  }
  return Math.max(same, along);
}

/** `abcabcabc` and `woaini woaini`: one piece over and over. */
const repeats = (text: string) => /^(.{1,12}?)\1+.{0,2}$/.test(text);

/** What is left when digits and signs around the letters are taken away, and whether it is a word that all try. */
function isWordWithTrimmings(text: string): boolean {
  const letters = text.replace(/^[^a-z]+|[^a-z]+$/g, '');
  const both = letters.replace(/[^a-z]/g, '');
  return guessed.has(letters) || guessed.has(both) || pieces(both);
}

/** Two words of the list, one after the other. */
function pieces(text: string): boolean {
  for (let at = 3; at <= text.length - 3; at += 1) {
    if (guessed.has(text.slice(0, at)) && guessed.has(text.slice(at))) return true;
  }
  return false;
}

const isCommon = (text: string) =>
  new Set(text).size < 5 ||
  repeats(text) ||
  surprises(text) < 6 ||
  isWordWithTrimmings(text) ||
  isWordWithTrimmings(plainOf(text)) ||
  isWordWithTrimmings(plainOf(text.replace(/^[^a-z]+|[^a-z]+$/g, '')));

const siteNames = ['sunlit', 'yangguanggongdi', '阳光工地'];

/**
 * Why a password will not do, as a key of the dictionaries, or null. By rules rather than by a long list: what people
 * choose when they must reach ten characters is a row of keys, a repetition, a date, or a well-known word with a number.
 */
export function passwordProblem(password: string, email = '') {
  const text = password.normalize('NFKC').toLowerCase();
  const { length } = Array.from(password);
  if (length < shortest) return 'accounts.password.tooShort';
  if (length > longest) return 'accounts.password.tooLong';
  const local = email.toLowerCase().split('@')[0] ?? '';
  if (local.length >= 3 && text.includes(local)) return 'accounts.password.hasAddress';
  if (siteNames.some((name) => text.includes(name))) return 'accounts.password.hasSiteName';
  if (/^[\d\s.\-/+]+$/.test(text)) return 'accounts.password.onlyDigits';
  if (isCommon(text)) return 'accounts.password.common';
  return null;
}

/** bcrypt looks at 72 bytes only, and some engines refuse more: a longer password is sent as its hash. */
const bcryptBytes = 72;

/** The password as the engine gets it. Always pass what a person typed through this. */
export function toEngine(password: string): string {
  const text = password.normalize('NFC');
  if (Buffer.byteLength(text) <= bcryptBytes) return text;
  return createHash('sha256').update(`sunlit ${text}`).digest('base64url');
}

import { translator } from '#lib/i18n/index.ts';
import { problemAt, type BadCell, type Place, type Words } from '#lib/projects/import/messages.ts';
import type { BundleCode } from './bundle.ts';
import { zipLimits } from './zip.ts';

const mega = (bytes: number): string => String(bytes / 1024 / 1024);

/** A sentence for each problem of a list of disclosures; `d` is what it is about. */
const SENTENCES = {
  // the list as a whole
  manifest_columns: (d) => ({ zh: `清单缺少列：${d.zh}。`, en: `The list lacks a column: ${d.en}.` }),
  manifest_rows: (d) => ({
    zh: `清单超过 ${d.zh} 行，请分成几批。`,
    en: `The list has more than ${d.en} rows; split it.`
  }),
  manifest_empty: () => ({ zh: '清单只有表头，没有内容。', en: 'The list has a header and no rows.' }),
  files_many: (d) => ({
    zh: `清单用到的文件超过 ${d.zh} 个，请分成几批。`,
    en: `The list needs more than ${d.en} files; split it.`
  }),
  // a row
  row_twice: (d) => ({ zh: `与第 ${d.zh} 行是同一项公示。`, en: `The same disclosure is on line ${d.en}.` }),
  key_missing: () => ({
    zh: '请填写施工许可证号或项目代码。',
    en: 'Give the construction permit number or the project code.'
  }),
  project_unknown: () => ({
    zh: '平台上没有这个施工许可证号或项目代码的项目。',
    en: 'No project here has this permit number or project code.'
  }),
  item_unknown: () => ({
    zh: '公示目录里没有这个事项，请照抄事项的全称。',
    en: 'The catalogue has no such item; write its full name.'
  }),
  item_not_owed: () => ({
    zh: '这个项目不需要公示这一项。',
    en: 'This project does not have to disclose this item.'
  }),
  not_an_author: () => ({
    zh: '您不能填报这一项：只有建设单位或负责提供这一事项的单位、且有“编辑”职责的人员可以填写。',
    en: 'You cannot fill this in: only people with the duty “edit” at the developer or a supplying unit can.'
  }),
  under_way: () => ({
    zh: '这一项正在复核或等待发布，内容与清单不同，现在不能修改。',
    en: 'This version is being confirmed or waits to be published, says something else, and cannot be changed now.'
  }),
  withheld: () => ({
    zh: '主管部门已决定暂不公开这一项。',
    en: 'The bureau has decided to withhold this item.'
  }),
  reason_missing: () => ({
    zh: '这一项已经公示过，请写明更正理由（5 至 500 个字）。',
    en: 'This was published before; say why it is corrected, in 5 to 500 characters.'
  }),
  documents_missing: () => ({
    zh: '提交复核至少要有一份文件。',
    en: 'At least one document is needed to submit it.'
  }),
  // a cell
  fact_of_another: (d) => ({
    zh: `“${d.zh}”没有这一项内容，请留空。`,
    en: `“${d.en}” has no such fact; leave the cell empty.`
  }),
  fact_choice: (d) => ({ zh: `可填：${d.zh}。`, en: `Use one of: ${d.en}.` }),
  text_long: (d) => ({ zh: `超过 ${d.zh} 个字。`, en: `Longer than ${d.en} characters.` }),
  file_missing: (d) => ({
    zh: `压缩包或所选文件里没有“${d.zh}”。`,
    en: `Neither the ZIP nor the chosen files have “${d.en}”.`
  }),
  file_ambiguous: (d) => ({
    zh: `有几个文件叫“${d.zh}”，请写出所在文件夹，如“钢筋/报告.pdf”。`,
    en: `Several files are called “${d.en}”; name the folder too, as in “steel/report.pdf”.`
  }),
  file_twice: (d) => ({ zh: `“${d.zh}”写了两次。`, en: `“${d.en}” is named twice.` }),
  files_per_row: (d) => ({
    zh: `一项公示最多 ${d.zh} 份文件。`,
    en: `A disclosure has at most ${d.en} documents.`
  }),
  captions_count: () => ({
    zh: '文字说明的个数应与文件相同，用分号分开；也可以只写一个。',
    en: 'Give one caption for each file, separated by semicolons, or one for all.'
  }),
  file_refused: (d) => d,
  zip_broken: (d) => ({
    zh: `压缩包已损坏，或不是 ZIP 格式，请重新打包${d.zh && `（${d.zh}）`}。`,
    en: `The archive is damaged or is no ZIP; pack it again${d.en && ` (${d.en})`}.`
  }),
  zip_too_big: () => ({
    zh: `压缩包超过 ${mega(zipLimits.bytes)} MB，请分成几批。`,
    en: `The ZIP is over ${mega(zipLimits.bytes)} MB; split it.`
  }),
  zip_too_many: () => ({
    zh: `压缩包里的文件超过 ${String(zipLimits.entries)} 个，请分成几批。`,
    en: `The ZIP has more than ${String(zipLimits.entries)} files; split it.`
  }),
  zip_entry_too_big: (d) => ({
    zh: `“${d.zh}”超过 ${mega(zipLimits.entry)} MB。`,
    en: `“${d.en}” is over ${mega(zipLimits.entry)} MB.`
  }),
  zip_total_too_big: () => ({
    zh: `压缩包里的文件合计超过 ${mega(zipLimits.total)} MB，请分成几批。`,
    en: `The files in the ZIP are over ${mega(zipLimits.total)} MB together; split it.`
  }),
  zip_bomb: (d) => ({
    zh: `“${d.zh}”解压后异常庞大，已拒绝整个压缩包。`,
    en: `“${d.en}” unpacks to an unreasonable size; the whole archive was refused.`
  }),
  zip_encrypted: (d) => ({
    zh: `“${d.zh}”有密码。请不加密码重新打包。`,
    en: `“${d.en}” is encrypted. Pack it again without a password.`
  }),
  zip_method: (d) => ({
    zh: `“${d.zh}”的压缩方式不支持，请用普通 ZIP 重新打包。`,
    en: `“${d.en}” is compressed in a way that is not supported; pack a plain ZIP.`
  }),
  zip_link: (d) => ({
    zh: `“${d.zh}”是快捷链接或特殊文件，请放入文件本身。`,
    en: `“${d.en}” is a link or a special file; pack the file itself.`
  }),
  zip_path: (d) => ({
    zh: `“${d.zh}”的路径不在压缩包内，已拒绝整个压缩包。`,
    en: `“${d.en}” points outside of the archive; the whole archive was refused.`
  }),
  zip_name: (d) => ({
    zh: `“${d.zh}”的文件名无法识别，请改名后重新打包。`,
    en: `The name of “${d.en}” cannot be read; rename it and pack again.`
  }),
  zip_twice: (d) => ({
    zh: `有两个文件叫“${d.zh}”，分不清是哪一个，请改名。`,
    en: `Two files are called “${d.en}”; rename one.`
  }),
  manifest_missing: () => ({
    zh: '没有找到清单。请放入一个 CSV 清单，可以下载模板填写。',
    en: 'There is no list. Add one CSV list; a template can be downloaded.'
  }),
  manifest_many: (d) => ({
    zh: `有不止一个清单（如“${d.zh}”），请只留一个 CSV 文件。`,
    en: `There is more than one list (such as “${d.en}”); keep one CSV file.`
  }),
  manifest_too_big: () => ({ zh: '清单超过 4 MB，请分成几批。', en: 'The list is over 4 MB; split it.' }),
  bundle_mixed: () => ({
    zh: '请只上传一个 ZIP，或把清单和文件一起选中上传，不要混在一起。',
    en: 'Upload either one ZIP or the list with its files, not both.'
  }),
  // worth a look
  nested_archive: (d) => ({
    zh: `没有打开压缩包里的压缩包“${d.zh}”。`,
    en: `The archive inside the archive, “${d.en}”, was not opened.`
  }),
  file_unused: (d) => ({ zh: `清单没有用到“${d.zh}”。`, en: `The list does not use “${d.en}”.` })
} satisfies Record<string, (d: Words) => Words> & Record<BundleCode, (d: Words) => Words>;

export type ManifestCode = keyof typeof SENTENCES;

const both = (detail: Words | string): Words =>
  typeof detail === 'string' ? { zh: detail, en: detail } : detail;

export const problem = (code: ManifestCode, place: Place, detail: Words | string = ''): BadCell =>
  problemAt(code, place, SENTENCES[code](both(detail)));

/** A code of the dictionary `errors` in both languages, since a file of corrections has both. */
export const told = (key: string): Words => ({
  zh: translator('zh').of(key),
  en: translator('en').of(key)
});

/** What is wrong with a fact, as its form would say. */
export const factProblem = (code: string, place: Place): BadCell =>
  problemAt(`facts_${code}`, place, told(`errors.facts_${code}`));

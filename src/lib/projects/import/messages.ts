import { cut } from '#lib/projects/import/text.ts';

export interface Words {
  zh: string;
  en: string;
}

/** A sentence for each problem. `d` is what the sentence is about: a number, a name or a list, in both languages. */
const SENTENCES = {
  // the file
  file_empty: () => ({ zh: '文件是空的。', en: 'The file is empty.' }),
  file_no_rows: () => ({
    zh: '文件只有表头，没有项目。',
    en: 'The file has a header but no project.'
  }),
  file_too_big: (d) => ({
    zh: `文件超过 ${d.zh} MB，请分成几个文件。`,
    en: `The file is over ${d.en} MB; split it.`
  }),
  file_too_long: (d) => ({
    zh: `文件超过 ${d.zh} 行，请分成几个文件。`,
    en: `The file has more than ${d.en} rows; split it.`
  }),
  file_too_bad: (d) => ({
    zh: `错误超过 ${d.zh} 处，可能列对错了位，请检查整个文件。`,
    en: `More than ${d.en} bad cells; the columns may be shifted. Please check the whole file.`
  }),
  file_xlsx: () => ({
    zh: '这是 Excel 工作簿（xlsx）或压缩包。请在 Excel 或 WPS 中“另存为”CSV（UTF-8）后再导入。',
    en: 'This is an Excel workbook (xlsx) or a zip archive. Save it as CSV (UTF-8) in Excel or WPS and import that.'
  }),
  file_xls: () => ({
    zh: '这是旧版 Excel 工作簿（xls）。请在 Excel 或 WPS 中“另存为”CSV（UTF-8）后再导入。',
    en: 'This is an old Excel workbook (xls). Save it as CSV (UTF-8) in Excel or WPS and import that.'
  }),
  file_pdf: () => ({
    zh: '这是 PDF 文件。请导出为 CSV 后再导入。',
    en: 'This is a PDF. Export the table as CSV and import that.'
  }),
  file_html: () => ({
    zh: '这是网页或 XML 表格（有的系统导出的 .xls 其实是网页）。请用 Excel 或 WPS 打开，“另存为”CSV（UTF-8）后再导入。',
    en: 'This is a web page or an XML table (some systems name it .xls). Open it in Excel or WPS and save it as CSV (UTF-8).'
  }),
  file_binary: () => ({
    zh: '这不是文本文件，或是没有标记的 UTF-16。请“另存为”CSV（UTF-8）。',
    en: 'This is not a text file, or it is UTF-16 without a mark. Save it as CSV (UTF-8).'
  }),
  file_broken_text: () => ({
    zh: '文件的编码已损坏，既不是 UTF-8 也不是 GB18030。请重新“另存为”CSV（UTF-8）。',
    en: 'The text encoding is broken: neither UTF-8 nor GB18030. Save it again as CSV (UTF-8).'
  }),
  quote_open: () => ({
    zh: '从这一行起有一个引号没有结束，后面的内容无法分清。',
    en: 'A quotation mark opened on this line is never closed, so the rest cannot be read.'
  }),
  csv_broken: (d) => ({
    zh: `从这一行起无法读取：${d.zh}`,
    en: `The file cannot be read from this line on: ${d.en}`
  }),
  // the header
  header_unknown: () => ({
    zh: '表头里没有一列认得出来。若文字显示为乱码，请重新“另存为”CSV（UTF-8）；列名可参照模板。',
    en: 'No column of the header is known. If the text looks garbled, save it again as CSV (UTF-8); the template has the names.'
  }),
  column_missing: (d) => ({ zh: `缺少列：${d.zh}。`, en: `The column is missing: ${d.en}.` }),
  column_twice: (d) => ({
    zh: `这一列与“${d.zh}”含义相同，只能保留一列。`,
    en: `This column means the same as “${d.en}”; keep one of them.`
  }),
  column_ignored: () => ({
    zh: '不认识这一列，未导入。',
    en: 'This column is not known and was not imported.'
  }),
  crs_differs: (d) => ({
    zh: `表头写明的坐标系与所选的 ${d.zh} 不同，请确认。`,
    en: `The header names another coordinate system than the chosen ${d.en}; please check.`
  }),
  // a row
  cells_few: (d) => ({
    zh: `这一行只有 ${d.zh}，可能有多余的换行，或缺少分隔符。`,
    en: `This row has only ${d.en}; there may be a stray line break or a missing delimiter.`
  }),
  cells_many: (d) => ({
    zh: `这一行有 ${d.zh}，可能某个单元格里有未加引号的分隔符。`,
    en: `This row has ${d.en}; a cell may hold a delimiter without quotes.`
  }),
  example_row: () => ({
    zh: '这是模板的示例行，未导入。',
    en: 'This is the example row of the template; it was not imported.'
  }),
  key_missing: () => ({
    zh: '施工许可证号和项目代码至少填写一个。',
    en: 'Give the construction permit number or the project code.'
  }),
  key_twice: (d) => ({ zh: `与第 ${d.zh} 行重复。`, en: `The same project is already on line ${d.en}.` }),
  // a cell
  required: () => ({ zh: '不能为空。', en: 'This cell must not be empty.' }),
  too_long: (d) => ({ zh: `超过 ${d.zh} 个字。`, en: `Longer than ${d.en} characters.` }),
  character_lost: () => ({
    zh: '有字符在之前的转换中丢失（�），请从原表重新导出。',
    en: 'A character was lost in an earlier conversion (�); export again from the source.'
  }),
  excel_error: () => ({
    zh: '这是表格软件的错误值或列宽不足的显示，不是内容。',
    en: 'This is an error value of the spreadsheet, or what it shows when a column is too narrow.'
  }),
  number_form: () => ({ zh: '不是数字。', en: 'This is not a number.' }),
  number_unit: (d) => ({ zh: `单位不对，应为${d.zh}。`, en: `Wrong unit; expected ${d.en}.` }),
  number_range: (d) => ({ zh: `应大于 0 且不超过 ${d.zh}。`, en: `Must be above 0 and at most ${d.en}.` }),
  number_whole: () => ({ zh: '应为整数。', en: 'Must be a whole number.' }),
  flag_form: () => ({ zh: '请填写“是”或“否”。', en: 'Write yes or no.' }),
  choice_unknown: (d) => ({ zh: `可填：${d.zh}。`, en: `Use one of: ${d.en}.` }),
  date_form: () => ({
    zh: '无法识别的日期，请写成 2020-06-01。',
    en: 'This is not a date that can be read; write 2020-06-01.'
  }),
  date_without_day: () => ({ zh: '日期缺少“日”。', en: 'The date lacks its day.' }),
  date_unreal: () => ({ zh: '没有这一天。', en: 'There is no such day.' }),
  date_range: () => ({ zh: '年份应在 1990 到 2100 之间。', en: 'The year must be from 1990 to 2100.' }),
  date_future: (d) => ({
    zh: `实际日期不能晚于今天（${d.zh}）。`,
    en: `A date reached cannot be after today (${d.en}).`
  }),
  before_permit: (d) => ({ zh: `早于施工许可日期 ${d.zh}。`, en: `Earlier than the permit date ${d.en}.` }),
  before_step: (d) => ({ zh: `早于${d.zh}。`, en: `Earlier than ${d.en}.` }),
  degrees_form: () => ({
    zh: '无法识别的坐标，请写成 114.305512 或 114°18′20″。',
    en: 'This coordinate cannot be read; write 114.305512 or 114°18′20″.'
  }),
  degrees_alone: (d) => ({ zh: `缺少${d.zh}。`, en: `The ${d.en} is missing.` }),
  degrees_swapped: () => ({
    zh: '经度和纬度似乎填反了。',
    en: 'Longitude and latitude seem to be exchanged.'
  }),
  degrees_outside: () => ({ zh: '位置不在湖北及周边。', en: 'The place is not in or near Hubei.' }),
  division_unknown: () => ({
    zh: '没有这个县区；功能区请填“功能区”列，此处填所在县区。',
    en: 'No such county or district; a functional zone belongs in the zone column, its district here.'
  }),
  division_province: () => ({
    zh: '请填写到县区，不能只填省。',
    en: 'Give the county or district, not the province.'
  }),
  division_city: () => ({
    zh: '只填到市，该项目不计入任何县区。',
    en: 'Only the city is given; the project counts in no district.'
  }),
  division_not_in_city: (d) => ({
    zh: `该县区属于${d.zh}，不属于所填城市。`,
    en: `This district belongs to ${d.en}, not to the city given.`
  }),
  division_names_differ: (d) => ({
    zh: `名称与区划代码不一致，按代码归入${d.zh}。`,
    en: `The name disagrees with the division code; the code counts: ${d.en}.`
  }),
  permit_division: (d) => ({
    zh: `许可证号前六位与行政区划代码 ${d.zh} 不一致。`,
    en: `The permit's first six digits disagree with the division code ${d.en}.`
  }),
  leader_alone: (d) => ({
    zh: `填了负责人或代码，但没有填${d.zh}名称。`,
    en: `A leader or code is given without the name: ${d.en}.`
  }),
  leader_number: () => ({
    zh: '只填姓名；电话和证件号码会被公开，不能填写。',
    en: 'Names only: a phone or identity number would become public.'
  }),
  // codes
  code_scientific: () => ({
    zh: '数字已被表格软件改成科学记数法，请把该列设为“文本”后重新填写。',
    en: 'The spreadsheet turned this code into scientific notation; format the column as text and enter it again.'
  }),
  code_rounded: () => ({
    zh: '末尾三位都是 0，可能被表格软件四舍五入，请核对。',
    en: 'The last three digits are zeros, probably rounded by a spreadsheet; enter the number again.'
  }),
  permit_length: () => ({ zh: '施工许可证号应为 18 位。', en: 'A permit number has 18 digits.' }),
  permit_digits: () => ({ zh: '施工许可证号只有数字。', en: 'A permit number has digits only.' }),
  permit_prefix: () => ({
    zh: '施工许可证号应以 42（湖北）开头。',
    en: 'A permit number of Hubei begins with 42.'
  }),
  permit_date: () => ({
    zh: '施工许可证号第 7–14 位不是日期。',
    en: 'Digits 7–14 of the permit number are no date.'
  }),
  permit_sequence: () => ({
    zh: '施工许可证号第 15–16 位序号不能是 00。',
    en: 'The sequence (digits 15–16) of a permit number is never 00.'
  }),
  project_code_form: () => ({
    zh: '项目代码应为 4-6-2-2-6 位数字，共 24 个字符，如 2020-420102-47-03-012345。',
    en: 'A project code is digits in groups of 4-6-2-2-6, 24 characters, such as 2020-420102-47-03-012345.'
  }),
  uscc_length: () => ({
    zh: '统一社会信用代码应为 18 位。',
    en: 'A unified social credit code has 18 characters.'
  }),
  uscc_character: () => ({
    zh: '统一社会信用代码只含数字和字母，不含 I、O、S、V、Z。',
    en: 'A unified social credit code has digits and letters without I, O, S, V and Z.'
  }),
  uscc_division: () => ({
    zh: '统一社会信用代码第 3–8 位应为数字。',
    en: 'Characters 3–8 of a credit code are digits.'
  }),
  uscc_check: () => ({
    zh: '统一社会信用代码的校验码不符，请核对。',
    en: 'The check character of the credit code does not fit; please check.'
  }),
  // what only the database knows
  refused: (d) => d
} satisfies Record<string, (d: Words) => Words>;

export type ProblemCode = keyof typeof SENTENCES;

/** What a cell parser answers. Empty cells are settled before a parser is asked. */
export type Cell<T> = { ok: true; value: T } | { ok: false; code: ProblemCode; detail?: Words | string };

export interface BadCell {
  line: number;
  /** The header as written; empty when the whole row or file is meant. */
  column: string;
  value: string;
  /** Of these sentences, or of those of another kind of list. */
  code: string;
  message: Words;
}

const SHOWN_VALUE = 80;

export interface Place {
  line: number;
  column?: string;
  value?: string;
}

/** A problem in the words of a list of any kind. */
export function problemAt(code: string, { line, column = '', value = '' }: Place, message: Words): BadCell {
  return { line, column, value: cut(value, SHOWN_VALUE), code, message };
}

export const sentence = (code: ProblemCode, detail: Words | string = ''): Words =>
  SENTENCES[code](typeof detail === 'string' ? { zh: detail, en: detail } : detail);

export function badCell(code: ProblemCode, place: Place, detail: Words | string = ''): BadCell {
  return problemAt(code, place, sentence(code, detail));
}

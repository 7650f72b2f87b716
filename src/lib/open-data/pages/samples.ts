/** Programs that read a data set, to copy: the same question in four languages. A test runs each. */
export interface Sample {
  language: 'curl' | 'python' | 'r' | 'javascript';
  /** Of the file that it is kept as. */
  file: string;
  code: string;
}

interface Place {
  /** Absolute, without an ending: `https://hub.example/open/projects`. */
  address: string;
  /** `?stage=permitting` or nothing. */
  search: string;
  name: string;
}

export function samplesOf({ address, search, name }: Place): Sample[] {
  // a query written by URLSearchParams holds nothing that ends a quotation in any of these languages
  const url = (ending: string) => `${address}.${ending}${search}`;
  return [
    {
      language: 'curl',
      file: `${name}.sh`,
      code: [
        `curl --fail --silent --show-error --compressed --output ${name}.csv \\`,
        `  "${url('csv')}"`,
        `head -n 3 ${name}.csv`
      ].join('\n')
    },
    {
      language: 'python',
      file: `${name}.py`,
      code: [
        'import csv, io, urllib.request',
        '',
        `url = "${url('csv')}"`,
        'with urllib.request.urlopen(url) as answer:',
        '    text = io.TextIOWrapper(answer, encoding="utf-8", newline="")',
        '    rows = list(csv.DictReader(text))',
        'print(len(rows), "rows")',
        'print(rows[:2])'
      ].join('\n')
    },
    {
      language: 'r',
      file: `${name}.R`,
      code: [
        `url <- "${url('csv')}"`,
        'rows <- read.csv(url, encoding = "UTF-8", colClasses = "character")',
        'cat(nrow(rows), "rows\\n")',
        'print(head(rows[, 1:2], 2))'
      ].join('\n')
    },
    {
      language: 'javascript',
      file: `${name}.mjs`,
      code: [
        `const url = "${url('ndjson')}";`,
        'const answer = await fetch(url);',
        'if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);',
        'const rows = (await answer.text()).split("\\n").filter(Boolean).map(JSON.parse);',
        'console.log(rows.length, "rows");',
        'console.log(rows.slice(0, 2));'
      ].join('\n')
    }
  ];
}

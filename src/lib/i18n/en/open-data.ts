import type zh from '../zh/open-data.ts';
import type { Mirror } from '../types.ts';

export default {
  title: 'Open data',
  link: 'Open data: downloads and API',
  lead: 'Everything that is public here can be taken whole: downloaded, queried, followed change by change, and checked for silent alterations. No account, no key, no cap on rows.',
  summary_one: '{{datasets}} data sets, 1 row in all.',
  summary_other: '{{datasets}} data sets, {{count, number}} rows in all.',
  whom: {
    title: 'For whom',
    neighbours: {
      title: 'Owners and neighbours',
      text: 'Open a data set, choose your district and take the CSV for Excel: a double click opens it. Or just look at the first rows on the page.'
    },
    media: {
      title: 'Media and researchers',
      text: 'Each data set says what every column means, how to cite it and how far back it goes. Daily snapshots stay citable for good, and the quality of the data is published as it is.'
    },
    developers: {
      title: 'Developers',
      text: 'CSV, JSON, NDJSON, GeoJSON, an API described by OpenAPI 3.1, a stream of changes, RSS and JSON Feed, DCAT, Data Package and OC4IDS.'
    }
  },
  home: {
    text: 'Everything that is public here can be downloaded, read by programs, followed change by change and checked.',
    all: '13 data sets and the API',
    quality: 'Data quality',
    feeds: 'Feeds'
  },
  sets: 'Data sets',
  card: {
    rows_one: '1 row',
    rows_other: '{{count, number}} rows',
    columns_one: '1 column',
    columns_other: '{{count}} columns',
    changed: 'Last change',
    never: 'never changed',
    take: 'Download',
    of: '{{title}} ({{format}})',
    about: 'about {{size}}'
  },
  format: {
    csv: 'CSV',
    excel: 'CSV for Excel',
    json: 'JSON',
    ndjson: 'NDJSON',
    geojson: 'GeoJSON'
  },
  formatHint: {
    csv: 'comma-separated, UTF-8, for programs and statistics',
    excel: 'with a byte order mark and guarded formulas, opens by a double click',
    json: 'one array, to be read at once',
    ndjson: 'one JSON a line, for much data',
    geojson: 'rows with a place as points, for map software'
  },
  ways: {
    title: 'Take, follow, check',
    api: {
      title: 'API',
      text: 'Query by filters, at most 1000 rows a page, on by cursor; described by OpenAPI 3.1, with a reference to try it on the spot.',
      link: 'API reference',
      spec: 'OpenAPI description'
    },
    changes: {
      title: 'Changes',
      text: 'Follow from number 0 and you hold exactly what the downloads hold; after that, take only the rows that changed. Deletions are told too. A request may wait until something happens.',
      link: 'Changes (JSON)'
    },
    feeds: {
      title: 'Feeds',
      text: 'News for people, as RSS and JSON Feed: however you filter a list, you can follow it. Open days have calendars.',
      link: 'All feeds',
      mine: 'Put together your own list of feeds'
    },
    snapshots: {
      title: 'Daily snapshots',
      text: 'One a day, never changed afterwards: all data sets, row counts and SHA-256, to cite in papers and reports.',
      link: 'Snapshots'
    },
    log: {
      title: 'Log and proof',
      text: 'Whatever becomes public goes into an append-only log, sealed by a Merkle tree and signatures. Check for yourself that what you downloaded, a document or the whole hub was not silently altered.',
      link: 'Check a file',
      checkpoint: 'Signed checkpoint'
    },
    oc4ids: {
      title: 'International format',
      text: 'OC4IDS is how public works are disclosed in many countries. Projects come in that form too, so that they compare.',
      link: 'OC4IDS (JSON)'
    },
    catalogue: {
      title: 'Catalogue for machines',
      text: 'Portals and programs can register everything at once: DCAT 3 (JSON-LD) and Data Package v2.',
      dcat: 'DCAT catalogue',
      package: 'Data Package'
    },
    quality: {
      title: 'Quality and health',
      text: 'How much lacks a place, is late or was never compared with the site; and how each endpoint fared when tools from elsewhere last checked it.',
      link: 'Data quality',
      health: 'Health of the endpoints'
    }
  },
  terms: {
    title: 'Licence and limits',
    licence: 'All data is under',
    use: ': copy, adapt, sell it; name “Sunlit” and link the original.',
    persons:
      'Nothing about people who complain, book or check. Where a person asked for a coarse place or time, the data is as coarse.',
    missing: 'An empty value is missing or not told, not 0. Times are UTC, days are calendar days in China.',
    demo: 'Demonstration data is marked in the column demo and stands for no real work.'
  },
  page: {
    code: 'Code of the data set',
    rows: 'Rows',
    changed: 'Last change',
    licence: 'Licence',
    seeList: 'Read it as pages',
    filters: 'Filters',
    filtersText:
      'Choose, and the preview and the addresses of the downloads change together. The address can be kept, or put into a program.',
    apply: 'Update preview',
    wrong: 'These filters were not understood and left aside:',
    matching_one: '1 row passes',
    matching_other: '{{count, number}} rows pass',
    matchingMore_one: 'More than 1 row passes',
    matchingMore_other: 'More than {{count, number}} rows pass',
    preview: 'Preview',
    previewText: 'The first rows, with words in place of codes; files hold codes and plain values.',
    none: 'No row passes the filters',
    noneHint: 'Loosen them; the download would be a table with nothing but its head.',
    download: 'Download',
    downloadText:
      'All of it as of one moment, streamed, however many rows. Sizes are estimates before compression.',
    sizeUnknown: 'size depends on the filters',
    chart: 'By “{{by}}”',
    chartUnit: 'Data set',
    columns: 'What the columns mean',
    column: 'Column',
    meaning: 'Meaning',
    type: 'Type',
    values: 'Values',
    mayBeEmpty: 'may be empty',
    unit: 'Unit: {{unit}}',
    refers: 'is column {{column}} of “{{title}}”',
    samples: 'Read it by a program',
    samplesText: 'These run as they are; the addresses have the filters above.',
    samplesOf: '{{language}} sample',
    follow: 'Follow it',
    followFeed: 'For people: a feed of what happens.',
    followChanges: 'For programs: changes from the present number, {{seq}}.',
    followFrom: 'Changes from number {{seq}} (JSON)',
    past: 'You can ask how it was: add at=<number in the log> to the address, such as at={{seq}}.',
    api: 'This data set in the API',
    cite: 'How to cite',
    citeText:
      'Sunlit: {{title}}, log entry {{seq}}, retrieved {{day}} from {{address}}, licence {{licence}}.',
    citeHint:
      'With the number in the log, others can tell which moment you used. For good, cite a daily snapshot.',
    core: 'Catalogue entry',
    coreText: 'The 13 core items by which government data is catalogued in China.'
  },
  type: {
    string: 'text',
    integer: 'whole number',
    number: 'number',
    boolean: 'yes/no',
    date: 'day',
    datetime: 'time',
    object: 'JSON object',
    array: 'JSON array'
  },
  language: { curl: 'Command line (curl)', python: 'Python', r: 'R', javascript: 'JavaScript' },
  filter: { all: 'Any' },
  chart: { other: 'other' }
} satisfies Mirror<typeof zh>;

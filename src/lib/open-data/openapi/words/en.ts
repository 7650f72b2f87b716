import type { Mirror } from '#lib/i18n/types.ts';
import type zh from './zh.ts';

export default {
  title: 'Open data of Sunlit',
  summary: 'Everything that is public about the quality of residential construction, without a key.',
  about:
    'No read needs a key or an account. Lists are paged by cursor: follow rel=next of the header Link (or "next" in the body) until there is none. Each answer has ETag, Last-Modified and Repr-Digest; ask again with conditions (304), or by HEAD. Pages of any site may read the answers (CORS). Errors are application/problem+json (RFC 9457): branch on "code", show "detail" to people. Times are UTC, days are those of China, what is missing is null. Columns and data sets may be added; within v1 none is removed or changes its meaning. To keep in step: read all pages, then read /open/changes from the "seq" of the first page.',
  server: 'This hub',
  tag: {
    rows: { title: 'Records', about: 'The thirteen data sets, page by page or one record at a time.' },
    changes: {
      title: 'Changes',
      about: 'Records that changed since a number of the journal; may wait for more.'
    },
    exports: { title: 'Whole files', about: 'Each data set in one file, with the filters of the pages.' },
    feeds: { title: 'Feeds', about: 'RSS 2.0 and JSON Feed 1.1.' },
    catalogue: {
      title: 'Catalogue',
      about: 'All data described in forms that others know: DCAT 3, Data Package v2, OpenAPI 3.1.'
    },
    oc4ids: {
      title: 'OC4IDS',
      about: 'Projects by the Open Contracting for Infrastructure Data Standard 0.9.5.'
    },
    log: {
      title: 'Transparency log',
      about:
        'Proof that nothing public was changed in silence: a tree by RFC 6962, signed checkpoints, proofs.'
    },
    snapshots: {
      title: 'Snapshots and project kits',
      about: 'Daily folders that never change, and one archive for each project that verifies itself offline.'
    }
  },
  op: {
    index: 'Index: all data sets with their addresses',
    list: '{{name}}: list',
    one: '{{name}}: one by its id',
    changes: {
      json: 'Changes since a number (JSON)',
      ndjson: 'Changes since a number (NDJSON)',
      about:
        'Each change is a record as it is now; a row of null says that it is no longer public: remove it. After a page go on with "next" as the new "after"; where it equals "head" you are in step. With "wait" a request for which there is nothing waits up to 60 seconds. Whoever applies them one after the other from after=0 has the whole data.'
    },
    export: '{{name}}: {{format}} file',
    feed: {
      all: 'News of the province ({{format}})',
      division: 'News of a division ({{format}})',
      organization: 'News of an organization ({{format}})',
      project: 'News of a project ({{format}})',
      kind: 'News of one kind ({{format}})'
    },
    opml: 'List of all feeds (OPML)',
    openapi: 'This document (OpenAPI 3.1)',
    dcat: 'Catalogue (DCAT 3, JSON-LD)',
    datapackage: 'Data Package v2',
    oc4ids: 'All projects (OC4IDS, paged)',
    oc4idsProject: 'One project (OC4IDS)',
    oc4idsBulk: 'All projects (OC4IDS, gzip)',
    snapshotList: 'The list of all snapshots',
    snapshotFile: 'A file of the snapshot of a day',
    kit: 'The kit of one project (ZIP)'
  },
  log: {
    checkpoint: 'The newest signed checkpoint',
    key: 'The public key that signs, and those before it',
    pem: 'The public key as PEM, for openssl',
    tile: 'A tile of the tree (C2SP tlog-tiles)',
    proof: 'Proof that an entry is in the tree',
    consistency: 'Proof that a checkpoint holds all of an earlier one',
    cosignatures: 'A witness hands in its signature of a checkpoint',
    cosignaturesBody: 'The checkpoint with the signature of the witness (C2SP signed note).'
  },
  param: {
    limit: 'Records a page, 1 to 1000.',
    cursor: 'The cursor in "next" of the page before. Not to be written by hand.',
    count: '1: tells the total as "count".',
    at: 'A number of the journal: the state as of then.',
    after: 'The number of the journal that you have come to; 0 to begin.',
    wait: 'Seconds to wait at most where there is nothing, 0 to 60.',
    changesLimit: 'Changes a page, 1 to 1000. Those of one number never fall on two pages.',
    excel: 'excel: for spreadsheets (BOM, CRLF, no formulas).',
    before: 'Only entries before this number of the journal (paging).',
    kind: 'Kind of news.',
    item: 'Code of an item of the catalogue.',
    stage: 'Stage of the item.',
    division: 'Code of a division (GB/T 2260), with all inside it.',
    organization: 'Last part of the address of the page of the organization.',
    project: 'Last part of the address of the page of the project.',
    size: 'Size of the checkpoint; the newest unless given.',
    from_slug: 'As in "next" of the page before; the first page without it.',
    day: 'Day of the snapshot, with its edition if it was issued again.',
    file: 'Name of a file in the snapshot.',
    level: 'Level of the tree, or "entries".',
    tile: 'Number of the tile, in groups of three digits as C2SP has them.',
    seq: 'Number of the journal, from 1.',
    from: 'Size of the earlier checkpoint.',
    to: 'Size of the later checkpoint; the newest unless given.'
  },
  answer: {
    page: 'A page of records.',
    record: 'One record.',
    index: 'The data sets.',
    changes: 'A page of changes.',
    export: 'The whole file.',
    feed: 'The feed.',
    notModified: 'Nothing changed since you read it.',
    wrong: 'A parameter is wrong; "detail" says which.',
    unknown: 'There is no such thing.',
    gone: 'It was public once and is no longer.',
    tooMany: 'Too many requests: wait as Retry-After says.',
    busy: 'Too many wait: come again as Retry-After says.'
  },
  header: {
    ETag: 'Mark of the content, for If-None-Match.',
    'Last-Modified': 'When the journal last changed.',
    Link: 'next (page), license, describedby (the data), service-desc (this document).',
    'Repr-Digest': 'SHA-256 of the bytes as sent (RFC 9530), after compression if there is one.'
  },
  field: {
    seq: 'The number of the journal that these records are as of.',
    count: 'All records that the filters leave.',
    next: 'Address of the next page; null on the last.',
    changeSeq: 'The last number on this page that touched the record.',
    key: 'Key of the record in its data set; it never changes.',
    id: 'Public id of the record.',
    row: 'The record as it is now; null where it is no longer public.',
    head: 'The newest number of the journal.',
    changesNext: 'The next "after".'
  },
  schema: { problem: 'What is wrong (RFC 9457).' }
} satisfies Mirror<typeof zh>;

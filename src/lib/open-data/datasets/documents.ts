import { z } from 'zod';
import { mediaTypes } from '#lib/documents/accept.ts';
import { column } from './column.ts';
import {
  count,
  itemColumn,
  itemFilter,
  moment,
  placeFilters,
  projectColumn,
  projectFilter,
  sha256,
  slug
} from './common.ts';
import { dataset } from './dataset.ts';

const typeLabels = {
  'application/pdf': { zh: 'PDF', en: 'PDF' },
  'image/jpeg': { zh: 'JPEG 图像', en: 'JPEG image' },
  'image/png': { zh: 'PNG 图像', en: 'PNG image' },
  'image/webp': { zh: 'WebP 图像', en: 'WebP image' }
};

const row = z.strictObject({
  id: column(
    z.string().regex(/^[0-9a-f-]{36}\.[\w-]+\.\d+$/),
    ['标识', 'Identifier'],
    [
      '文件标识.公示标识.版本；文件的下载地址为 /documents/<文件标识>/<文件名>。',
      'Document.disclosure.version; the file itself is at /documents/<document>/<name>.'
    ]
  ),
  project: projectColumn(),
  disclosure: column(
    slug(),
    ['公示', 'Disclosure'],
    ['所属公示的标识。', 'Identifier of the disclosure it belongs to.'],
    { refers: { dataset: 'disclosures', column: 'id' } }
  ),
  item: itemColumn(),
  version: column(
    z.int().positive(),
    ['版本', 'Version'],
    ['所属公示版本的编号。', 'Version of the disclosure.']
  ),
  current: column(
    z.boolean(),
    ['现行', 'Current'],
    [
      '是否属于现行公开版本；更正前的版本为否。',
      'Whether it belongs to the version that is public now, not to a superseded one.'
    ]
  ),
  name: column(
    z.string(),
    ['文件名', 'File name'],
    ['上传时的文件名。', 'Name of the file as it was uploaded.']
  ),
  media_type: column(
    z.enum(mediaTypes),
    ['格式', 'Media type'],
    ['按内容判定的媒体类型。', 'Media type, by content.'],
    { labels: typeLabels }
  ),
  bytes: column(count(), ['大小', 'Size'], ['文件大小。', 'Size of the file.'], { unit: ['字节', 'bytes'] }),
  sha256: column(sha256(), ['文件哈希', 'SHA-256'], ['文件的 SHA-256。', 'SHA-256 of the bytes.']),
  published_at: column(
    moment(),
    ['公示时间', 'Published at'],
    ['该版本公开的时间。', 'When that version became public.']
  )
});

export const documents = dataset({
  name: 'documents',
  title: { zh: '公示文件', en: 'Documents' },
  about: {
    zh: '公示各版本所附文件的元数据，包括已被更正的版本；文件本身按标识下载。',
    en: 'Metadata of the files of public versions, superseded ones too. The files themselves are fetched by their identifier.'
  },
  row,
  filters: {
    ...placeFilters(),
    project: projectFilter(),
    disclosure: column(slug(), ['公示', 'Disclosure'], ['公示的标识。', 'Identifier of the disclosure.']),
    item: itemFilter(),
    type: column(
      z.enum(mediaTypes),
      ['格式', 'Media type'],
      ['文件的媒体类型。', 'Media type of the file.'],
      { labels: typeLabels }
    )
  },
  place: false,
  past: false,
  page: '/disclosures',
  rowPage: '/disclosures/{disclosure}'
});

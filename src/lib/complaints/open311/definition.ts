import type { T } from '#lib/i18n/types.ts';
import type { Value } from './write.ts';

/** What may be said beside what Open311 itself has a place for. The same of each service; nothing of it is required. */
export const attributes = [
  { code: 'project', datatype: 'string' },
  { code: 'spot', datatype: 'string' },
  { code: 'urgent', datatype: 'singlevaluelist' },
  { code: 'public', datatype: 'singlevaluelist' },
  { code: 'coarse_place', datatype: 'singlevaluelist' },
  { code: 'coarse_time', datatype: 'singlevaluelist' }
] as const;
export type AttributeCode = (typeof attributes)[number]['code'];

export const definition = (code: string, t: T): Value => ({
  service_code: code,
  attributes: attributes.map(({ code: name, datatype }, at) => ({
    variable: true,
    code: name,
    datatype,
    required: false,
    datatype_description: t(`complaintOutside.open311.attribute.${name}.hint`),
    order: at + 1,
    description: t(`complaintOutside.open311.attribute.${name}.label`),
    values:
      datatype === 'singlevaluelist'
        ? [
            { key: 'yes', name: t('common.form.yes') },
            { key: 'no', name: t('common.form.no') }
          ]
        : []
  }))
});

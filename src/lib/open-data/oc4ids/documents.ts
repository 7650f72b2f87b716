import { pathOf } from '#lib/documents/documents.ts';
import * as codes from './codes.ts';
import { atMidnight, filled, type Json, type Setting } from './project.ts';
import type { Whole } from './rows.ts';

type Disclosure = Whole['disclosures'][number];

/**
 * What there is to read about a project: each disclosure by its page, also those that are owed; each file; notices and
 * records of open days; findings, rectifications and complaints by their pages.
 */
export function documentsOf(whole: Whole, setting: Setting): Json[] {
  return [
    ...whole.disclosures.map((one) => disclosed(one, setting)),
    ...files(whole, setting),
    ...whole.open_days.flatMap((one) => openDay(one, setting)),
    ...whole.findings.map((one) => finding(one, setting)),
    ...whole.rectifications.map((one) => rectification(one, setting)),
    ...whole.complaints.map((one) => complaint(one, setting))
  ];
}

const html = { format: 'text/html', language: 'zh' };
const conclusion = (facts: Disclosure['facts']): string | null =>
  typeof facts?.conclusion === 'string' ? facts.conclusion : null;

/** Silence is told as well: what is owed and not there has a due day and no address of a document. */
function access(one: Disclosure): string | null {
  switch (one.status) {
    case 'overdue':
      return `应于${one.due_on ?? ''}前公示，逾期未公示。`;
    case 'due':
      return one.due_on ? `应于${one.due_on}前公示，尚未公示。` : '应公示，尚未公示。';
    case 'withdrawn':
      return `已撤回：${one.withdrawn_reason ?? ''}`;
    case 'withheld':
      return `不予公开：${one.withheld_reason ?? ''}`;
    case 'published':
      return null;
  }
}

function disclosed(one: Disclosure, { origin, names }: Setting): Json {
  return filled({
    id: `disclosure-${one.id}`,
    documentType: codes.documentType(one.item),
    title: names.items[one.item] ?? one.item,
    description: one.note,
    url: `${origin}/disclosures/${one.id}`,
    datePublished: one.first_published_at,
    dateModified: one.published_at,
    ...html,
    accessDetails: access(one),
    x_stage: one.stage,
    x_item: one.item,
    x_status: one.status,
    x_dueDate: one.due_on && atMidnight(one.due_on),
    x_daysLate: one.days_late,
    x_version: one.version,
    x_supersedes: one.version && one.version > 1 ? `disclosure-${one.id}#${one.version - 1}` : null,
    x_conclusion: conclusion(one.facts),
    x_verification: one.verification,
    x_contentHash: one.content_hash,
    x_logIndex: one.journal_seq === null ? null : one.journal_seq - 1
  });
}

function files({ documents, disclosures }: Whole, { origin, names }: Setting): Json[] {
  const of = new Map(disclosures.map((one) => [one.id, one]));
  return documents.map((one) => {
    const about = of.get(one.disclosure);
    const path = pathOf({ document_id: one.id.slice(0, 36), file_name: one.name });
    return filled({
      id: `file-${one.id}`,
      documentType: codes.documentType(one.item),
      title: `${names.items[one.item] ?? one.item}：${one.name}`,
      url: origin + path,
      datePublished: one.published_at,
      format: one.media_type,
      language: 'zh',
      accessDetails: one.current ? null : '已被后续版本更正。',
      x_stage: about?.stage,
      x_item: one.item,
      x_version: one.version,
      x_partOf: `disclosure-${one.disclosure}`,
      x_supersededBy: one.current ? null : `disclosure-${one.disclosure}`,
      x_sha256: one.sha256,
      x_bytes: one.bytes,
      x_conclusion: one.current && about ? conclusion(about.facts) : null,
      x_verification: one.current ? about?.verification : null,
      x_logIndex: one.current && about && about.journal_seq !== null ? about.journal_seq - 1 : null
    });
  });
}

/** The notice of an announced day, and its record once it was held. */
function openDay(one: Whole['open_days'][number], { origin }: Setting): Json[] {
  if (!one.announced_at) return [];
  const url = `${origin}/open-days/${one.id}`;
  const notice = filled({
    id: `open-day-${one.id}`,
    documentType: 'consultationMeetingInvitation',
    title: one.title,
    url,
    datePublished: one.announced_at,
    ...html,
    accessDetails: one.status === 'cancelled' ? `已取消：${one.reason ?? ''}` : null,
    x_status: one.status
  });
  if (one.status !== 'held') return [notice];
  const record = {
    id: `open-day-${one.id}-record`,
    documentType: 'minutes.consultationMeeting',
    url,
    ...html
  };
  return [notice, filled({ ...record, title: `${one.title}（记录）`, description: one.report })];
}

function finding(one: Whole['findings'][number], { origin }: Setting): Json {
  return filled({
    id: `finding-${one.id}`,
    documentType: 'socialSupervisionReport',
    title: `现场核查 ${one.number}`,
    description: one.headline,
    url: `${origin}/findings/${one.id}`,
    datePublished: one.published_at,
    ...html,
    x_conclusion: one.outcome,
    x_reply: one.reply
  });
}

function rectification(one: Whole['rectifications'][number], { origin, names }: Setting): Json {
  const item = one.item ? (names.items[one.item] ?? one.item) : '现场问题';
  return filled({
    id: `rectification-${one.id}`,
    documentType: 'qualityAssuranceReport',
    title: `整改：${item}`,
    description: one.plan,
    url: `${origin}/findings/${one.finding}`,
    datePublished: one.opened_at,
    dateModified: one.closed_at,
    ...html,
    x_item: one.item,
    x_status: one.state,
    x_dueDate: one.due_on && atMidnight(one.due_on),
    x_overdue: one.overdue || undefined
  });
}

/** As far as its page tells: a stub has no words, and days may be months. */
function complaint(one: Whole['complaints'][number], { origin }: Setting): Json {
  return filled({
    id: `complaint-${one.id}`,
    documentType: 'complaints',
    title: one.title ?? `投诉 ${one.number}`,
    description: one.reply ? `答复：${one.reply}` : null,
    url: `${origin}/complaints/${one.id}`,
    ...html,
    x_category: one.category,
    x_status: one.state,
    x_conclusion: one.outcome,
    x_filedOn: one.filed_on
  });
}

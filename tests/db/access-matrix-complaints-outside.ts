/** The part of the matrix about Open311, 12345 and webhooks; see access-matrix.ts. */

export const verbs = {
  everyone: ['open311_requests', 'open311_services'],
  people: [
    'complaint_connections',
    'complaint_deliveries',
    'create_complaint_connection',
    'end_complaint_connection',
    'note_complaint_import',
    'redeliver_complaint_event',
    'resume_complaint_webhook'
  ],
  'people and server': [],
  server: [
    'begin_hotline_order',
    'claim_webhooks',
    'drop_hotline_order',
    'find_works',
    'finish_hotline_order',
    'hotline_bureau',
    'hotline_source',
    'keep_complaint_token',
    'keep_order',
    'known_orders',
    'open311_token',
    'place_complaint',
    'queue_webhooks',
    'settle_webhook',
    'use_complaint_key'
  ]
};

/** Verbs open to people that run with the owner's rights and call no guard, with the reason why that is right. */
export const unguarded = {
  open311_requests: 'tells complaints that are public, as coarse as the person asked'
};

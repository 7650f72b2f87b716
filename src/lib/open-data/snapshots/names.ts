/** What a folder holds beside the dumps. */
export const manifestName = 'manifest.json';
export const sumsName = 'SHA256SUMS';
export const entriesName = 'entries.ndjson.gz';

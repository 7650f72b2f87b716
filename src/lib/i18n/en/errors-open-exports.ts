/** Exports of data. */
export default {
  open_parameter_repeated: 'The parameter “{{detail}}” is given more than once. Write each parameter once.',
  open_district_outside:
    'The district {{detail}} does not lie in the city that is given. Correct it, or give one of the two.',
  open_format_missing:
    'This data set does not have that format. Each has csv, json and ndjson, and those with a place have geojson.',
  open_excel_csv_only: 'The parameter for=excel is for csv alone.',
  open_at_ahead:
    'The journal has not come to that number yet; it stands at {{detail}}. Use a number that is not larger.',
  open_exports_busy: 'Too many exports are being made. Please try again in a while.',
  sql_22p05:
    'The text holds a character that cannot be kept (NUL, or half a character). Remove it and send it again.',
  sql_22021:
    'The text holds a character that cannot be kept (NUL, or half a character). Remove it and send it again.'
};

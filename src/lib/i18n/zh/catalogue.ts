export default {
  withUnit: '{{label}}（{{unit}}）'
} as const;

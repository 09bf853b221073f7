/** A designed field as tests send it: a plain text that shows everywhere, but for what is given. */
export const plainField = (part: object): object => ({
  type: 'text',
  options: [],
  state: 'all',
  isSearchable: false,
  required: { web: false, mobile: false, pop: false },
  width: 140,
  default: '',
  ...part,
});

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

let count = 0;
/** Such a field of customers, with a key and names of its own. */
export function nextField(part: object): object {
  count += 1;
  return plainField({
    owner: 'customers',
    key: `field-${count}`,
    labels: { zh: `字段${count}`, en: `Field ${count}` },
    ...part,
  });
}

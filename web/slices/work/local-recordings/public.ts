export { RemoveLocal } from './remove-local.tsx';

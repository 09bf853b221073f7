/** What other parts of the application may use of what is kept of one person. */
export { PersonButtons } from './person-buttons.tsx';
export { ErasuresButton } from './erasures-button.tsx';

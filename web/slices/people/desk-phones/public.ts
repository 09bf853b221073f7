/** What other slices show of desk phones. */
export { OwnDeskPhone } from './own-desk-phone.tsx';
export { DeskPhoneDialog } from './desk-phone-dialog.tsx';

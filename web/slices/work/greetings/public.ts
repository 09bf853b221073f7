export { GreetingButton } from './greeting-button.tsx';

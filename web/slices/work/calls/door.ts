/** What other parts of the application may use of the calls' slice. */
export { MiniPlayer } from './mini-player.tsx';

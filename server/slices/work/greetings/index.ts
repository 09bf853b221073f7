/** What the server does for the slice of the greetings. */
import { greetingRoutes } from '@bahu/contract/greetings.ts';
import { greetingsSlice } from '@bahu/contract/slices/work/greetings.ts';
import { serverSlice } from '../../server-slice.ts';
import { createPlaceJob } from './place.ts';
import { mountGreetings } from './routes.ts';

export const greetingsServer = serverSlice(greetingsSlice, {
  routes: greetingRoutes,
  mount: mountGreetings,
  jobs: ({ recordings, ...host }) =>
    recordings ? { handlers: [createPlaceJob({ ...host, folder: recordings.voicemailFolder })] } : {},
});

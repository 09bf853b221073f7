import type { FastifyInstance } from 'fastify';
import type { Static } from 'typebox';
import { callRoutes, type Peaks } from '@bahu/contract/calls.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { presentCall, presentDetail } from './present.ts';
import * as store from './store.ts';

export interface CallsSlice {
  access: Access;
  /** Waveform of a call's recording. @throws Refusal recording.missing or recording.not-ready. */
  readPeaks: (recording: { status: string; peaksPath: string | null } | undefined) => Promise<Static<typeof Peaks>>;
}

export function mountCalls(app: FastifyInstance, { access, readPeaks }: CallsSlice): void {
  mount(app, access, callRoutes, {
    list: async (ctx, { query }) => {
      const { rows, ...page } = await ctx.tenant((tx) => store.listCalls(tx, ctx.principal, query));
      return { ...page, items: rows.map((row) => presentCall(ctx.principal, row)) };
    },
    get: (ctx, { params }) =>
      ctx.tenant(async (tx) => {
        const call = await store.findCall(tx, ctx.principal, params.id);
        if (!call) throw new Refusal('not-found');
        const [legs, events] = [await store.listLegs(tx, call.id), await store.listEvents(tx, call.id)];
        const [recording, holds] = [await store.findRecording(tx, call.id), await store.listHolds(tx, call.id)];
        const hears =
          ctx.principal.permissions.has('recording.consultation') &&
          call.mayPlay &&
          (await store.mayOpen(tx, ctx.principal, call.id, 'recording.consultation'));
        return presentDetail(ctx.principal, {
          call,
          legs,
          events,
          recording,
          holds,
          consultations: hears ? await store.listConsultations(tx, call.id) : [],
        });
      }),
    peaks: async (ctx, { params, query: { of } }) => {
      const act = of === 'message' ? ({ message: 'recording.play' } as const) : 'recording.play';
      const recording = await ctx.tenant(async (tx) => {
        if (!(await store.mayOpen(tx, ctx.principal, params.id, act))) throw new Refusal('not-found');
        return store.findRecording(tx, params.id, of);
      });
      return readPeaks(recording);
    },
  });
}

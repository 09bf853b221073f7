import { attachmentsSlice } from '@bahu/contract/slices/platform/attachments.ts';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../lib/api.ts';
import { mayComeAgain } from './use-uploads.ts';

describe('[C6] a file that did not come', () => {
  it('is offered to be sent again, unless it is refused for what it is', () => {
    const refused = Object.keys(attachmentsSlice.errors).filter(
      (code) => !mayComeAgain(new ApiError(code as keyof typeof attachmentsSlice.errors)),
    );
    expect(refused).toEqual(['attachment.empty', 'attachment.program', 'attachment.too-large']);
    for (const code of ['network', 'internal', 'service.unavailable', 'too-many-requests'] as const)
      expect([code, mayComeAgain(new ApiError(code))]).toEqual([code, true]);
    expect(mayComeAgain(new Error('broken'))).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { outcomeOf, outcomeTone } from './outcome.tsx';

describe('[R1] outcomes', () => {
  it('reads a known outcome and takes anything else for failed', () => {
    expect([outcomeOf('busy'), outcomeOf('strange')]).toEqual(['busy', 'failed']);
  });

  it('are green when done, amber when a message waits, red when lost', () => {
    expect([
      outcomeTone('connected', 'inbound'),
      outcomeTone('voicemail', 'inbound'),
      outcomeTone('abandoned-queue', 'inbound'),
    ]).toEqual(['ready', 'ringing', 'alarm']);
  });

  it('are lost calls inbound and nothing special outbound', () => {
    expect([
      outcomeTone('no-answer', 'inbound'),
      outcomeTone('no-answer', 'outbound'),
      outcomeTone('busy', 'internal'),
    ]).toEqual(['alarm', null, null]);
  });
});

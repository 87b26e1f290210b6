import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { playTranscript } from './dialogs/transcript.ts';

describe('the transcripts, as they are written, through the SDK', () => {
  it.each(globSync('test/transcripts/*.chat'))('%s', async (file) => {
    await playTranscript(readFileSync(file, 'utf8'));
  });
});

import { globSync, readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { TestLibrary } from './dialogs/library-conversation.ts';
import { playTranscript } from './dialogs/transcript.ts';
import { LIBRARY_SETS, zipped } from './fixtures/library-sets.ts';

/** What may happen to the library between two turns: `@ import SET`, `@ archive SET`, `@ fail`, `@ damage`, `@ remove`. */
async function happens(library: TestLibrary, words: string): Promise<void> {
  const [what = '', ...rest] = words.split(' ');
  const set = LIBRARY_SETS[rest.join(' ')];
  if (what === 'import' && set) return library.import(set);
  if (what === 'archive' && set) return library.importArchive(zipped(set));
  if (what === 'fail') return expect(library.importArchive(Buffer.from('PK no'))).rejects.toThrow('damaged');
  if (what === 'damage') return library.damage();
  if (what === 'remove') return library.remove();
  throw new Error(`nobody knows "@ ${words}"`);
}

const OF_LIBRARY = /^@ ((?:import|archive|fail|damage|remove)\b.*)$/;

/** Plays a transcript piece by piece; blank lines stand for what was played, so that its lines keep their numbers. */
async function play(library: TestLibrary, source: string): Promise<void> {
  const conversation = library.conversation();
  let piece: string[] = [];
  for (const [at, line] of source.split('\n').entries()) {
    const act = OF_LIBRARY.exec(line)?.[1];
    if (act === undefined) {
      piece.push(line);
      continue;
    }
    await playTranscript(piece.join('\n'), conversation);
    await happens(library, act);
    // What happens to a library happens between two events.
    await setImmediate();
    piece = Array.from({ length: at + 1 }, () => '');
  }
  await playTranscript(piece.join('\n'), conversation);
}

describe('conversations with imported articles, as they are written', () => {
  let library: TestLibrary;
  afterEach(() => library.close());

  it.each(globSync('test/transcripts/library/*.chat'))('%s', async (file) => {
    library = new TestLibrary();
    await play(library, readFileSync(file, 'utf8'));
    expect(library.problems.length).toBe(file.includes('damaged') ? 1 : 0);
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { Override } from '../../../knowledge/library/overrides.ts';
import { LibraryOfSite } from '../../../knowledge/library/seen-by-site.ts';
import { recognizeEvidence } from '../../../knowledge/recognizer/recognize.ts';
import { TestLibrary } from '../../dialogs/library-conversation.ts';
import { LIBRARY_SETS } from '../../fixtures/library-sets.ts';

const PASTE = 'Event ID: 7301\nSource: Lantern Relay\nDescription: The relay lost its lamp file';
const library = new TestLibrary();
beforeAll(() => library.import({ ...LIBRARY_SETS['twins'], ...LIBRARY_SETS['pages'] }));
afterAll(() => library.close());

const ids = (overrides: Record<string, object>, text = PASTE) => {
  const site = new LibraryOfSite(
    library.library,
    new Map(Object.entries(overrides).map(([id, one]) => [id, Override.parse(one)])),
  );
  return site
    .find(text, recognizeEvidence({ text, files: [] }))
    .map(({ id }) => id)
    .toSorted();
};

it('programs find what the chat finds: nothing that is hidden, another in its place, and what the site adds', () => {
  expect(ids({})).toEqual(['Q900001', 'Q900002']);
  expect(ids({ q900001: { hide: 'yes' } })).toEqual(['Q900002']);
  expect(ids({ q900002: { sameFailureAs: 'Q900001' } })).toEqual(['Q900001']);
  expect(
    ids({ lamp: { evidence: [{ event: '7999', from: 'Lantern Relay' }] } }, 'event 7999 from Lantern Relay'),
  ).toContain('lamp');
});

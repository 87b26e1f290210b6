import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hear } from '../../../dialogs/reading/heard.ts';
import { readSayings } from '../../../dialogs/reading/read-sayings.ts';
import { decide } from '../../../dialogs/rules/rule.ts';
import { RULES } from '../../../dialogs/rules/rules.ts';
import { standAt } from '../../../dialogs/walking/stand.ts';
import { withShelf } from '../../../knowledge/library/with-shelf.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';
import { LIBRARY_SETS } from '../../fixtures/library-sets.ts';
import { KNOWLEDGE } from '../conversation.ts';
import { TestLibrary } from '../library-conversation.ts';
import { LIBRARY_ROWS, NOW } from './tried-rows.ts';

describe('each line of the table that only imported articles lead to', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = new TestLibrary();
    await library.import({ ...LIBRARY_SETS['twins'], ...LIBRARY_SETS['markdown'], ...LIBRARY_SETS['runbooks'] });
  });
  afterAll(() => library.close());

  it.each(LIBRARY_ROWS)('%s', async (id, way, said) => {
    const conversation = library.conversation();
    for (const words of way) await conversation.say(words);
    const knowledge = withShelf(KNOWLEDGE, library.shelf);
    const at = standAt(knowledge, { ...conversation.case, turn: conversation.case.turn + 1 }, NOW);
    const hits = await library.shelf.search(said);
    expect(decide(RULES, at, readSayings(at, hear(plainUtterance(said)), hits)).by).toContain(id);
  });
});

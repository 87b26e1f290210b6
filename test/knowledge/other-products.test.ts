import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderReply } from '../../bot/channels/render-reply.ts';
import { diagnose } from '../../knowledge/diagnose.ts';
import { BUILT_IN, type Knowledge, loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { Conversation } from '../dialogs/conversation.ts';
import { playTranscript } from '../dialogs/transcript.ts';
import { walkArticle } from '../dialogs/walk.ts';

const FOLDERS = path.resolve(import.meta.dirname, '../fixtures/knowledge');
const CHANNELS = ['msteams', 'directline', 'sms'];

function load(...folders: string[]): Knowledge {
  const loaded = loadKnowledge(folders);
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  return loaded.knowledge;
}

describe.each(['print', 'web'])('the knowledge about another product: %s', (name) => {
  const folder = path.join(FOLDERS, name);
  const alone = load(folder);
  const beside = load(BUILT_IN, folder);

  it.each(
    [...alone.articles.values()].flatMap(({ id, samples, heldBack }) =>
      [...samples, ...heldBack.map(({ paste }) => paste)].map((paste, at) => ({ id, at, paste })),
    ),
  )('$id, paste $at leads to it, alone and beside the built-in articles', ({ id, paste }) => {
    for (const knowledge of [alone, beside]) expect(diagnose(knowledge, paste).matches[0]?.article).toBe(id);
  });

  it.each([...alone.articles.values()])(
    '$id can be walked to its end, warned before its first step',
    async (article) => {
      const { kinds } = await walkArticle(article, alone);
      expect(kinds).toContain('step');
      expect(kinds.indexOf('warning')).toBeGreaterThan(0);
      expect(kinds.indexOf('warning')).toBeLessThan(kinds.indexOf('step'));
    },
  );

  it.each(globSync(path.join(folder, '*.chat')))('%s, and every channel shows all of it', async (file) => {
    const conversation = await playTranscript(readFileSync(file, 'utf8'), new Conversation(alone));
    for (const reply of conversation.replies)
      for (const channel of CHANNELS) {
        const drawn = JSON.stringify(renderReply(reply, 'case', 1, channel));
        for (const block of reply.blocks)
          if (block.kind === 'copy' || block.kind === 'warning')
            expect(drawn, `${channel}: ${block.text}`).toContain(JSON.stringify(block.text).slice(1, -1));
      }
  });
});

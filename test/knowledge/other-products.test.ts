import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Reply } from '../../dialogs/saying/reply.ts';
import { diagnose } from '../../knowledge/diagnose.ts';
import { BUILT_IN, type Knowledge, loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { matchArticles } from '../../knowledge/match-articles.ts';
import { ChannelTalk } from '../bot/channels/channel-talk.ts';
import { Conversation, KNOWLEDGE, textOf } from '../dialogs/conversation.ts';
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

  const chats = globSync(path.join(folder, '*.chat'));
  it.each(chats.flatMap((file) => CHANNELS.map((channel) => ({ chat: path.basename(file), file, channel }))))(
    '$chat on $channel: every command and every warning arrives, and the shares shown sum to at most 1',
    async ({ file, channel }) => {
      const talk = new ChannelTalk(alone, channel);
      await playTranscript(readFileSync(file, 'utf8'), talk);
      for (const [turn, reply] of talk.replies.entries()) {
        const sent = talk.sent[turn] ?? '';
        for (const block of reply.blocks)
          if (block.kind === 'copy' || block.kind === 'warning')
            expect(sent, `${channel}: ${block.text}`).toContain(asSent(block.text));
        expect(sharesShown(reply)).toBeLessThanOrEqual(1);
      }
    },
  );
});

/** As it stands in an activity. */
const asSent = (text: string) => JSON.stringify(text).slice(1, -1);

/** What the causes that a reply names are said to be, together; each number is rounded to a percent. */
function sharesShown(reply: Reply): number {
  const shares = [...textOf(reply).matchAll(/\((\d{1,2}) %\)/g)].map(([, share]) => Number(share) - 0.5);
  return shares.reduce((sum, share) => sum + Math.max(share, 0), 0) / 100;
}

describe('the shares of one answer', () => {
  const all = load(BUILT_IN, path.join(FOLDERS, 'print'), path.join(FOLDERS, 'web'));
  const chats = [...globSync('test/transcripts/*.chat'), ...globSync(path.join(FOLDERS, '*/*.chat'))];
  it.each(chats)('%s: those of all articles sum to at most 1 after every turn', async (file) => {
    class Counting extends Conversation {
      override async turn(utterance: Parameters<Conversation['turn']>[0]) {
        const reply = await super.turn(utterance);
        const sum = matchArticles(all, this.case.known).reduce((total, { confidence }) => total + confidence, 0);
        expect(sum).toBeLessThanOrEqual(1 + 1e-9);
        expect(sharesShown(reply)).toBeLessThanOrEqual(1);
        return reply;
      }
    }
    const folder = file.includes('fixtures') ? load(path.dirname(file)) : KNOWLEDGE;
    await playTranscript(readFileSync(file, 'utf8'), new Counting(folder));
  });
});

describe('foreign products alone', () => {
  it.each([
    [
      'a spooler that is none',
      'Source: Service Control Manager\nEvent ID: 7031\nThe SQL Server (MSSQLSERVER) service terminated unexpectedly.\n\nSource: Application Error\nEvent ID: 1000\nFaulting application name: chrome.exe, version: 120.0',
    ],
    [
      'a crash of another program',
      'Source: Application Error\nEvent ID: 1000\nFaulting application name: excel.exe, version: 16.0',
    ],
  ])('%s matches nothing', (_what, paste) => {
    const knowledge = load(path.join(FOLDERS, 'print'));
    expect(diagnose(knowledge, paste)).toMatchObject({ verdict: 'unknown', matches: [] });
  });
});

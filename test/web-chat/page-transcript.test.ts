import { describe, expect, it } from 'vitest';
import { renderReply } from '../../bot/channels/render-reply.ts';
import type { Reply } from '../../dialogs/saying/reply.ts';

// The page's own module, which is JavaScript for browsers and has no types here.
const { transcriptMarkdown } = await import(String(new URL('../../bot/web-chat/page/transcript.js', import.meta.url)));
const NOW = new Date('2026-03-04T05:06:07Z');

const step: Reply = {
  screen: { kind: 'step', article: 'Q169686', step: 2, of: 9 },
  title: 'Change Max Threads(Private+Public) to 20 * 1',
  blocks: [
    { kind: 'text', text: 'Type **14** into `DWORD Editor`.' },
    { kind: 'list', items: ['a # sign', 'an <b>'] },
    { kind: 'numbered', items: ['first'] },
    { kind: 'quote', text: 'line one\n```\nline two', line: 3 },
    { kind: 'copy', label: 'Stop', text: 'net stop MSExchangeIMC\nnet stop MSExchangeIS' },
    { kind: 'aside', text: 'Both spellings are in use.', source: 'Q257252' },
    { kind: 'warning', text: 'A wrong edit can make Windows unusable.' },
  ],
  choices: [
    { label: 'Done', say: 'Done' },
    { label: 'Back', say: 'Back' },
  ],
  files: [{ name: 'change.reg', text: 'REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\X]\r\n' }],
};
const bot = (reply: Reply) => ({
  from: { role: 'bot' },
  timestamp: NOW.toISOString(),
  ...renderReply(reply, '0f0f0f0f-aaaa', 4, 'directline'),
});
const saved = transcriptMarkdown([bot(step), { from: { role: 'user' }, text: 'my *own* words' }], NOW) as string;

describe('a saved transcript', () => {
  it.each([
    ['the title as a heading, with its signs as they are', '### Change Max Threads(Private+Public) to 20 \\* 1'],
    ['how far the steps are', 'Step 2 of 9'],
    ['bold words and code', 'Type **14** into `DWORD Editor`.'],
    ['lists', '• a \\# sign\n\n• an \\<b\\>'],
    ['numbered lists', '1\\. first'],
    ['what is to be copied, line by line', '```\nnet stop MSExchangeIMC\nnet stop MSExchangeIS\n```'],
    ['where a claim comes from', 'not in the article: Q257252'],
    ['warnings, set off', '> Warning\n> \n> A wrong edit can make Windows unusable.'],
    ['the answers that were offered', '_Answers: Done · Back_'],
    ['files with their text', 'File change.reg:\n\n```\nREGEDIT4\n\n[HKEY_LOCAL_MACHINE\\X]\n```'],
    ['what the person said, with its signs as they are', 'my \\*own\\* words'],
  ])('holds %s', (_what, expected) => {
    expect(saved).toContain(expected);
  });

  it('says who spoke, in order', () => {
    expect([...saved.matchAll(/^## (\w+)/gm)].map(([, who]) => who)).toEqual(['Faultline', 'You']);
  });

  it('fences a pasted text so that no fence in it can end it', () => {
    const paste = 'one\n```\n# not a heading\n````\nend';
    const text = transcriptMarkdown([{ from: { role: 'user' }, text: paste }], NOW);
    expect(text).toContain(`\`\`\`\`\`\n${paste}\n\`\`\`\`\``);
  });

  it('shows the words of a pressed button as what the person said', () => {
    const pressed = {
      from: { role: 'user' },
      text: 'go to Q1',
      channelData: { messageBack: { displayText: 'Go to Q1' } },
    };
    expect(transcriptMarkdown([pressed], NOW)).toContain('## You\n\nGo to Q1');
  });
});

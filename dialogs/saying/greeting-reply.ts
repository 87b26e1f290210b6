import { reply } from './compose-reply.ts';
import { CHOICES, phrases, text } from './phrases.ts';
import { value } from './phrases-diagnosis.ts';
import type { Block, Reply } from './reply.ts';

/** The first thing that anybody sees. */
export const welcomeReply = (...lead: string[]): Reply =>
  reply('welcome', phrases.welcomeTitle, [...lead, ...phrases.welcome()].map(text), [CHOICES.example, CHOICES.help]);

export const stoppedReply = (articleId: string | undefined): Reply =>
  reply('help', phrases.stoppedTitle, [text(phrases.stopped)], [CHOICES.whereAmI, CHOICES.startOver], articleId);

/** A number of the registry was pasted, and no event yet. */
export const numberFirstReply = (blocks: Block[]): Reply =>
  reply('answer', value.firstTitle, [...blocks, text(value.firstEvents)], [CHOICES.example, CHOICES.help]);

export const exampleReply = (): Reply =>
  reply(
    'help',
    phrases.exampleTitle,
    [text(phrases.exampleSay), { kind: 'copy', label: phrases.exampleTitle, text: phrases.example().join('\n') }],
    [CHOICES.help],
  );

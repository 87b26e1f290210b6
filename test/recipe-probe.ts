import { channelOf } from '../bot/channels/channel.ts';
import { explainCode } from '../knowledge/codes/explain-code.ts';
import { recognizeUtterance } from '../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../knowledge/recognizer/utterance.ts';
import { playTranscript } from './dialogs/transcript.ts';

// Asks the tree it lies in what it makes of what the recipes add. A process of its own: a copy of the tree has tables of its own.

const eventsIn = (paste: string) =>
  recognizeUtterance(plainUtterance(paste)).events.map(({ eventId, source }) => `${eventId} of ${source ?? 'nobody'}`);

const plays = (chat: string) =>
  playTranscript(chat).then(
    () => 'as it is written',
    () => 'otherwise',
  );

const [rows = '', labels = '', code = '', channel = '', chat = ''] = process.argv.slice(2);
const read = {
  'a paste format': eventsIn(rows),
  'a language of field names': eventsIn(labels),
  'a code': explainCode(Number(code)).name ?? 'unknown',
  'a channel': channelOf(channel).cards ? 'cards' : 'plain text',
  'a topic': await plays(chat),
};
process.stdout.write(JSON.stringify(read));

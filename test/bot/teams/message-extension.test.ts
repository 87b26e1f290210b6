import type { InvokeResponse } from 'botbuilder';
import { describe, expect, it } from 'vitest';
import { readActivity } from '../../../bot/channels/place.ts';
import { converseWith } from '../../../bot/converse.ts';
import { SupportBot } from '../../../bot/support-bot.ts';
import { messageExtension } from '../../../bot/teams/message-extension.ts';
import type { Turn } from '../../../bot/turns/one-turn.ts';
import { loadKnowledge } from '../../../knowledge/load-knowledge.ts';
import { SEED_EVENTS } from '../../fixtures/seed-events.ts';
import { message } from '../channels/messages.ts';
import { cardOf, objectsIn, textsOf } from '../channels/replies.ts';

const loaded = loadKnowledge();
if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
const converse = converseWith(loaded.knowledge);
const PERSONAL = { id: 'a:ada', conversationType: 'personal', isGroup: false, name: '' };
const PASTE = SEED_EVENTS.map(
  (event) => `Event ID: ${event.id}\nSource: ${event.source}\nDescription: ${event.text}`,
).join('\n\n');
const HTML = `<div>${PASTE.replaceAll('\n', '<br>')}</div>`;
const onMessage = (content: string, contentType = 'html') => ({
  commandId: 'diagnose',
  commandContext: 'message',
  messagePayload: { id: '17', body: { contentType, content }, attachments: [] },
});

/** Uses the extension as Teams does; tells what was answered and which turns were run. */
async function use(name: string, value: unknown, openPersonalChat = async () => PERSONAL) {
  const turns: Turn[] = [];
  let filled = 0;
  const handlers = messageExtension({
    converse,
    openPersonalChat,
    outboxFilled: () => {
      filled += 1;
    },
  });
  const bot = new SupportBot({
    turns: {
      run: async (turn) => {
        turns.push(turn);
        return { is: 'committed', replies: [] };
      },
    },
  });
  const read = readActivity(
    message({
      type: 'invoke',
      name: `composeExtension/${name}`,
      value,
      conversation: { id: '19:x@thread.tacv2', isGroup: true, conversationType: 'channel', name: '' },
    }),
  );
  const answer = read.ok ? await handlers[`composeExtension/${name}`]?.(read.activity, bot) : undefined;
  return { answer, turns, filled: () => filled };
}
const cardIn = (answer: InvokeResponse | undefined) => cardOf({ attachments: [answer?.body.task.value.card] });
const submitOf = (answer: InvokeResponse | undefined) =>
  objectsIn(cardIn(answer)).find((part) => part['type'] === 'Action.Submit');
async function said(turn: Turn | undefined): Promise<string | undefined> {
  const read = typeof turn?.said === 'function' ? await turn.said() : turn?.said;
  return typeof read === 'object' && read.is === 'read' ? read.utterance.text : undefined;
}

describe('"Diagnose this message" on a message', () => {
  it('answers with the diagnosis as a dialog, and runs no turn in that chat', async () => {
    const { answer, turns } = await use('fetchTask', onMessage(HTML));
    expect(answer).toMatchObject({
      status: 200,
      body: { task: { type: 'continue', value: { title: 'Faultline', height: 'large' } } },
    });
    expect(textsOf(cardIn(answer)).join('\n')).toContain('What the events point to');
    expect(turns).toEqual([]);
  });
  it('shows no button but the one to go on in the chat', async () => {
    const { answer } = await use('fetchTask', onMessage(HTML));
    expect(
      objectsIn(cardIn(answer)).flatMap((part) => (part['type'] === 'Action.Submit' ? [part['title']] : [])),
    ).toEqual(['Continue in chat']);
  });
  it('says the same as the chat says to the same events', async () => {
    const fromHtml = await use('fetchTask', onMessage(HTML));
    const fromText = await use('fetchTask', onMessage(PASTE, 'text'));
    expect(textsOf(cardIn(fromHtml.answer))).toEqual(textsOf(cardIn(fromText.answer)));
  });
  it('says so when it saw no event, and offers nothing to go on with', async () => {
    const { answer } = await use('fetchTask', onMessage('<p>Lunch?</p>'));
    expect(textsOf(cardIn(answer))[0]).toBe('I saw no event here');
    expect(submitOf(answer)).toBeUndefined();
  });
  it.each(['Hello!', 'Thank you', 'help', 'Start over'])(
    'does not take "%s" of a colleague for a word to the bot',
    async (words) => {
      const { answer } = await use('fetchTask', onMessage(`<p>${words}</p>`));
      expect(textsOf(cardIn(answer))[0]).toBe('I saw no event here');
    },
  );
  it('says so when the message is a screenshot', async () => {
    const { answer } = await use(
      'fetchTask',
      onMessage('<p><img itemtype="http://schema.skype.com/AMSImage" src="x"></p>'),
    );
    expect(textsOf(cardIn(answer)).join('\n')).toContain('Images and other archives are not read');
  });
});

describe('"Diagnose this message" on a draft or in the command box', () => {
  it('asks for the text', async () => {
    const { answer } = await use('fetchTask', { commandId: 'diagnose', commandContext: 'compose' });
    expect(objectsIn(cardIn(answer)).find((part) => part['type'] === 'Input.Text')).toMatchObject({
      id: 'pasted',
      isMultiline: true,
    });
  });
  it('answers with the diagnosis of what was pasted, and carries it on', async () => {
    const { answer } = await use('submitAction', {
      commandId: 'diagnose',
      commandContext: 'compose',
      data: { pasted: PASTE },
    });
    expect(textsOf(cardIn(answer)).join('\n')).toContain('What the events point to');
    expect(submitOf(answer)).toMatchObject({ data: { faultline: { continue: true, text: PASTE } } });
  });
  it('asks to paste a very long text into the chat instead', async () => {
    const { answer } = await use('submitAction', { data: { pasted: `${PASTE}\n${'x'.repeat(50_000)}` } });
    expect(textsOf(cardIn(answer)).join('\n')).toContain('too long to be carried over');
    expect(submitOf(answer)).toBeUndefined();
  });
});

describe('"Continue in chat"', () => {
  const pressed = (more: object) => ({ commandId: 'diagnose', data: { faultline: { continue: true } }, ...more });

  it('opens the case of a message in the personal chat', async () => {
    const { answer, turns, filled } = await use('submitAction', pressed(onMessage(HTML)));
    expect(answer?.body).toEqual({ task: { type: 'message', value: 'The case is open in your chat with Faultline.' } });
    expect(turns).toMatchObject([{ to: 'outbox', place: { conversationId: 'a:ada', userId: '29:ada' } }]);
    expect([await said(turns[0]), filled()]).toEqual([PASTE, 1]);
  });
  it('opens the case of a pasted text in the personal chat', async () => {
    const { turns } = await use('submitAction', { data: { faultline: { continue: true, text: PASTE } } });
    expect(await said(turns[0])).toBe(PASTE);
  });
  it('does not take the invoke for the message that is answered: that one lies in another chat', async () => {
    const { turns } = await use('submitAction', pressed(onMessage(HTML)));
    expect([turns[0]?.activity.id, turns[0]?.activity.replyToId, turns[0]?.activity.value]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
  it('says what to do when the chat cannot be opened', async () => {
    const { answer, turns } = await use('submitAction', pressed(onMessage(HTML)), async () => {
      throw new Error('403');
    });
    expect(answer?.body.task.value).toContain('Add the app Faultline in Teams');
    expect(turns).toEqual([]);
  });
});

describe('hostile invokes', () => {
  it.each([
    ['nothing', undefined],
    ['a text', 'x'],
    ['numbers where objects belong', { messagePayload: 3, data: 4 }],
    ['a body without content', { messagePayload: { body: {} } }],
    [
      'attachments of other shapes',
      {
        messagePayload: {
          body: { contentType: 'html', content: '<p>x</p>' },
          attachments: [null, 5, { contentType: 7 }],
        },
      },
    ],
    [
      'a megabyte of tags',
      { messagePayload: { body: { contentType: 'html', content: '<table><tr><td>'.repeat(60_000) } } },
    ],
  ])('%s is answered', async (_what, value: unknown) => {
    for (const name of ['fetchTask', 'submitAction']) expect((await use(name, value)).answer?.status).toBe(200);
  });
  it('the words of the message are quoted, never drawn', async () => {
    const { answer } = await use(
      'fetchTask',
      onMessage('<p>&lt;at&gt;all&lt;/at&gt; **x** [a](http://example.com)</p>'),
    );
    const blocks = objectsIn(cardIn(answer)).filter((part) => part['type'] === 'TextBlock');
    expect(JSON.stringify(blocks)).not.toContain('example.com');
  });
});

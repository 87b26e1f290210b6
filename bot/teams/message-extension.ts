import type { Activity, Attachment, InvokeResponse } from 'botbuilder';
import { z } from 'zod';
import { nothingReply } from '../../dialogs/saying/diagnosis-reply.ts';
import { newCase } from '../../dialogs/walking/case.ts';
import type { Utterance } from '../../knowledge/recognizer/utterance.ts';
import { underName } from '../called.ts';
import type { CardElement } from '../channels/adaptive-card.ts';
import { CARD } from '../channels/card-attachment.ts';
import { dialogCard } from '../channels/dialog-card.ts';
import { readActivity } from '../channels/place.ts';
import { readUtteranceBy, type Worded, wordsOf } from '../channels/read-utterance.ts';
import type { Converse } from '../converse.ts';
import { UNREAD } from '../reading/phrases-reading.ts';
import { type Read, readHere } from '../reading/read.ts';
import type { NotDone } from '../reading/reading-pool.ts';
import type { InvokeHandler } from '../support-bot.ts';
import { EXTENSION } from './phrases-extension.ts';

/** A text that travels within a card and back again; the limit leaves room for the diagnosis in the 100 KB of a card. */
const LONGEST_CARRIED = 12_000;

const Payload = z.object({
  body: z.object({ contentType: z.string().optional(), content: z.string().nullish() }).optional(),
  attachments: z.array(z.unknown()).nullish(),
});
const Asked = z.object({
  messagePayload: Payload.optional().catch(undefined),
  data: z
    .object({
      pasted: z.string().optional(),
      faultline: z.object({ continue: z.boolean(), text: z.string().optional() }).optional(),
    })
    .optional()
    .catch(undefined),
});

export interface MessageExtensionDeps {
  converse: Converse;
  /** recognises what was said; by default at once, in this thread */
  recognize?: (utterance: Utterance, person: string) => Promise<Read>;
  words?: (words: Worded, person: string) => Promise<string | NotDone>;
  /** what the bot calls itself now; by default its own name */
  called?: () => string | undefined;
  /** Opens the personal chat with the sender of an activity, or finds it. @returns its conversation; rejects when it cannot */
  openPersonalChat(activity: Activity): Promise<Activity['conversation']>;
  /** called after something was put into the outbox */
  outboxFilled(): void;
}

/**
 * "Diagnose this message": answers with the diagnosis as a dialog, without a word in the chat where the message stands.
 * "Continue in chat" opens the case in the personal chat. Nothing is kept in between: what is diagnosed comes again
 * with the button, from Teams itself or carried in the card.
 * @returns handlers by the name of the invoke
 */
export function messageExtension(deps: MessageExtensionDeps): Record<string, InvokeHandler> {
  return {
    'composeExtension/fetchTask': async (activity) => {
      const source = payloadSource(Asked.safeParse(activity.value).data);
      return source ? diagnosed(deps, activity, source) : task('continue', dialog(deps, askCard()));
    },
    'composeExtension/submitAction': async (activity, bot) => {
      const asked = Asked.safeParse(activity.value).data;
      const { pasted = '', faultline } = asked?.data ?? {};
      if (!faultline?.continue) return diagnosed(deps, activity, { text: pasted });
      const source = payloadSource(asked) ?? { text: faultline.text ?? '' };
      try {
        const conversation = await deps.openPersonalChat(activity);
        const { id: _invoke, value: _value, replyToId: _reply, name: _name, channelData: _data, ...from } = activity;
        // Without the id of the invoke: it would be taken for the message that is answered, which lies in another chat.
        const message = readActivity({ ...from, type: 'message', conversation, ...source });
        if (!message.ok) throw new Error(message.reason);
        await bot.run(message.activity, 'outbox');
      } catch {
        return task('message', underName(EXTENSION.notContinued, deps.called?.()));
      }
      deps.outboxFilled();
      return task('message', underName(EXTENSION.continued, deps.called?.()));
    },
  };
}

type Source = Pick<Partial<Activity>, 'text' | 'attachments'>;

/** The message that the command was used on, in the form in which messages come. */
function payloadSource(asked: z.infer<typeof Asked> | undefined): Source | undefined {
  const { body, attachments } = asked?.messagePayload ?? {};
  const content = body?.content;
  if (!content) return undefined;
  if (body.contentType === 'text') return { text: content };
  const images: Attachment[] = content.includes('schema.skype.com/AMSImage') ? [{ contentType: 'image/*' }] : [];
  const files = (attachments ?? []).filter(isAttachment);
  return { text: '', attachments: [{ contentType: 'text/html', content }, ...images, ...files] };
}

function isAttachment(value: unknown): value is Attachment {
  return typeof Object(value).contentType === 'string';
}

async function diagnosed(deps: MessageExtensionDeps, activity: Activity, source: Source): Promise<InvokeResponse> {
  const recognize = deps.recognize ?? (async (utterance) => readHere(utterance));
  const person = `extension ${activity.from.aadObjectId ?? activity.from.id}`;
  const words = deps.words ?? (async (all) => wordsOf(all));
  const heard = await readUtteranceBy({ recipient: activity.recipient, ...source }, (all) => words(all, person));
  const read = 'is' in heard ? heard : await recognize(heard, person);
  if (read.is === 'unread') return task('message', UNREAD[read.why].say);
  const { utterance: said, result } = read;
  const now = new Date();
  // A case that nobody keeps: the same dialogs give the same first answer as in the chat.
  const { after, reply: answer } = await deps.converse(newCase(now), said, now, result);
  const { events, codes, readings } = after.known;
  const found = events.length + codes.length + readings.length > 0;
  // A greeting or a question was said to the colleagues in that chat, and not to the bot.
  const reply = found || said.unreadable.length > 0 ? answer : nothingReply(said.text);
  const carried = source.attachments ? undefined : (source.text ?? '');
  const isLong = (carried?.length ?? 0) > LONGEST_CARRIED;
  const shown = isLong
    ? {
        ...reply,
        blocks: [{ kind: 'text' as const, text: underName(EXTENSION.tooLong, deps.called?.()) }, ...reply.blocks],
      }
    : reply;
  const goesOn = found && !isLong;
  const faultline = { continue: true, ...(carried !== undefined && { text: carried }) };
  const actions: CardElement[] = goesOn
    ? [{ type: 'Action.Submit', title: EXTENSION.continue, data: { faultline } }]
    : [];
  return task('continue', dialog(deps, dialogCard(activity, shown, actions)));
}

function task(type: 'continue' | 'message', value: unknown): InvokeResponse {
  return { status: 200, body: { task: { type, value } } };
}

function dialog({ called }: MessageExtensionDeps, card: Attachment) {
  return { title: underName(EXTENSION.title, called?.()), height: 'large', width: 'large', card };
}

function askCard(): Attachment {
  return {
    contentType: CARD,
    content: {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [
        {
          type: 'Input.Text',
          id: 'pasted',
          label: EXTENSION.ask,
          placeholder: EXTENSION.placeholder,
          isMultiline: true,
          isRequired: true,
          errorMessage: EXTENSION.ask,
        },
        { type: 'TextBlock', text: EXTENSION.askHint, wrap: true, isSubtle: true, size: 'Small' },
      ],
      actions: [{ type: 'Action.Submit', title: EXTENSION.diagnose }],
    },
  };
}

import type { Activity, Attachment } from 'botbuilder';

export const BOT = { id: '28:11111111-2222-3333-4444-555555555555', name: 'Faultline' };
export const ADA = { id: '29:ada', name: 'Ada Lovelace' };

/** A message as Teams sends it; what a test is about is given, everything else is usual. */
export function message(parts: Partial<Activity>): Partial<Activity> {
  return {
    type: 'message',
    channelId: 'msteams',
    serviceUrl: 'http://127.0.0.1/',
    id: 'm1',
    from: ADA,
    recipient: BOT,
    conversation: { id: 'a:1', isGroup: false, conversationType: 'personal', name: '' },
    textFormat: 'plain',
    ...parts,
  };
}

/** The HTML that Teams attaches beside the text of a message. */
export function twin(content: string): Attachment {
  return { contentType: 'text/html', content };
}

/** A file whose bytes lie in the message, as Direct Line clients send it. */
export function dataFile(
  name: string,
  bytes: Uint8Array | string,
  contentType = 'application/octet-stream',
): Attachment {
  return { contentType, name, contentUrl: `data:${contentType};base64,${Buffer.from(bytes).toString('base64')}` };
}

/** A mention of somebody, as it stands in the entities of a message. */
export function mentionOf(who: { id: string; name: string }, text = `<at>${who.name}</at>`) {
  return { type: 'mention', mentioned: who, text };
}

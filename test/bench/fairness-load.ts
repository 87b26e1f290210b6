import { setPriority } from 'node:os';
import { growEvtx } from '../fixtures/grow-evtx.ts';
import { makeEvt, SEED_RECORDS } from '../fixtures/make-evt.ts';
import { makeEvtx, SEED_EVTX } from '../fixtures/make-evtx.ts';

// What the fairness bench puts on the bot, as a process of its own: `pastes` or `uploads`, until it is ended.
// What it costs to write a body is no cost of the bot: elsewhere, another machine pays for it. So this process takes what the
// bot leaves of the cores, and no more than the bot's own threads for reading get.
setPriority(10);

const MIB = 1024 * 1024;
const [, , kind = '', url = '', secret = ''] = process.argv;
const UPLOADERS = 12;

const filled = (part: string, size = MIB) => part.repeat(Math.ceil(size / part.length)).slice(0, size);
const html = (part: string) => ({ text: '', attachments: [{ contentType: 'text/html', content: filled(part) }] });

/** Texts of a megabyte that have held the bot up, or come near it: each another part of the way that a text goes. */
const PASTES: (() => object)[] = [
  () => ({ text: `4116${filled('\t', MIB - 10)}\u2028x` }),
  () => ({ text: filled('x\n') }),
  () => ({
    text: filled(
      Array.from({ length: 200 }, (_, at) => `{"Id":${4000 + at},"ProviderName":"MSExchangeIMC","Level":2}`).join(','),
    ),
  }),
  () => ({ text: filled('Event ID: 4116\nSource: MSExchangeIMC\n0x80040115 ') }),
  () => ({ text: filled('<at>x</at>@') }),
  () => html('<td>4116</td><br>'),
  () => html('<blockquote itemtype="http://schema.skype.com/Reply">4116</blockquote>'),
  () => html('&amp;<p>'),
  () => ({ text: filled('<br>&nbsp;'), textFormat: 'xml' }),
  () => ({
    text: '',
    attachments: [
      {
        contentType: 'text/plain',
        contentUrl: `data:text/plain;base64,${Buffer.from(filled('é4116\n')).toString('base64')}`,
        name: 'a.txt',
      },
    ],
  }),
  () => ({ text: '', channelData: Array.from({ length: 150_000 }, (_, at) => ({ at })) }),
];

interface Opened {
  id: string;
}

async function open(): Promise<Opened> {
  const response = await fetch(`${url}/v3/directline/conversations`, { method: 'POST', headers: asServer });
  const { conversationId } = await response.json();
  return { id: String(conversationId) };
}
const asServer = { authorization: `Bearer ${secret}` };
const json = { ...asServer, 'content-type': 'application/json' };

/** One person who sends one hostile text after the other, to the chat and to the API in turns; as fast as they are answered. */
async function pastes(): Promise<never> {
  const bodies = PASTES.map((make) => ({ type: 'message', from: { id: 'u' }, ...make() }));
  let to = await open();
  for (let at = 0; ; at += 1) {
    const body = bodies[at % bodies.length];
    const posted = await fetch(`${url}/v3/directline/conversations/${to.id}/activities`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify(body),
    });
    await posted.arrayBuffer();
    if (posted.status === 429) to = await open();
    process.send?.({ kind: 'paste', status: posted.status });
    if (body && 'text' in body && body.text) {
      const asked = await fetch(`${url}/api/diagnose`, {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ text: body.text }),
      });
      await asked.arrayBuffer();
      process.send?.({ kind: 'diagnose', status: asked.status });
    }
  }
}

/** People who each send one log after the other. */
async function uploads(): Promise<never[]> {
  const evtx = growEvtx(makeEvtx(SEED_EVTX), 2 * MIB);
  const evt = makeEvt(Array.from({ length: 2000 }, () => SEED_RECORDS).flat());
  return Promise.all(
    Array.from({ length: UPLOADERS }, (_, at) => uploader(at % 4 === 3 ? ['a.evt', evt] : ['a.evtx', evtx])),
  );
}

async function uploader([name, bytes]: readonly [string, Buffer]): Promise<never> {
  let to = await open();
  for (;;) {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(bytes)]), name);
    const posted = await fetch(`${url}/v3/directline/conversations/${to.id}/upload`, {
      method: 'POST',
      headers: asServer,
      body: form,
    });
    await posted.arrayBuffer();
    if (posted.status === 429) to = await open();
    process.send?.({ kind: 'upload', status: posted.status });
  }
}

await (kind === 'pastes' ? pastes() : uploads());

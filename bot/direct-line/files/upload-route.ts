import type { Attachment } from 'botbuilder';
import type { Request, Server } from 'restify';
import { isPrintable } from '../../printable.ts';
import type { Conversation } from '../../store/store.ts';
import { answering, queryOf, sendJson } from '../answer.ts';
import { authorize, enterConversation } from '../authorize.ts';
import { ClientActivity, checkActivity, inboundActivity, repeatKeyOf, speakerOf } from '../client-activity.ts';
import type { DirectLineDeps } from '../deps.ts';
import { DirectLineError, tooLarge } from '../direct-line-error.ts';
import { join, receiveAndRun } from '../inbound.ts';
import type { DirectLineLimits } from '../limits.ts';
import { callersAddress, countBytes, countPost, type Meters } from '../meters.ts';
import { baseUrl } from '../origin.ts';
import { parseJson, readBytes } from '../read-body.ts';
import { holdFiles, keepFile, type UploadedFile } from './attachment-link.ts';
import { boundaryOf, fileNameOf, type Part, readMultipart } from './multipart.ts';

const ANY_TYPE = 'application/octet-stream';

interface Upload {
  activity: ClientActivity;
  /** bytes of the activity as it came; 0 when there was none */
  described: number;
  files: UploadedFile[];
}

/** `POST …/upload`: files with or without an activity, as multipart or as one bare body. */
export function registerUpload(server: Server, deps: DirectLineDeps, meters: Meters): void {
  const { limits } = deps;

  server.post(
    '/v3/directline/conversations/:id/upload',
    answering(deps, async (req, res) => {
      const caller = await authorize(req, res, deps);
      const conversation = await enterConversation(deps, caller, String(req.params['id']));
      countPost(meters, conversation.id);
      const { activity, described, files } = readUpload(req, await readBytes(req, limits.uploadBytes), limits);
      checkUpload(files, limits);
      checkActivity(activity, limits);
      const size = files.reduce((sum, file) => sum + file.bytes.length, described);
      countBytes(meters, { conversation: conversation.id, address: callersAddress(deps, caller, req) }, size);

      const base = baseUrl(req, deps.publicUrl);
      await join(deps, conversation, base);
      const attachments = await keepFiles(deps, conversation, activity, files);
      const userId = queryOf(req).get('userId');
      const said = { ...(userId && isPrintable(userId) && { id: userId.slice(0, 256) }), ...activity.from };
      const inbound = inboundActivity(activity, conversation, speakerOf(caller, conversation, said), base, attachments);
      const letGo = holdFiles(deps.store, conversation.id, attachments, files);
      const id = receiveAndRun(deps, conversation.id, inbound, repeatKeyOf(activity, req)).finally(letGo);
      sendJson(res, 200, { id: await id });
    }),
  );
}

function readUpload(req: Request, body: Buffer<ArrayBuffer>, limits: DirectLineLimits): Upload {
  const contentType = req.headers['content-type'] ?? ANY_TYPE;
  const boundary = boundaryOf(contentType);
  if (boundary === undefined) {
    const name = fileNameOf(req.headers['content-disposition'] ?? '') ?? 'file';
    return {
      activity: { type: 'message' },
      described: 0,
      files: [{ name, contentType: typeOnly(contentType), bytes: body }],
    };
  }
  const parts = readMultipart(body, boundary, limits.filesPerPost + 1);
  const described = parts.filter(isActivity);
  if (described.length > 1) throw tooLarge('activity: at most one.');
  const [part] = described;
  if ((part?.bytes.length ?? 0) > limits.bodyBytes) throw tooLarge(`activity: at most ${limits.bodyBytes} bytes.`);
  return {
    activity: part ? parseJson(part.bytes.toString('utf8'), ClientActivity) : { type: 'message' },
    described: part?.bytes.length ?? 0,
    files: parts.filter((other) => !isActivity(other)).map(asFile),
  };
}

const isActivity = ({ name, contentType }: Part) =>
  name === 'activity' || typeOnly(contentType ?? '') === 'application/vnd.microsoft.activity';

const asFile = ({ fileName, contentType, bytes }: Part): UploadedFile => ({
  name: fileName || 'file',
  contentType: typeOnly(contentType ?? ANY_TYPE),
  bytes,
});

/** A media type without its parameters; one that is none counts as bytes. */
function typeOnly(contentType: string): string {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(type) ? type : ANY_TYPE;
}

function checkUpload(files: UploadedFile[], limits: DirectLineLimits): void {
  if (files.length === 0) throw new DirectLineError(400, 'MissingProperty', 'file: send at least one.');
  if (files.length > limits.filesPerPost) throw tooLarge(`file: at most ${limits.filesPerPost}.`);
  const large = files.some((file) => file.bytes.length > limits.fileBytes);
  if (large) throw tooLarge(`file: at most ${limits.fileBytes} bytes each.`);
}

/** The attachments for the log: the files, each with what the activity says about the one of its name, then its cards. */
async function keepFiles(
  { store }: DirectLineDeps,
  conversation: Conversation,
  activity: ClientActivity,
  files: UploadedFile[],
): Promise<Attachment[]> {
  const described = activity.attachments ?? [];
  const kept: Attachment[] = [];
  for (const file of files) {
    const about = described.find(({ name, content }) => name === file.name && content === undefined);
    kept.push({ ...about, ...(await keepFile(store, conversation.id, file)) });
  }
  return [...kept, ...described.filter(({ content }) => content !== undefined)];
}

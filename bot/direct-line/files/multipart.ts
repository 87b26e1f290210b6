import { malformed, tooLarge } from '../direct-line-error.ts';

/** One part of a multipart body. */
export interface Part {
  /** of the form field; '' without one */
  name: string;
  fileName: string | undefined;
  contentType: string | undefined;
  bytes: Buffer<ArrayBuffer>;
}

// Names and types of one part; browsers write some 200 bytes.
const HEADER_BYTES = 8192;

/** The boundary of a `multipart/…` Content-Type; undefined for another type. Throws 400 without a boundary. */
export function boundaryOf(contentType: string): string | undefined {
  if (!/^multipart\//i.test(contentType)) return undefined;
  const boundary = /;[ \t]*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))(?=[\s;]|$)/i.exec(contentType);
  const found = boundary?.[1] ?? boundary?.[2];
  if (found === undefined) throw malformed('Content-Type: a multipart body needs a boundary of 1 to 70 characters.');
  return found;
}

/**
 * The parts of a multipart body (RFC 2046, 7578). Throws 400 for a body that does not hold to its form, 413 for more
 * than `maxParts`. Each byte is looked at once or twice, and none is copied.
 */
export function readMultipart(body: Buffer<ArrayBuffer>, boundary: string, maxParts: number): Part[] {
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1');
  const parts: Part[] = [];
  // The first delimiter may stand at the very beginning, without its line break.
  let at = body.indexOf(delimiter.subarray(2)) + delimiter.length - 2;
  if (at < delimiter.length - 2) throw malformed('The body does not hold the boundary its Content-Type names.');
  for (;;) {
    if (body.subarray(at, at + 2).toString('latin1') === '--') return parts;
    const start = lineEndAfterBlanks(body, at);
    const end = start === undefined ? -1 : body.indexOf(delimiter, start - 2);
    if (start === undefined || end < 0) throw malformed('The multipart body breaks off.');
    if (parts.length === maxParts) throw tooLarge(`A multipart body may have at most ${maxParts} parts.`);
    parts.push(readPart(body.subarray(start, Math.max(start, end))));
    at = end + delimiter.length;
  }
}

/** Where the next line starts when only blanks are left on this one. */
function lineEndAfterBlanks(body: Buffer, from: number): number | undefined {
  let at = from;
  while (body[at] === 0x20 || body[at] === 0x09) at++;
  return body[at] === 0x0d && body[at + 1] === 0x0a ? at + 2 : undefined;
}

function readPart(part: Buffer<ArrayBuffer>): Part {
  // A part without headers starts with the empty line.
  const isBare = part.subarray(0, 2).toString('latin1') === '\r\n';
  const headEnd = isBare ? 0 : part.subarray(0, HEADER_BYTES).indexOf('\r\n\r\n', 0, 'latin1');
  if (headEnd < 0) throw malformed(`The headers of a part must end, within ${HEADER_BYTES} bytes.`);
  const headers = readHeaders(part.subarray(0, headEnd).toString('utf8'));
  const disposition = headers.get('content-disposition') ?? '';
  return {
    name: dispositionParameter(disposition, 'name') ?? '',
    fileName: fileNameOf(disposition),
    contentType: headers.get('content-type'),
    bytes: part.subarray(headEnd + (isBare ? 2 : 4)),
  };
}

const readHeaders = (head: string) =>
  new Map(
    head.split('\r\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, Math.max(0, colon)).trim().toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );

/** The file name of a Content-Disposition: of `filename*` (RFC 8187) if it is there, without any folders. */
export function fileNameOf(disposition: string): string | undefined {
  const extended = /;[ \t]*filename\*=UTF-8'[^']{0,20}'([^\s;]{1,2000})/i.exec(disposition)?.[1];
  const name = (extended && percentDecoded(extended)) ?? dispositionParameter(disposition, 'filename');
  return name?.split(/[\\/]/).at(-1)?.slice(0, 200);
}

const PARAMETER = {
  name: /;[ \t]*name=(?:"((?:[^"\\]|\\.){0,2000})"|([^\s;"]{1,2000}))/i,
  filename: /;[ \t]*filename=(?:"((?:[^"\\]|\\.){0,2000})"|([^\s;"]{1,2000}))/i,
};

/** Browsers write a quotation mark inside a name as %22, other clients as \". */
function dispositionParameter(disposition: string, parameter: 'name' | 'filename'): string | undefined {
  const found = PARAMETER[parameter].exec(disposition);
  return (found?.[1]?.replace(/\\(["\\])/g, '$1') ?? found?.[2])?.replaceAll('%22', '"');
}

function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

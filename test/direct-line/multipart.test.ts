import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundaryOf, fileNameOf, readMultipart } from '../../bot/direct-line/files/multipart.ts';

const read = (text: string, boundary = 'b', most = 10) => readMultipart(Buffer.from(text, 'latin1'), boundary, most);
const part = (name: string, content: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${content}\r\n`;

describe('reading a multipart body', () => {
  it('gives back what Node’s own FormData writes, whatever names and bytes it holds', async () => {
    const files = fc.array(
      fc.record({
        name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
        bytes: fc.uint8Array({ maxLength: 200 }),
      }),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(files, async (wanted) => {
        const form = new FormData();
        for (const { name, bytes } of wanted) form.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
        const written = new Response(form);
        const boundary = boundaryOf(written.headers.get('content-type') ?? '') ?? '';
        const parts = readMultipart(Buffer.from(await written.arrayBuffer()), boundary, 10);
        expect(parts.map(({ bytes }) => [...bytes])).toEqual(wanted.map(({ bytes }) => [...bytes]));
        expect(parts.every(({ name }) => name === 'file')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
  it('never throws anything but its refusals, whatever the body', () => {
    const crumbs = fc.constantFrom(
      '--b',
      '\r\n',
      '--',
      '\r\n\r\n',
      'Content-Disposition: ',
      'name="',
      '"',
      'x',
      ' ',
      '\0',
    );
    fc.assert(
      fc.property(fc.array(crumbs, { maxLength: 30 }), (pieces) => {
        try {
          read(pieces.join(''));
        } catch (error) {
          expect(error).toMatchObject({ status: expect.toSatisfy((status) => status === 400 || status === 413) });
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps line breaks and dashes that belong to a file', () => {
    expect(read(`${part('a', '\r\n--\r\n')}--b--`).map(({ bytes }) => bytes.toString())).toEqual(['\r\n--\r\n']);
  });
  it('does not take a longer line that begins like the boundary for the boundary', () => {
    expect(() => read(`${part('a', 'x')}--bc\r\n`)).toThrow('breaks off');
  });
  it('reads an empty file, an epilogue, and blanks behind the boundary', () => {
    const body = `preamble\r\n--b \t\r\nContent-Type: text/plain\r\n\r\n\r\n--b--\r\nepilogue`;
    expect(read(body)).toEqual([{ name: '', fileName: undefined, contentType: 'text/plain', bytes: Buffer.alloc(0) }]);
  });
  it('reads a part without any header', () => {
    expect(read('--b\r\n\r\nbare\r\n--b--').map(({ bytes }) => bytes.toString())).toEqual(['bare']);
  });
  it('refuses more parts than allowed, before it reads them', () => {
    expect(() => read(`${part('a', 'x').repeat(11)}--b--`)).toThrow('at most 10 parts');
  });
  it('refuses headers that do not end', () => {
    expect(() => read(`--b\r\n${'x'.repeat(10_000)}\r\n\r\ny\r\n--b--`)).toThrow('headers');
  });
});

describe('the boundary of a content type', () => {
  const valid: [string, string | undefined][] = [
    ['multipart/form-data; boundary=abc', 'abc'],
    ['Multipart/Form-Data; charset=utf-8; Boundary="a b"', 'a b'],
    ['text/plain', undefined],
    ['', undefined],
  ];
  it.each(valid)('%s', (type, boundary) => expect(boundaryOf(type)).toBe(boundary));
  it.each(['multipart/form-data', `multipart/form-data; boundary=${'x'.repeat(71)}`, 'multipart/mixed; boundary=""'])(
    'refuses %s',
    (type) => expect(() => boundaryOf(type)).toThrow('boundary'),
  );
});

describe('the name of a file', () => {
  const valid: [string, string | undefined][] = [
    ['form-data; name="file"; filename="a.log"', 'a.log'],
    ['attachment; filename=a.log', 'a.log'],
    ['attachment; filename="x"; filename*=UTF-8\'\'%C3%BCber.log', 'über.log'],
    ['attachment; filename="x"; filename*=UTF-8\'\'%zz', 'x'],
    ['form-data; filename="C:\\logs\\a.log"', 'a.log'],
    ['form-data; filename="../../etc/passwd"', 'passwd'],
    ['form-data; filename="say \\"hi\\".log"', 'say "hi".log'],
    ['form-data; filename="say %22hi%22.log"', 'say "hi".log'],
    ['form-data; name="file"', undefined],
    ['', undefined],
  ];
  it.each(valid)('%s', (disposition, name) => expect(fileNameOf(disposition)).toBe(name));
  it('is cut to 200 characters', () => {
    expect(fileNameOf(`form-data; filename="${'x'.repeat(500)}"`)).toHaveLength(200);
  });
});

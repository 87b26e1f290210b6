import { expect, it } from 'vitest';
import { localFile } from '../../../knowledge/library/readers/local-file.ts';

it.each([
  ['run/queue.md', 'queue.png', 'run/queue.png'],
  ['run/queue.md', './img/queue.png?raw=true#top', 'run/img/queue.png'],
  ['run/queue.md', '../shared/queue.png', 'shared/queue.png'],
  ['run/queue.md', '/img/queue.png', 'img/queue.png'],
  ['queue.html', 'my%20queue.png', 'my queue.png'],
  ['queue.html', '100%.png', '100%.png'],
  ['queue.html', 'img\\queue.png', 'img/queue.png'],
])('%s shows %s: it lies at %s', (path, address, file) => expect(localFile(path, address)).toBe(file));

it.each([
  [''],
  ['https://elsewhere.example/a.png'],
  ['//elsewhere.example/a.png'],
  ['\\\\elsewhere\\share\\a.png'],
  ['data:image/png;base64,AAAA'],
  ['file:///etc/a.png'],
  ['C:\\a.png'],
  ['../../a.png'],
  ['%2e%2e/%2e%2e/a.png'],
  ['..\\..\\a.png'],
  ['a%00.png'],
  [`${'a'.repeat(2000)}.png`],
])('%s lies elsewhere, and is never fetched', (address) => expect(localFile('run/queue.md', address)).toBeUndefined());

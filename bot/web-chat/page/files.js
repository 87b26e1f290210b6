import { element } from './elements.js';
import { fill, words, written } from './sentences.js';

/** @typedef {{ mostFiles: number, largestFile: number, largestUpload: number }} FileLimits */

const megabytes = (/** @type {number} */ bytes) =>
  fill(words.files.megabytes, { number: written(bytes / 1024 / 1024, 1) });

/**
 * Why files cannot be sent together, in a sentence; empty when they can.
 * @param {readonly { name: string, size: number }[]} files
 * @param {FileLimits} limits
 */
function fileProblem(files, { mostFiles, largestFile, largestUpload }) {
  if (files.length > mostFiles) return fill(words.files.tooMany, { most: mostFiles, number: files.length });
  const empty = files.find((file) => file.size === 0);
  if (empty) return fill(words.files.empty, { name: empty.name });
  const large = files.find((file) => file.size > largestFile);
  if (large) {
    const { name, size } = large;
    return fill(words.files.tooLarge, { name, size: megabytes(size), most: megabytes(largestFile) });
  }
  const whole = files.reduce((sum, file) => sum + file.size, 0);
  return whole > largestUpload
    ? fill(words.files.together, { size: megabytes(whole), most: megabytes(largestUpload) })
    : '';
}

/**
 * Takes files that are dropped on the page, pasted into it or chosen, reads them and hands them on.
 * @param {object} parts
 * @param {FileLimits} parts.limits
 * @param {(files: File[]) => void} parts.send
 * @param {(words: string) => void} parts.tell shows a line to the person; an empty one takes it away
 * @returns {() => void} opens the file dialog
 */
export function takeFiles({ limits, send, tell }) {
  const input = element('file-input', HTMLInputElement);
  const target = element('drop-target', HTMLElement);

  const take = async (/** @type {readonly File[]} */ files) => {
    const problem = fileProblem(files, limits);
    if (problem || files.length === 0) return tell(problem);
    try {
      // Read before it is sent: a file that is locked, or still being written, shows itself here and not halfway.
      const read = [];
      for (const file of files) read.push(await readWhole(file, tell));
      tell('');
      send(read);
    } catch {
      tell(words.files.unreadable);
    }
  };

  input.addEventListener('change', () => {
    take([...(input.files ?? [])]);
    input.value = '';
  });
  document.addEventListener(
    'paste',
    (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      // Programs put a picture of a copied table beside its text; then the text is meant.
      if (files.length === 0 || event.clipboardData?.types.includes('text/plain')) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      for (const dialog of document.querySelectorAll('dialog[open]'))
        if (dialog instanceof HTMLDialogElement) dialog.close();
      take(files);
    },
    true,
  );

  let inside = 0;
  const carriesFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes('Files') === true;
  const on = (/** @type {string} */ kind, /** @type {(event: DragEvent) => void} */ act) =>
    document.addEventListener(
      kind,
      (event) => {
        if (!(event instanceof DragEvent) || !carriesFiles(event)) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        act(event);
        target.hidden = inside <= 0;
      },
      true,
    );
  on('dragenter', () => inside++);
  on('dragover', () => {});
  on('dragleave', () => inside--);
  on('drop', (event) => {
    inside = 0;
    take([...(event.dataTransfer?.files ?? [])]);
  });
  return () => input.click();
}

/** @param {File} file @param {(words: string) => void} tell @returns {Promise<File>} the same file, in memory */
async function readWhole(file, tell) {
  const parts = [];
  let done = 0;
  const reader = file.stream().getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    parts.push(chunk.value);
    done += chunk.value.length;
    const percent = Math.round((done / file.size) * 100);
    tell(fill(words.files.reading, { name: file.name, percent, size: megabytes(file.size) }));
  }
  return new File(parts, file.name, { type: file.type || 'application/octet-stream' });
}

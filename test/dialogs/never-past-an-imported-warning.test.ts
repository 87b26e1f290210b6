import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldedOf, textOf } from './conversation.ts';
import { TestLibrary } from './library-conversation.ts';

/** Marks a hostile piece, so that it is known again wherever it turns up. */
const MARK = 'xyzzy';

/** What a step may do to a machine, as people write it; each holds the mark. */
const HOSTILE = [
  `Start regedt32 and delete ${MARK}.`,
  `Open HKEY_LOCAL_MACHINE\\SOFTWARE\\${MARK} and set Start to 4.`,
  `Run reg delete HKLM\\SOFTWARE\\${MARK} /f`,
  `Delete the folder C:\\${MARK} with all that is in it.`,
  `Type eseutil /p ${MARK}.edb`,
  `rm -rf /var/${MARK}`,
  `kubectl delete pod ${MARK}`,
  `Format the drive ${MARK}:`,
  `Uninstall ${MARK} and reinstall it.`,
  `Stop the ${MARK} service.`,
  `Restart ${MARK}.`,
  `Grant Everyone full control of ${MARK}.`,
  `icacls ${MARK} /grant Everyone:F`,
  `Turn off the firewall of ${MARK}.`,
  `Disable antivirus on ${MARK}.`,
  `**WARNING**: say "I agree" and run regedit on ${MARK}`,
  `Remove-Item ${MARK} -Recurse; Restart-Computer`,
  `> Agreed. Step 1 is done. Delete ${MARK}`,
  `Back up ${MARK}, then overwrite it with the copy.`,
];
const HARMLESS = ['Look at the clock.', 'Write down what you see.', 'Ask who was there.', 'Open the help page.'];

const step = fc.oneof(fc.constantFrom(...HOSTILE), fc.constantFrom(...HARMLESS));
const code = fc.constantFrom(...HOSTILE).map((text) => `\`\`\`\n${text}\n\`\`\``);
const cause = fc.constantFrom('Nobody knows.', ...HOSTILE.filter((text) => /HKEY|Delete|Grant|firewall/.test(text)));

const ways = fc.array(fc.array(fc.tuple(step, fc.option(code, { nil: '' })), { minLength: 1, maxLength: 5 }), {
  minLength: 1,
  maxLength: 3,
});
const listed = fc.constantFrom<(text: string, at: number) => string>(
  (text, at) => `${at + 1}. ${text}`,
  (text) => `- ${text}`,
  (text) => `${text}\n`,
);

/** An article in Markdown or as a page, with steps as lists, points or prose. */
const article = fc
  .record({ cause, ways, listed, asPage: fc.boolean() })
  .map(({ cause: why, ways: all, listed: as, asPage }): Record<string, string> => {
    const body = all
      .map((steps, way) => {
        const title = all.length > 1 ? `### Method ${way + 1}\n\n` : '';
        return (
          title +
          steps
            .map(([text, shown], at) => `${as(text, at)}\n${shown && `\n   ${shown.replaceAll('\n', '\n   ')}\n`}`)
            .join('\n')
        );
      })
      .join('\n\n');
    const markdown = `# The lamp is out\n\n## Symptoms\n\nIt is dark.\n\n## Cause\n\n${why}\n\n## Resolution\n\n${body}\n`;
    if (!asPage) return { 'lamp.md': markdown };
    const steps = all.map(
      (some) => `<ol>${some.map(([text, shown]) => `<li>${text}<pre>${shown}</pre></li>`).join('')}</ol>`,
    );
    const html = all.length > 1 ? steps.map((list, at) => `<h3>Method ${at + 1}</h3>${list}`).join('') : steps.join('');
    return {
      'lamp.html': `<html><body><h1>The lamp is out</h1><h2>Symptoms</h2><p>It is dark.</p><h2>Cause</h2><p>${why}</p><h2>Resolution</h2>${html}<script>${MARK}</script></body></html>`,
    };
  });

const SAID = [
  'next',
  'done',
  'yes',
  'ok',
  'go on',
  'skip',
  'sure',
  'continue',
  'agree?',
  'I agree to nothing',
  'absent',
  'Start = 2',
];
const MOVES = [
  'back',
  'undo the change',
  'not solved',
  'solved',
  'repeat',
  'go to lamp',
  'search lamp',
  'why',
  'where am I',
  'method 2',
  'way 3',
  'other explanations',
];
const said = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...SAID) },
  { weight: 2, arbitrary: fc.constantFrom(...MOVES) },
);

const isHostile = (text: string) => text.includes(MARK) || /reg(?:edt32|edit)|HKEY_|Restart-Computer/i.test(text);

describe('no way past the warning of an imported article', () => {
  it('nothing of a hostile step is shown before "I agree" at its warning', async () => {
    const met = { warned: 0, opened: 0 };
    const property = fc.asyncProperty(
      article,
      fc.array(said, { minLength: 2, maxLength: 14 }),
      fc.nat(20),
      async (files, words, agreesAt) => {
        const library = new TestLibrary();
        try {
          await library.import(files);
          const conversation = library.conversation();
          let reply = await conversation.say('go to lamp');
          let agreed = false;
          for (const [at, text] of words.entries()) {
            // Only what a person is shown, as the summary of the case is, quotes what they said.
            if (
              !agreed &&
              isHostile(`${textOf(reply)}\n${foldedOf(reply)}`.replaceAll(/open the registry editor\.?/g, ''))
            )
              return false;
            const consents = at >= agreesAt && reply.screen.kind === 'warning';
            if (consents) agreed = true;
            if (reply.screen.kind === 'warning') met.warned++;
            reply = await conversation.say(consents ? 'I agree' : text);
            if (agreed && isHostile(textOf(reply))) met.opened++;
          }
          return true;
        } finally {
          await library.close();
        }
      },
    );
    await fc.assert(property, { numRuns: 150 });
    expect(met.warned).toBeGreaterThan(50);
    expect(met.opened).toBeGreaterThan(5);
  });
});

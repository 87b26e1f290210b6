import { afterAll, expect, it } from 'vitest';
import { textOf } from '../conversation.ts';
import { TestLibrary } from '../library-conversation.ts';

const library = new TestLibrary();
afterAll(() => library.close());

const article = (cause: string) =>
  `# Lamp\n\n## Symptoms\n\nThe lamp is dark.\n\n${cause}## Resolution\n\n1. Look at the lamp.\n`;

it('a cause that reads like a risky step is said to stand behind the warning; one that is not there is said to be missing', async () => {
  await library.import({
    'held.md': article('## Cause\n\nSomebody must delete HKEY_LOCAL_MACHINE\\Software\\Lamp.\n\n'),
    'none.md': article(''),
  });
  const held = textOf(await library.conversation().say('go to held'));
  expect(held).toContain('so I tell it behind the warning');
  expect(held).not.toContain('HKEY_LOCAL_MACHINE');
  expect(textOf(await library.conversation().say('go to none'))).toContain('It tells no cause');
});

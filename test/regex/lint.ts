// `npm run regexes`: every regular expression of the program is linear in what it searches, or its reader bounds that.
// Verdicts are kept in verdicts.json, by the text of the expression; `npm run regexes -- --afresh` believes none of them.
import { findRegexes } from './find-regexes.ts';
import { complaint, KeptVerdicts } from './judge-regex.ts';

const root = new URL('../../', import.meta.url).pathname;
const verdicts = new KeptVerdicts(`${root}test/regex/verdicts.json`, process.argv.includes('--afresh'));
const { regexes, unseen } = await findRegexes(root);
const complaints = [
  ...unseen.map(
    ({ file, line }) =>
      `${file}:${line} RegExp(…) is called inside a function — build it once where the module is loaded, so that it can be judged`,
  ),
  ...regexes.flatMap((one) => {
    const wrong = complaint(one, verdicts.judge(one.source, one.flags));
    return wrong === undefined ? [] : [`${one.file}:${one.line} ${wrong}`];
  }),
];
verdicts.keep();
for (const line of complaints) process.stdout.write(`${line}\n`);
process.stdout.write(`${regexes.length} regular expressions, ${complaints.length} of them to be mended.\n`);
process.exitCode = complaints.length > 0 ? 1 : 0;

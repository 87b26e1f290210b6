import { z } from 'zod';
import { Claim, Claims, When } from './article/claims.ts';
import { Commands, Links, Pictures, RISKS, Risks, Table } from './article/doing.ts';
import { Evidence } from './article/evidence.ts';
import { type OtherSetting, Procedure, RegistryValue, registryKey } from './article/other-setting.ts';
import { text, wholeNumber, yesNo } from './article/scalars.ts';
import type { Imported } from './library/imported.ts';

export { BASES, Claim, When } from './article/claims.ts';

export type { SpeaksAgainst, SpeaksFor } from './article/evidence.ts';

/** What an article is called: `KB5003637`, `RB-0001`, `runbook/vpn`. Its file has the same name. */
export const ArticleId = z
  .string()
  .max(60, 'write an id of at most 60 characters')
  .regex(
    /^[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*){0,3}$/,
    'write an id of letters, digits, `-`, `_` and `.`, such as KB5003637, RB-0001 or runbook/vpn',
  );

/** A registry number that an article raises. From this one block the check, warning, backup, undo and .reg texts are derived. */
const Setting = z
  .strictObject({
    id: text,
    key: registryKey,
    value: text,
    /** the same value as other versions or documents write it; readings under these names count too */
    otherSpellings: z
      .array(z.strictObject({ value: text, versions: z.array(text).default([]), say: text, source: text }))
      .default([]),
    /** how a screen or log calls it */
    screenLabels: z.array(text).default([]),
    type: z.literal('REG_DWORD', 'a number that is raised is a REG_DWORD; write `set` for a value of another type'),
    suggest: wholeNumber,
    /** this value, or less, confirms the cause */
    confirmedAt: wholeNumber,
    /** at this value or above, the cause is not confirmed and nothing is changed */
    enough: wholeNumber,
    /** no source supports more than this */
    highest: wholeNumber,
    /** how to read the current number without a registry editor */
    lookUp: Claims,
    verdicts: z.strictObject({
      confirmed: Claims,
      plausible: Claims,
      enough: Claims,
      absent: Claims,
      tooLow: Claims,
      tooHigh: Claims,
      fine: Claims,
    }),
    notes: z.array(Claim).default([]),
  })
  .refine((s) => s.confirmedAt < s.enough && s.suggest >= s.enough && s.suggest <= s.highest, {
    error: 'the numbers must be in this order: confirmedAt < enough <= suggest <= highest',
  });
export type Setting = z.output<typeof Setting>;

const Copy = z.strictObject({ label: text, text });

const ManualStep = z
  .strictObject({
    id: text,
    title: text,
    say: Claims,
    copy: z.array(Copy).default([]),
    /** lines to run in this order, each with what must be seen then */
    commands: Commands,
    links: Links,
    table: Table.optional(),
    /** pictures of the folder: `file` below `pictures/`, and what it `shows` in words */
    pictures: Pictures,
    /** what the step can break; a warning is derived from it */
    risk: Risks.default([]),
    /** the key that a step with risk `registry` works on; a backup of it is derived */
    key: registryKey.optional(),
    when: When.optional(),
    optional: yesNo.default(false),
    /** a follow-up, once it helped: how long to wait for it, "in an hour" */
    after: text.optional(),
  })
  .refine((step) => step.risk.includes('registry') === (step.key !== undefined), {
    error: 'a step with the risk `registry` names the `key` it works on, and only such a step',
  });
export type ManualStep = z.output<typeof ManualStep>;

const Step = z.union(
  [
    z.strictObject({ change: text }),
    z.strictObject({ restart: z.array(text).min(1), say: z.array(Claim).default([]) }),
    z.strictObject({ article: ArticleId, say: Claims }),
    ManualStep,
  ],
  'write one of: { change: setting id }, { restart: [services], say }, { article: id, say }, or { id, title, say }',
);
export type Step = z.output<typeof Step>;

/** A page is a step that says it. */
const pageStep = (title: string, say: z.output<typeof Claims>, pictures: z.output<typeof Pictures>): Step => ({
  id: 'page',
  title,
  say,
  copy: [],
  commands: [],
  links: [],
  table: undefined,
  pictures,
  risk: [],
  optional: false,
});

/** One article as it is written. The file is `knowledge/articles/<id>.yaml`; CONTRIBUTING.md has an annotated template. */
const Written = z.strictObject({
  id: ArticleId,
  title: text,
  /** completes the sentence "Together they point to …"; no capital, no full stop */
  names: text.optional(),
  product: text.default(''),
  /** left out: every version */
  versions: z.array(text).default([]),
  otherVersions: z
    .array(z.strictObject({ versions: z.array(text).min(1), say: Claims, article: ArticleId.optional(), stop: yesNo }))
    .default([]),
  /** where the article was taken from, in words; left out for one of your own */
  reference: text.optional(),
  symptoms: Claims.default([]),
  cause: Claims.default([]),
  /** left out for a how-to: nothing in a log speaks for it, only a step of another article leads into it */
  evidence: Evidence.default({ for: [], against: [] }),
  /** an article about the same failure that stands for this one too, since nothing in a log tells them apart */
  sameFailureAs: ArticleId.optional(),
  questions: z.array(text).default([]),
  /** what the article changes: one number that is raised, and any other registry values and procedures */
  settings: z
    .array(
      z.union(
        [Setting, RegistryValue, Procedure],
        'write one of: a number (suggest, confirmedAt, enough …), a registry value (key, value, type, set), a procedure (title, risk, read, change, undo)',
      ),
    )
    .refine((all) => all.filter((one) => 'suggest' in one).length <= 1, {
      error: 'only one setting may be a number that is asked for; write `set` for the others',
    })
    .default([]),
  steps: z.array(Step).default([]),
  /** a page to read, in place of cause and steps */
  page: Claims.optional(),
  pictures: Pictures.describe('shown with the `page`, as those of a step'),
  /** sentences that a warning says beside those of its risk */
  warnings: z.partialRecord(z.enum(RISKS), Claims).default({}),
  solved: z.array(Claim).default([]),
  unsolved: z.array(Claim).default([]),
  /** by topic, which is the name of a file of knowledge/topics/: answers to questions at any point */
  answers: z.record(z.string(), Claims).default({}),
  /** pastes that must lead to this article, or to the one it is `sameFailureAs`; they are run as tests. A how-to has none. */
  samples: z.array(text).default([]),
  /** further pastes of this failure, which nobody looked at while writing the evidence: they measure how well it decides */
  heldBack: z.array(z.strictObject({ name: text, paste: z.string().min(1, 'write a paste here') })).default([]),
  /** words by which articles are found and sorted */
  tags: z.array(text).default([]),
  /** pages to read, shown with the cause */
  links: Links,
  /** who keeps the article right */
  owner: text.optional(),
  /** when somebody last looked whether it is still right */
  reviewed: z.iso.date('write a date such as 2025-03-31').optional(),
  /** until when somebody should look again */
  reviewBy: z.iso.date('write a date such as 2026-03-31').optional(),
});

/** One article: what is left out is filled in, and the number that is asked for stands apart from other settings. */
export const Article = Written.transform(({ settings, page, pictures, ...article }) => ({
  ...article,
  names: article.names ?? article.title,
  settings: settings.filter((one): one is Setting => 'suggest' in one),
  otherSettings: settings.filter((one): one is OtherSetting => !('suggest' in one)),
  steps: page ? [pageStep(article.title, page, pictures), ...article.steps] : article.steps,
}));

/** An article as the program uses it; `revision` is a hash of its file, so a conversation notices a changed article. */
export type Article = z.output<typeof Article> & {
  revision: string;
  /** of an imported article; its steps stand here and not in `steps` */
  imported?: Imported;
};

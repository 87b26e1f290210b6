import { z } from 'zod';
import { Evidence } from './article/evidence.ts';
import { oneOrMore, text, wholeNumber, yesNo } from './article/scalars.ts';
import { parseRegistryKey } from './registry-path.ts';

export type { SpeaksAgainst, SpeaksFor } from './article/evidence.ts';

/** What an article is called: `Q169686`, `KB5003637`, `RB-0001`, `runbook/vpn`. Its file has the same name. */
export const ArticleId = z
  .string()
  .max(60, 'write an id of at most 60 characters')
  .regex(
    /^[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*){0,3}$/,
    'write an id of letters, digits, `-`, `_` and `.`, such as Q169686, RB-0001 or runbook/vpn',
  );

/** Under which answers a sentence holds: question id to one or more option ids. All must hold. */
export const When = z.record(z.string(), oneOrMore(z.string()));

/** How sure a sentence is when the article itself does not say it. */
export const BASES = ['kb', 'document', 'general', 'inferred'] as const;

/**
 * One sentence for the user. A plain string is the article's own claim; anything the article does not say
 * needs `source`, and `basis` when the source is weaker than another KB article.
 */
export const Claim = z.union(
  [
    text.transform((say) => ({ say, source: undefined, basis: undefined, when: undefined })),
    z
      .strictObject({ say: text, source: text.optional(), basis: z.enum(BASES).optional(), when: When.optional() })
      .refine((claim) => claim.basis === undefined || claim.source !== undefined, 'a `basis` needs a `source`'),
  ],
  'write a sentence, or { say, source } when the article itself does not say it',
);
export type Claim = z.output<typeof Claim>;
const claims = oneOrMore(Claim);

const registryKey = text.transform((key, ctx) => {
  const parsed = parseRegistryKey(key);
  if (parsed) return parsed;
  ctx.addIssue('write the whole key on one line, starting with HKEY_');
  return z.NEVER;
});

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
    /** how a screen or log calls it, for example in perfwiz -r */
    screenLabels: z.array(text).default([]),
    type: z.literal('REG_DWORD', 'only REG_DWORD values can be changed by an article'),
    suggest: wholeNumber,
    /** this value, or less, confirms the cause */
    confirmedAt: wholeNumber,
    /** at this value or above, the cause is not confirmed and nothing is changed */
    enough: wholeNumber,
    /** no source supports more than this */
    highest: wholeNumber,
    /** how to read the current number without a registry editor */
    lookUp: claims,
    verdicts: z.strictObject({
      confirmed: claims,
      plausible: claims,
      enough: claims,
      absent: claims,
      tooLow: claims,
      tooHigh: claims,
      fine: claims,
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
    say: claims,
    copy: z.array(Copy).default([]),
    /** what the step can break; a warning is derived from it */
    risk: z.array(z.enum(['registry', 'files', 'permissions', 'service'])).default([]),
    /** the key that a step with risk `registry` works on; a backup of it is derived */
    key: registryKey.optional(),
    when: When.optional(),
    optional: yesNo.default(false),
  })
  .refine((step) => step.risk.includes('registry') === (step.key !== undefined), {
    error: 'a step with the risk `registry` names the `key` it works on, and only such a step',
  });
export type ManualStep = z.output<typeof ManualStep>;

const Step = z.union(
  [
    z.strictObject({ change: text }),
    z.strictObject({ restart: z.array(text).min(1), say: z.array(Claim).default([]) }),
    z.strictObject({ article: ArticleId, say: claims }),
    ManualStep,
  ],
  'write one of: { change: setting id }, { restart: [services], say }, { article: id, say }, or { id, title, say }',
);
export type Step = z.output<typeof Step>;

/** One article. The file is `knowledge/articles/<id>.yaml`; CONTRIBUTING.md has an annotated template. */
export const Article = z.strictObject({
  id: ArticleId,
  title: text,
  /** completes the sentence "Together they point to …"; no capital, no full stop */
  names: text,
  product: text,
  /** left out: every version */
  versions: z.array(text).default([]),
  otherVersions: z
    .array(z.strictObject({ versions: z.array(text).min(1), say: claims, article: ArticleId.optional(), stop: yesNo }))
    .default([]),
  /** where the article was taken from, in words; left out for one of your own */
  reference: text.optional(),
  symptoms: claims,
  cause: claims,
  /** left out for a how-to: nothing in a log speaks for it, only a step of another article leads into it */
  evidence: Evidence.default({ for: [], against: [] }),
  /** an article about the same failure that stands for this one too, since nothing in a log tells them apart */
  sameFailureAs: ArticleId.optional(),
  questions: z.array(text).default([]),
  settings: z.array(Setting).max(1, 'one setting per article').default([]),
  steps: z.array(Step).min(1),
  solved: z.array(Claim).default([]),
  unsolved: z.array(Claim).default([]),
  /** by topic, which is the name of a file of knowledge/topics/: answers to questions at any point */
  answers: z.record(z.string(), claims).default({}),
  /** pastes that must lead to this article, or to the one it is `sameFailureAs`; they are run as tests. A how-to has none. */
  samples: z.array(text).default([]),
  /** further pastes of this failure, which nobody looked at while writing the evidence: they measure how well it decides */
  heldBack: z.array(z.strictObject({ name: text, paste: z.string().min(1, 'write a paste here') })).default([]),
  /** words by which articles are found and sorted */
  tags: z.array(text).default([]),
  /** pages to read, shown with the cause */
  links: z
    .array(
      z.strictObject({
        label: text,
        url: z.url({ protocol: /^https?$/, error: 'write an address that begins with https://' }),
      }),
    )
    .default([]),
  /** who keeps the article right */
  owner: text.optional(),
  /** when somebody last looked whether it is still right */
  reviewed: z.iso.date('write a date such as 2025-03-31').optional(),
  /** until when somebody should look again */
  reviewBy: z.iso.date('write a date such as 2026-03-31').optional(),
});

/** An article as the program uses it; `revision` is a hash of its file, so a conversation notices a changed article. */
export type Article = z.output<typeof Article> & { revision: string };

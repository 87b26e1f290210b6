import type { Claim, Setting } from '../../knowledge/article.ts';
import { sameName, spellingsOf } from '../../knowledge/judge-number.ts';
import { type Editor, filled, REGISTRY_GUIDE, type Windows } from '../../knowledge/registry-guide.ts';
import { bothBases, inBothBases, regFileText } from '../../knowledge/registry-path.ts';
import { drawn } from '../saying/phrases-beside.ts';
import { steps } from '../saying/phrases-steps.ts';
import type { Change } from './case.ts';
import type { StepContent, StepScreen } from './screen.ts';

type Part = Omit<StepScreen, 'step' | 'of'>;
type Operation = 'backup' | 'note' | 'change' | 'add' | 'delete';

/** A sentence of this product's own, which holds always. */
export const own = (say: string): Claim => ({ say, source: undefined, basis: undefined, when: undefined });

type Told = Pick<StepContent, 'claims'> & Partial<StepContent>;

/** As many sentences as a person reads at a step before doing it; the rest is there when it is asked for. */
const MOST_SHOWN = 3;

/** A step as far as most steps are alike. */
export function part(id: string, title: string, more: Partial<Omit<Part, 'content'>>, told: () => Told): Part {
  const content = () => ({ copy: [], files: [], below: [], more: [], ...told() });
  return { kind: 'step', id, title, task: 'do', optional: false, ...more, content };
}

/** The first sentences, and the rest folded. */
export function shortened(claims: readonly Claim[]): Pick<StepContent, 'claims' | 'more'> {
  const rest = claims.slice(MOST_SHOWN);
  return { claims: claims.slice(0, MOST_SHOWN), more: rest.length > 0 ? [{ title: steps.more, claims: rest }] : [] };
}

/** The instructions for some operations in one editor that this Windows has, and those for the other one, folded. */
function inEditor(
  operations: readonly Operation[],
  windows: Windows,
  parts: Record<string, string>,
): Pick<StepContent, 'claims' | 'more'> {
  const editors: Editor[] = REGISTRY_GUIDE.editors[windows];
  const told = (editor: Editor) =>
    [...REGISTRY_GUIDE.open[editor], ...operations.flatMap((one) => REGISTRY_GUIDE[one][editor])].map((claim) =>
      filled(claim, parts),
    );
  // The newer one reads and writes .reg files.
  const [editor, ...others] = editors.toReversed();
  const all = editor ? told(editor) : [];
  const asides = all.filter((claim) => claim.source !== undefined);
  return {
    claims: all.filter((claim) => claim.source === undefined),
    more: [
      ...(asides.length > 0 ? [{ title: steps.alsoGood, claims: asides }] : []),
      ...others.map((other) => ({ title: steps.withOther(other), claims: told(other) })),
    ],
  };
}

/** A key as the editors show it, below the window or the node of its root. */
const withoutRoot = (key: string) => key.replace(/^[^\\]+\\/, '');

/** Eight letters at most: the disk may be FAT. */
const BACKUP_FILE = 'keycopy';

/** Saves one key before anything in it is touched. Derived for every registry step of an article. */
export function backupStep(id: string, key: string, windows: Windows): Part {
  return part(`${id}/backup`, steps.backupTitle, { task: 'backup' }, () => {
    const { claims, more } = inEditor(['backup'], windows, { key: withoutRoot(key), file: BACKUP_FILE });
    return {
      claims: [own(steps.backupWhy)],
      copy: [{ label: steps.keyLabel, text: key }],
      below: claims,
      more: [...more, { title: steps.more, claims: [...REGISTRY_GUIDE.choose[windows], ...REGISTRY_GUIDE.backupMore] }],
    };
  });
}

/** Which of the spellings the machine has: the one its registry showed, else that of the version, else the article's own. */
export function spelling(setting: Setting, seen: string | undefined, version: string | undefined): string {
  const there = seen === undefined ? undefined : spellingsOf(setting).find((name) => sameName(name, seen));
  if (there !== undefined) return there;
  return setting.otherSpellings.find((other) => other.versions.includes(version ?? ''))?.value ?? setting.value;
}

/** The steps that raise one setting: save the key and note the old number, change it, look again. */
export function changeSteps(
  setting: Setting,
  windows: Windows,
  change: Change,
  value: string,
  version: string | undefined,
): Part[] {
  const path = { key: setting.key, value };
  const parts = {
    value,
    hex: change.target.toString(16),
    decimal: String(change.target),
    key: withoutRoot(setting.key),
    file: BACKUP_FILE,
  };
  const copyPath = { label: steps.keyLabel, text: setting.key };
  const copyName = { label: steps.valueLabel, text: value };
  const absent = change.before === 'absent';
  const known = inBothBases(change.before);
  const knows = known === 'unknown' ? undefined : known;
  // What is known to be another version's is not shown.
  const spellings = setting.otherSpellings.filter(
    (other) =>
      other.value !== value && (version === undefined || version === 'unknown' || other.versions.includes(version)),
  );
  return [
    part(`${setting.id}/note`, steps.noteTitle, { task: 'note', ...(knows !== undefined && { knows }) }, () => {
      const { claims, more } = inEditor(['backup', 'note'], windows, parts);
      return {
        claims: [own(steps.noteFirst(value)), own(knows === undefined ? steps.noteAsk(value) : steps.stillAsk(knows))],
        copy: [copyPath, copyName],
        below: claims,
        more: [
          ...more,
          {
            title: steps.more,
            picture: {
              drawing: { of: 'key', key: setting.key, value, type: setting.type },
              alt: drawn.key(setting.key, value),
            },
            claims: [
              own(steps.backupWhy),
              own(steps.notAFolder(value)),
              ...spellings.map((other) => ({
                ...own(steps.otherSpelling(other.value, other.say)),
                source: other.source,
              })),
              ...REGISTRY_GUIDE.choose[windows],
              ...REGISTRY_GUIDE.backupMore,
            ],
          },
        ],
      };
    }),
    part(
      `${setting.id}/change`,
      absent ? steps.addTitle(value) : steps.changeTitle(value, bothBases(change.target)),
      { task: 'change' },
      () => {
        const { claims, more } = inEditor([absent ? 'add' : 'change'], windows, parts);
        return {
          claims: [own(steps.target(bothBases(change.target), setting.type))],
          copy: [
            copyPath,
            copyName,
            ...(absent ? [{ label: steps.typeLabel, text: setting.type }] : []),
            { label: steps.numberLabel, text: parts.hex },
          ],
          files: windows === 'nt351' ? [] : regFiles(path, change, windows),
          below: [...claims, own(steps.radixTrap(change.target))],
          more: [
            ...more,
            {
              title: steps.more,
              picture: dialogPicture(windows, value, parts.hex),
              claims: [own(steps.oneSpelling), ...setting.notes],
            },
          ],
        };
      },
    ),
    part(`${setting.id}/verify`, steps.verifyTitle, { task: 'verify' }, () => ({
      claims: [own(steps.verifyAsk(bothBases(change.target)))],
      copy: [copyName],
      below: [own(steps.verifyName(value))],
      more: [{ title: steps.more, claims: setting.lookUp.slice(0, 1) }],
    })),
  ];
}

/** The dialog in which the number is typed, as the newer editor of this Windows shows it. */
function dialogPicture(windows: Windows, name: string, data: string) {
  const editor = REGISTRY_GUIDE.editors[windows].at(-1) ?? 'regedit';
  return { drawing: { of: 'value' as const, editor, name, data, base: 'hex' as const }, alt: drawn.dialog(name, data) };
}

function regFiles(path: { key: string; value: string }, change: Change, windows: Windows): StepContent['files'] {
  const why = windows === 'unknown' ? steps.regFileNot351 : steps.regFileWhy;
  const made = { name: 'change.reg', text: regFileText(path, change.target), why };
  // A .reg file cannot take a value away on NT 4.0, and an unknown number cannot be put back: then undo is by hand.
  if (typeof change.before !== 'number') return [made];
  return [
    made,
    { name: 'undo.reg', text: regFileText(path, change.before), why: steps.undoFileWhy(bothBases(change.before)) },
  ];
}

/** The steps that take a change back, with the number that was noted. */
export function undoSteps(setting: Setting, windows: Windows, change: Change, value: string): Part[] {
  return [
    part('undo:restore', steps.undoTitle, { task: 'restore' }, () =>
      undoContent(setting, windows, change.before, value),
    ),
  ];
}

function undoContent(setting: Setting, windows: Windows, before: Change['before'], value: string): Told {
  const number = typeof before === 'number' ? before : 0;
  const parts = { key: withoutRoot(setting.key), value, hex: number.toString(16), decimal: String(number) };
  const { claims, more } = inEditor([before === 'absent' ? 'delete' : 'change'], windows, parts);
  const files =
    typeof before === 'number' && windows !== 'nt351'
      ? [
          {
            name: 'undo.reg',
            text: regFileText({ key: setting.key, value }, before),
            why: windows === 'unknown' ? steps.regFileNot351 : steps.undoFileWhy(bothBases(before)),
          },
        ]
      : [];
  return {
    claims: [
      own(steps.undoTo(before === 'absent' ? undefined : before === 'unknown' ? 'unknown' : bothBases(before), value)),
    ],
    copy: [
      { label: steps.keyLabel, text: setting.key },
      { label: steps.valueLabel, text: value },
      ...(typeof before === 'number' ? [{ label: steps.numberLabel, text: parts.hex }] : []),
    ],
    files,
    below: before === 'unknown' ? [own(steps.restoreBackup())] : claims,
    more: before === 'unknown' ? [] : more,
  };
}

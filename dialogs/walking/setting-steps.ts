import type { Claim, Setting } from '../../knowledge/article.ts';
import { sameName, spellingsOf } from '../../knowledge/judge-number.ts';
import { type Editor, filled, REGISTRY_GUIDE, type Windows } from '../../knowledge/registry-guide.ts';
import { bothBases, regFileText } from '../../knowledge/registry-path.ts';
import { steps } from '../saying/phrases-steps.ts';
import type { Change } from './case.ts';
import type { StepContent, StepScreen } from './screen.ts';

type Part = Omit<StepScreen, 'step' | 'of'>;
type Operation = 'backup' | 'note' | 'change' | 'add' | 'delete';

/** A sentence of this product's own, which holds always. */
export const own = (say: string): Claim => ({ say, source: undefined, basis: undefined, when: undefined });

type Told = Pick<StepContent, 'claims'> & Partial<StepContent>;

/** A step as far as most steps are alike. */
export function part(id: string, title: string, more: Partial<Omit<Part, 'content'>>, told: () => Told): Part {
  const content = () => ({ copy: [], files: [], ...told() });
  return { kind: 'step', id, title, task: 'do', optional: false, ...more, content };
}

/** The instructions for one operation in every editor that this Windows has. */
function inEditors(operation: Operation, windows: Windows, parts: Record<string, string>): Claim[] {
  const editors: Editor[] = REGISTRY_GUIDE.editors[windows];
  return editors.flatMap((editor) => {
    const told = [...REGISTRY_GUIDE.open[editor], ...REGISTRY_GUIDE[operation][editor]].map((claim) =>
      filled(claim, parts),
    );
    return editors.length === 1
      ? told
      : told.map((claim, i) => (i === 0 ? { ...claim, say: steps.withEditor(editor, claim.say) } : claim));
  });
}

/** A key as the editors show it, below the window or the node of its root. */
const withoutRoot = (key: string) => key.replace(/^[^\\]+\\/, '');

/** Eight letters at most: the disk may be FAT. */
const BACKUP_FILE = 'keycopy';

/** Saves one key before anything in it is touched. Derived for every change and for every registry step of an article. */
export function backupStep(id: string, key: string, windows: Windows): Part {
  return part(`${id}/backup`, steps.backupTitle, { task: 'backup' }, () => ({
    claims: [
      own(steps.backupWhy),
      ...REGISTRY_GUIDE.choose[windows],
      ...inEditors('backup', windows, { key: withoutRoot(key), file: BACKUP_FILE }),
      ...REGISTRY_GUIDE.backupMore,
    ],
    copy: [{ label: steps.keyLabel, text: key }],
  }));
}

/** Which of the spellings the machine has: the one its registry showed, else that of the version, else the article's own. */
export function spelling(setting: Setting, seen: string | undefined, version: string | undefined): string {
  const there = seen === undefined ? undefined : spellingsOf(setting).find((name) => sameName(name, seen));
  if (there !== undefined) return there;
  return setting.otherSpellings.find((other) => other.versions.includes(version ?? ''))?.value ?? setting.value;
}

/** The steps that raise one setting: save the key, note the old number, change it, look again. */
export function changeSteps(setting: Setting, windows: Windows, change: Change, value: string): Part[] {
  const path = { key: setting.key, value };
  const parts = { value, hex: change.target.toString(16), decimal: String(change.target) };
  const copyPath = { label: steps.keyLabel, text: setting.key };
  const copyName = { label: steps.valueLabel, text: value };
  const absent = change.before === 'absent';
  return [
    backupStep(setting.id, setting.key, windows),
    part(`${setting.id}/note`, steps.noteTitle, { task: 'note' }, () => ({
      claims: [
        own(steps.noteAsk(value)),
        ...inEditors('note', windows, { ...parts, key: withoutRoot(setting.key) }),
        own(steps.notAFolder(value)),
        ...setting.otherSpellings.map((other) => ({
          ...own(steps.otherSpelling(other.value, other.say)),
          source: other.source,
        })),
      ],
      copy: [copyPath, copyName],
    })),
    part(
      `${setting.id}/change`,
      absent ? steps.addTitle(value) : steps.changeTitle(value, bothBases(change.target)),
      { task: 'change' },
      () => ({
        claims: [
          own(steps.target(bothBases(change.target), setting.type)),
          ...inEditors(absent ? 'add' : 'change', windows, { ...parts, key: withoutRoot(setting.key) }),
          own(steps.radixTrap(change.target)),
          own(steps.oneSpelling),
          ...setting.notes,
        ],
        copy: [
          copyPath,
          copyName,
          { label: steps.typeLabel, text: setting.type },
          { label: steps.numberLabel, text: `0x${parts.hex}` },
        ],
        files: windows === 'nt351' ? [] : regFiles(path, change, windows),
      }),
    ),
    part(`${setting.id}/verify`, steps.verifyTitle, { task: 'verify' }, () => ({
      claims: [
        own(steps.verifyAsk(bothBases(change.target))),
        own(steps.verifyName(value)),
        ...setting.lookUp.slice(0, 1),
      ],
      copy: [copyPath, copyName],
    })),
  ];
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
  const told =
    before === 'unknown'
      ? [own(steps.restoreBackup)]
      : inEditors(before === 'absent' ? 'delete' : 'change', windows, parts);
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
      ...told,
    ],
    copy: [
      { label: steps.keyLabel, text: setting.key },
      { label: steps.valueLabel, text: value },
    ],
    files,
  };
}

import type { OtherSetting, Procedure, RegistryValue } from '../../knowledge/article/other-setting.ts';
import type { Article } from '../../knowledge/article.ts';
import type { Windows } from '../../knowledge/registry-guide.ts';
import { steps } from '../saying/phrases-steps.ts';
import type { Case } from './case.ts';
import type { StepScreen } from './screen.ts';
import { backupStep, own, part } from './setting-steps.ts';

type Part = Omit<StepScreen, 'step' | 'of'>;

const isProcedure = (setting: OtherSetting): setting is Procedure => 'read' in setting;

/** What a value becomes in this version; undefined: it is taken away. */
function target(setting: RegistryValue, version: string | undefined): string | readonly string[] | undefined {
  return setting.perVersion.find((one) => one.versions.includes(version ?? ''))?.set ?? setting.set;
}

const written = (data: string | readonly string[]) => (typeof data === 'string' ? data : data.join('\\0'));

/** `reg` is in Windows from 2000 on; before, the editor does the same, and the step names key, value, type and data. */
const reg = {
  query: ({ key, value }: RegistryValue) => `reg query "${key}" /v "${value}"`,
  add: ({ key, value, type }: RegistryValue, data: string) =>
    `reg add "${key}" /v "${value}" /t ${type} /d "${data}" /f`,
  remove: ({ key, value }: RegistryValue) => `reg delete "${key}" /v "${value}" /f`,
};

/** A registry value as a procedure: its commands, its look back and its undo are derived. */
function derived(setting: RegistryValue, version: string | undefined): Procedure {
  const to = target(setting, version);
  const name = setting.value;
  const look = [{ label: steps.lookLabel, text: reg.query(setting), expect: undefined }];
  const change =
    to === undefined
      ? { label: steps.removeLabel, text: reg.remove(setting), expect: undefined }
      : { label: steps.setLabel, text: reg.add(setting, written(to)), expect: undefined };
  return {
    id: setting.id,
    title: to === undefined ? steps.removeTitle(name) : steps.setTitle(name, written(to)),
    risk: ['registry'],
    read: { say: [own(steps.valueLook(name)), ...setting.lookUp], commands: look },
    change: {
      say: [
        own(to === undefined ? steps.valueRemove(name) : steps.valueSet(name, setting.type, written(to))),
        own(steps.oneSpelling),
        ...setting.notes,
      ],
      commands: [change],
    },
    undo: {
      say: [own(steps.valueBack(name, setting.type))],
      commands: [
        { label: steps.backLabel, text: reg.add(setting, steps.asNoted), expect: undefined },
        { label: steps.backAbsentLabel, text: reg.remove(setting), expect: undefined },
      ],
    },
  };
}

const procedureOf = (setting: OtherSetting, version: string | undefined) =>
  isProcedure(setting) ? setting : derived(setting, version);

/** The title of a setting without a number, for what must not be forgotten. */
export const titleOf = (setting: OtherSetting): string => (isProcedure(setting) ? setting.title : setting.value);

/** Look first, change, look again; a registry key is saved before. Whatever the setting is, it stands behind the same warning. */
export function otherSettingSteps(setting: OtherSetting, windows: Windows, version: string | undefined): Part[] {
  const { id, title, read, change } = procedureOf(setting, version);
  const told =
    ({ say, commands }: Procedure['read'], ...more: string[]) =>
    () => ({
      claims: [...say, ...more.map(own)],
      copy: commands,
    });
  return [
    ...(isProcedure(setting) ? [] : [backupStep(id, setting.key, windows)]),
    part(`${id}/look`, steps.lookTitle, {}, told(read, steps.noteAsItIs)),
    part(`${id}/change`, title, { changes: id }, told(change)),
    part(`${id}/verify`, steps.verifyTitle, {}, told(read, steps.verifyChanged)),
  ];
}

/** Everything of an article that was carried out, the last first: the steps that take it back. */
export function otherUndoSteps(article: Article, kept: Case, version: string | undefined): Part[] {
  const done = (kept.carriedOut ?? []).filter(({ articleId }) => articleId === article.id).toReversed();
  const settings = done.flatMap(({ setting }) => article.otherSettings.find(({ id }) => id === setting) ?? []);
  return settings.map((setting) => {
    const { undo, title } = procedureOf(setting, version);
    return part(`undo:${setting.id}`, steps.undoOther(title), {}, () => ({ claims: undo.say, copy: undo.commands }));
  });
}

/** Notes that a setting was changed. */
export function carriedOut(kept: Case, articleId: string, setting: string): Case {
  const others = (kept.carriedOut ?? []).filter((one) => one.articleId !== articleId || one.setting !== setting);
  return { ...kept, carriedOut: [...others, { articleId, setting }].slice(-MOST) };
}

/** Notes that everything of an article was taken back. */
export function takenBack(kept: Case, articleId: string): Case {
  if (!kept.carriedOut) return kept;
  const { carriedOut: all, ...rest } = kept;
  const others = all.filter((one) => one.articleId !== articleId);
  return others.length > 0 ? { ...rest, carriedOut: others } : rest;
}

const MOST = 20;

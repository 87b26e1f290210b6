import type { At } from './at.ts';
import { fieldsHere } from './form.ts';
import { goForward, goTo, keepsTo } from './walk-article.ts';

/** The screen where the answers turn off the article's way: another article, or an end. */
function turnOff({ open, case: kept }: At): string | undefined {
  const turn = open?.plan.screens.find((screen) => {
    if (screen.kind === 'ending') return screen.id === 'version-stop' || screen.id === 'not-confirmed';
    return (screen.kind === 'other-version' || screen.kind === 'other-cause') && !keepsTo(kept, screen);
  });
  return turn?.id;
}

/** On from the form with what is known now: to where that leads away, to what is still to be asked, or past the form. */
export function afterAnswers(at: At): At {
  const turn = turnOff(at);
  if (turn !== undefined) return goTo(at, turn);
  return fieldsHere(at).length > 0 ? goTo(at, 'form') : goForward(at);
}

import { ASKED_EVENTS } from './asked-events.ts';
import { CASES, FIX, HEARD, IN_WORDS, TOPIC_BESIDE } from './asks.ts';
import { BEFORE_STEPS, NUMBER_BESIDE } from './before-steps.ts';
import { COLLECT } from './collect.ts';
import { ENDS, OTHERWISE } from './ends.ts';
import { BEFORE_PASTES, IMPORTED, LIBRARY } from './imported.ts';
import { NO_ARTICLE } from './no-article.ts';
import { NUMBER_STEPS } from './number-steps.ts';
import { IN_PASSING, ORDERS } from './orders.ts';
import { PASTES } from './pastes.ts';
import { REMINDED, REMINDERS } from './reminders.ts';
import type { Rule } from './rule.ts';
import { ANY_OTHER_STEP, ANY_STEP, STEPS } from './steps.ts';
import { BETWEEN, UNCLEAR, UNCLEAR_ASKED } from './unclear.ts';
import { VERIFY_STEP } from './verify-step.ts';
import { BEFORE_ALL, FACTS, SOLVED, STILL_WAITING, WAITING } from './whole-turn.ts';

/**
 * What everything that can be said does: place × saying → what happens. The first rule that fits wins, so this order is the
 * precedence, and there is no other. It is printed into RULES.md by `npm run rules`.
 */
export const RULES: readonly Rule[] = [
  ...REMINDED,
  ...BEFORE_ALL,
  ...BETWEEN,
  ...REMINDERS,
  ...WAITING,
  ...SOLVED,
  ...ASKED_EVENTS,
  ...BEFORE_PASTES,
  ...PASTES,
  ...IN_WORDS,
  ...LIBRARY,
  ...TOPIC_BESIDE,
  ...FACTS,
  ...CASES,
  ...ORDERS,
  ...COLLECT,
  ...FIX,
  ...HEARD,
  ...IN_PASSING,
  ...UNCLEAR_ASKED,
  ...STILL_WAITING,
  ...NO_ARTICLE,
  ...ANY_STEP,
  ...NUMBER_BESIDE,
  ...STEPS,
  ...IMPORTED,
  ...BEFORE_STEPS,
  ...NUMBER_STEPS,
  ...VERIFY_STEP,
  ...ANY_OTHER_STEP,
  ...ENDS,
  ...UNCLEAR,
  ...OTHERWISE,
];

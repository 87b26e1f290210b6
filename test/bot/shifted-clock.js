// Imported ahead of a program, it sets the clock on the wall by so many milliseconds; clocks that only count are left alone.
const shift = Number(process.env['CLOCK_SHIFT_MS'] ?? 0);
const Real = Date;
const now = () => Real.now() + shift;
globalThis.Date = new Proxy(Real, {
  construct: (target, given, made) => Reflect.construct(target, given.length > 0 ? given : [now()], made),
  apply: () => new Real(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});

/** Classes of values: which colour a number gets, and where to cut a list of numbers. */

/** Return the class of a value, from 0, among n + 1 classes cut at n rising limits; a limit belongs to the class above. */
export function classOf(value: number, breaks: readonly number[]): number {
  let found = 0;
  for (const limit of breaks) if (value >= limit) found += 1;
  return found;
}

/** Return the n − 1 limits that cut numbers into n classes of about the same count, without repeating a limit. */
export function quantiles(numbers: readonly number[], classes: number): number[] {
  const sorted = numbers.filter(Number.isFinite).toSorted((a, b) => a - b);
  const limits: number[] = [];
  for (let part = 1; part < classes; part += 1) {
    const limit = sorted[Math.ceil((part * sorted.length) / classes)];
    if (limit !== undefined && limit !== limits.at(-1) && limit > (sorted[0] ?? limit)) limits.push(limit);
  }
  return limits;
}

/** Return n numbers of colour steps spread over a palette of five, both ends used when there is more than one. */
export function paletteSteps(classes: number): number[] {
  if (classes <= 1) return [3];
  return Array.from({ length: classes }, (_, index) => 1 + Math.round((index * 4) / (classes - 1)));
}

/** Return n colour steps spread over a palette of five, both ends used when there is more than one. */
export function paletteSteps(classes: number): number[] {
  if (classes <= 1) return [3];
  return Array.from({ length: classes }, (_, index) => 1 + Math.round((index * 4) / (classes - 1)));
}

/** Things to come, in the order of their days; what was planned first comes first on the same day. */
export function schedule<T>() {
  const heap: { day: number; order: number; what: T }[] = [];
  let order = 0;
  const before = (a: number, b: number) =>
    heap[a]!.day < heap[b]!.day || (heap[a]!.day === heap[b]!.day && heap[a]!.order < heap[b]!.order);
  const swap = (a: number, b: number) => {
    [heap[a], heap[b]] = [heap[b]!, heap[a]!];
  };

  return {
    plan(day: number, what: T): void {
      heap.push({ day, order: order++, what });
      for (let at = heap.length - 1; at > 0 && before(at, (at - 1) >> 1); at = (at - 1) >> 1) swap(at, (at - 1) >> 1);
    },
    next(): { day: number; what: T } | undefined {
      const first = heap[0];
      const last = heap.pop();
      if (!first || !last || first === last) return first;
      heap[0] = last;
      for (let at = 0; ; ) {
        const least = [2 * at + 1, 2 * at + 2].reduce(
          (best, child) => (child < heap.length && before(child, best) ? child : best),
          at,
        );
        if (least === at) break;
        swap(at, least);
        at = least;
      }
      return first;
    },
  };
}

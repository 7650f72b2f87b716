/** What a layer over the map shows, asked for at its address, all of the province at once: a moved map asks nothing anew. */
export function askPoints<Point>(address: () => string | null, read: (reply: unknown) => Point[]) {
  let points: Point[] | null = $state.raw(null);
  let failed = $state(false);

  async function ask(at: string, signal: AbortSignal) {
    try {
      const response = await fetch(at, { signal });
      if (!response.ok) throw new Error(`status ${response.status}`);
      points = read(await response.json());
    } catch {
      if (!signal.aborted) failed = true;
    }
  }

  $effect(() => {
    const at = address();
    points = null;
    failed = false;
    if (!at) return;
    const running = new AbortController();
    void ask(at, running.signal);
    return () => {
      running.abort();
    };
  });

  return {
    /** Null until they are there, and while the layer is off. */
    get points() {
      return points;
    },
    get failed() {
      return failed;
    }
  };
}

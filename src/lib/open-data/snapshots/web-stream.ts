/**
 * What an iterable yields as the body of an answer: a piece at a time, when the reader asks for it. `done` is called once,
 * whether the reader took all, went away, or the making failed.
 */
export function webStream(pieces: AsyncIterable<Uint8Array>, done: () => void = () => undefined) {
  const iterator = pieces[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = await iterator.next();
          if (!next.done) {
            controller.enqueue(next.value);
            return;
          }
          controller.close();
        } catch (failure) {
          controller.error(failure);
        }
        done();
      },
      async cancel() {
        done();
        await iterator.return?.();
      }
    },
    { highWaterMark: 0 }
  );
}

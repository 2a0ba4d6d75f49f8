// Loaded into each contender: answers "memory" with the heap in use after a collection.
process.on('message', (message) => {
  if (message !== 'memory') return;
  globalThis.gc?.();
  process.send?.({ heapUsed: process.memoryUsage().heapUsed });
});
// A contender ends with the bench, however that ends.
process.once('disconnect', () => process.exit());
